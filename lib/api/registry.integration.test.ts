import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { GET as document } from '@/app/api/v1/openapi.json/route'
import { revokeToken } from '@/lib/members/tokens'
import { db, writeTransaction } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import type { ApiCall } from './call'
import { API_CALLS } from './registry'
import {
  ALL_SCOPES,
  API_ROOT,
  type ApiWorld,
  routeFileOf,
  routeOf,
  type Sent,
  seedApiWorld,
  seedToken,
  send,
} from './testing/world'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const PRIVATE = API_CALLS.filter((call) => call.permission !== null)

let world: ApiWorld

beforeAll(async () => {
  world = await seedApiWorld()
})

function routeFiles(): string[] {
  const files = readdirSync(API_ROOT, { recursive: true, encoding: 'utf8' })
  return files.filter((file) => file.endsWith('route.ts')).map((file) => path.join(API_ROOT, file))
}

function named(calls: readonly ApiCall[]): [name: string, call: ApiCall][] {
  return calls.map((call) => [`${call.method} ${call.path}`, call])
}

const anId = { params: { id: newId('ep') }, headers: { 'if-match': '"1"' } }

test('every route file is in the registry, and every call of the registry has its route', () => {
  const described = new Set(API_CALLS.map(routeFileOf))
  const catchAll = path.join(API_ROOT, '[[...path]]', 'route.ts')
  expect(new Set(routeFiles().filter((file) => file !== catchAll))).toEqual(described)
  expect(new Set(API_CALLS.map((call) => call.id)).size).toBe(API_CALLS.length)
})

describe('methods', () => {
  const paths = [...new Set(API_CALLS.map((call) => call.path))]
  test.each(paths)('%s answers the methods of the registry, and 405 in JSON to the others', async (where) => {
    const route = await routeOf({ path: where })
    const taken = API_CALLS.filter((call) => call.path === where).map((call) => call.method as string)
    for (const method of METHODS.filter((one) => !taken.includes(one))) {
      const response = await route[method]?.(new Request('http://localhost/', { method }))
      expect(response?.status).toBe(405)
      expect(response?.headers.get('allow')).toContain(taken[0])
      expect(await response?.json()).toMatchObject({ error: { code: 'bad-method' } })
    }
    const options = await route.OPTIONS?.(new Request('http://localhost/', { method: 'OPTIONS' }))
    expect(options?.status).toBe(204)
    expect(options?.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('who may call', () => {
  test.each(named(PRIVATE))(
    '%s: 401 without a token, with a cookie alone, and with one that is not a token',
    async (_, call) => {
      const tries: Sent[] = [
        {},
        { headers: { cookie: 'handrail.session=anything; next-auth.session-token=anything' } },
        { headers: { authorization: 'Basic aHI6aHI=' } },
        { token: 'hr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
      ]
      for (const sent of tries) {
        const { status, body, headers } = await send(call, { params: anId.params, ...sent })
        expect(status).toBe(401)
        expect(body.error.code).toBe('not-signed-in')
        expect(headers.get('cache-control')).toBe('no-store')
      }
    },
  )

  test.each(named(PRIVATE))('%s: 403 with every scope but its own, let in with that alone', async (_, call) => {
    const without = await seedToken(
      world.workspaceId,
      ALL_SCOPES.filter((scope) => scope !== call.permission),
    )
    const refused = await send(call, { ...anId, token: without.token, ...emptyBody(call) })
    expect(refused.status).toBe(403)
    expect(refused.body.error).toMatchObject({ code: 'not-allowed', details: { scope: call.permission } })
    const alone = await seedToken(world.workspaceId, [String(call.permission)])
    const admitted = await send(call, { ...anId, token: alone.token, ...emptyBody(call) })
    expect([200, 201, 202, 400, 404]).toContain(admitted.status)
  })

  test.each(named(PRIVATE))('%s: 401 with a token that was revoked or has expired', async (_, call) => {
    const revoked = await seedToken(world.workspaceId, ['*'])
    await revokeToken(world.actor, { tokenId: revoked.id })
    expect((await send(call, { ...anId, token: revoked.token })).status).toBe(401)
    const expired = await seedToken(world.workspaceId, ['*'])
    await writeTransaction((tx) =>
      tx.apiToken.update({ where: { id: expired.id }, data: { expiresAt: new Date(Date.now() - 1_000) } }),
    )
    expect((await send(call, { ...anId, token: expired.token })).status).toBe(401)
  })

  test('an unknown scope in the database opens nothing', async () => {
    const { id, token } = await seedToken(world.workspaceId, ['contacts:read'])
    await writeTransaction((tx) =>
      tx.apiToken.update({ where: { id }, data: { scopes: ['contacts', 'contacts:*', 1] } }),
    )
    for (const call of PRIVATE) expect((await send(call, { ...anId, token })).status).toBe(403)
  })
})

function emptyBody(call: ApiCall): { text?: string; type?: string } {
  if (!call.body) return {}
  return call.body.types.includes('text/csv') ? { text: '', type: 'text/csv' } : { text: '{}' }
}

describe('bad input', () => {
  test.each(named(PRIVATE))('%s: an unknown parameter is refused by name', async (_, call) => {
    const { status, body } = await send(call, {
      ...anId,
      token: world.token,
      query: { phoen: '1' },
      ...emptyBody(call),
    })
    expect(status).toBe(400)
    expect(body.error.message).toContain('phoen')
  })

  const lists = PRIVATE.filter((call) => call.method === 'GET' && !call.path.includes('{') && isList(call))
  test.each(named(lists))('%s: a bad cursor and a bad limit are 400', async (_, call) => {
    for (const query of [{ cursor: 'abc' }, { cursor: '%00' }, { limit: '0' }, { limit: '1001' }, { limit: 'ten' }]) {
      const { status, body } = await send(call, { token: world.token, query })
      expect(status).toBe(400)
      expect(body.error.code).toBe('bad-input')
      expect(body.error.details.fields[0].field).toBe(Object.keys(query)[0])
    }
    expect((await send(call, { token: world.token, query: { cursor: '', limit: '1000' } })).status).toBe(200)
  })

  const bodies = PRIVATE.filter((call) => call.body)
  test.each(named(bodies))('%s: a body of another type is 415', async (_, call) => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/html',
    ]) {
      const { status, body } = await send(call, { ...anId, token: world.token, text: '{}', type })
      expect(status).toBe(415)
      expect(body.error.code).toBe('bad-content-type')
    }
  })

  test.each(named(PRIVATE.filter((call) => call.path.includes('{id}'))))(
    '%s: an id that cannot be one is 404',
    async (_, call) => {
      for (const id of ['1', '..', "' OR 1=1 --", 'ep_\u0000', newId('ep')]) {
        const body = NEEDED[call.id] ? { json: NEEDED[call.id] } : emptyBody(call)
        const sent = { token: world.token, params: { id }, headers: anId.headers, ...body }
        expect((await send(call, sent)).status).toBe(404)
      }
    },
  )
})

/** Bodies of calls that do nothing without one. */
const NEEDED: Record<string, object> = { eraseContact: { version: 1, reference: 'Case 1' } }

function isList(call: ApiCall): boolean {
  return call.answer.safeParse({ items: [], nextCursor: null }).success
}

describe('the document', () => {
  test('is public and describes every call', async () => {
    const described = await (await document()).json()
    expect(described.openapi).toBe('3.1.0')
    for (const call of API_CALLS) {
      const operation = described.paths[call.path][call.method.toLowerCase()]
      expect(operation).toMatchObject({ operationId: call.id })
      expect(operation.responses[call.status].content['application/json'].schema).toBeTypeOf('object')
    }
    expect(JSON.stringify(described)).not.toContain('undefined')
  })

  test('and the page of examples name the same calls', () => {
    const page = readFileSync(path.join(API_ROOT, '../../../docs/api.md'), 'utf8')
    for (const call of API_CALLS) {
      const [before = '', after = ''] = call.path.split('{id}')
      expect(page).toMatch(new RegExp(`${before}.{0,8}${after}`.replaceAll('.json', '\\.json')))
    }
  })

  test('nothing is written by being asked', async () => {
    expect(await db.auditEvent.count({ where: { workspaceId: world.otherId } })).toBe(0)
  })
})
