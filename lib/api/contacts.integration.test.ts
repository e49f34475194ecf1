import { beforeAll, describe, expect, test } from 'vitest'
import { seedContact } from '@/lib/deliveries/testing/seed-events'
import { db } from '@/lib/server/db'
import { seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { contactRead, contactsBulk, contactsList } from './calls/contacts'
import { type ApiWorld, auditOf, seedApiWorld, seedToken, send, walk } from './testing/world'

let world: ApiWorld
let portfolioId: string

beforeAll(async () => {
  world = await seedApiWorld()
  portfolioId = (await seedNumber(world.workspaceId)).portfolioId
})

const ada = {
  crmContactId: 'CRM-1',
  name: 'Ada Moss',
  email: 'ada@example.test',
  phones: ['+44 7700 900118'],
  bsuids: ['GB.134912086553'],
  usernames: ['@ada.moss'],
  labels: ['trade'],
}

const bulk = (contacts: unknown, more = {}) =>
  send(contactsBulk, { token: world.token, json: { portfolioId, contacts, ...more } })

describe('syncing contacts', () => {
  test('every contact is counted once, and each failure says which and why', async () => {
    const first = await bulk([ada, { crmContactId: 'CRM-2', phones: ['+44 7700 900200'] }])
    expect(first.body).toEqual({ created: 2, updated: 0, skipped: 0, failed: 0, errors: [] })
    const mixed = [
      ada,
      { crmContactId: 'CRM-2', name: 'Bo Fern' },
      { crmContactId: 'CRM-3' },
      { name: 'Nobody' },
      { crmContactId: 'CRM-4', phones: 'not a list' },
      { crmContactId: 'CRM-5', phones: ['call me'] },
      null,
      [],
      7,
    ]
    const { status, body } = await bulk(mixed)
    expect(status).toBe(200)
    expect(body).toMatchObject({ created: 1, updated: 1, skipped: 1, failed: 6 })
    expect(body.errors.map((error: { index: number }) => error.index)).toEqual([3, 4, 5, 6, 7, 8])
    for (const error of body.errors) expect(error.message).toMatch(/\.$/)
  })

  test('NDJSON is one contact per line; a broken line fails alone and keeps its number', async () => {
    const lines = ['{"crmContactId":"CRM-20","name":"Cy Reed"}', '', '{"crmContactId":', '{"crmContactId":"CRM-21"}']
    const type = 'application/x-ndjson'
    const { body } = await send(contactsBulk, {
      token: world.token,
      text: lines.join('\n'),
      type,
      query: { portfolioId },
    })
    expect(body).toMatchObject({ created: 2, updated: 0, skipped: 0, failed: 1, errors: [{ index: 1 }] })
  })

  test('ten thousand are taken, one more is refused with nothing written', async () => {
    const workspaceId = await seedWorkspace()
    const { token } = await seedToken(workspaceId, ['contacts:write'])
    const many = Array.from({ length: 10_001 }, (_, n) => ({ crmContactId: `N-${n}`, name: `Person ${n}` }))
    const refused = await send(contactsBulk, { token, json: { contacts: many } })
    expect(refused.status).toBe(413)
    expect(refused.body.error.code).toBe('too-many-contacts')
    expect(await db.contact.count({ where: { workspaceId } })).toBe(0)
    const taken = await send(contactsBulk, { token, json: { contacts: many.slice(0, 10_000) } })
    expect(taken.body).toMatchObject({ created: 10_000, failed: 0 })
    expect(await db.contact.count({ where: { workspaceId } })).toBe(10_000)
  }, 120_000)

  test('a portfolio of another workspace does not exist', async () => {
    const elsewhere = await seedNumber(world.otherId)
    const { status, body } = await bulk([ada], { portfolioId: elsewhere.portfolioId })
    expect(status).toBe(400)
    expect(body.error.code).toBe('portfolio-unknown')
  })

  test('a body that is no list of contacts is 400 and names the field', async () => {
    for (const json of [
      {},
      { contacts: 'all' },
      { contacts: { 0: ada } },
      [],
      1,
      null,
      'x',
      { portfolioId: 7, contacts: [] },
    ]) {
      const { status, body } = await send(contactsBulk, { token: world.token, json })
      expect(status).toBe(400)
      expect(body.error.details.fields.length).toBeGreaterThan(0)
    }
  })
})

describe('finding contacts', () => {
  const find = (query: Record<string, string>, token = world.token) => send(contactsList, { token, query })
  const idsOf = async (query: Record<string, string>) =>
    (await find(query)).body.items.map((contact: { crmContactId: string }) => contact.crmContactId)

  test('by any identifier, a phone in any spelling of its line', async () => {
    await seedContact(world.workspaceId, { crmContactId: 'BR-1', holds: [{ kind: 'phone', value: '551155500118' }] })
    expect(await idsOf({ phone: '+44 7700 900118' })).toEqual(['CRM-1'])
    expect(await idsOf({ phone: '447700900118' })).toEqual(['CRM-1'])
    expect(await idsOf({ bsuid: 'GB.134912086553' })).toEqual(['CRM-1'])
    expect(await idsOf({ username: '@Ada.Moss' })).toEqual(['CRM-1'])
    expect(await idsOf({ crmContactId: 'CRM-1' })).toEqual(['CRM-1'])
    expect(await idsOf({ q: 'ada mo' })).toEqual(['CRM-1'])
    expect(await idsOf({ phone: '+44 7700 900118', crmContactId: 'CRM-2' })).toEqual([])
    expect(await idsOf({ phone: 'nonsense' })).toEqual([])
  })

  test('somebody known by a BSUID alone is found like anybody else', async () => {
    const bsuid = 'US.13491208655302741918'
    const id = await seedContact(world.workspaceId, {
      name: 'Sheena',
      holds: [{ kind: 'bsuid', value: bsuid, scope: portfolioId }],
    })
    const { body } = await find({ bsuid })
    expect(body.items).toEqual([
      expect.objectContaining({
        id,
        crmContactId: null,
        provisional: true,
        identifiers: [
          expect.objectContaining({ kind: 'bsuid', value: bsuid, scope: portfolioId, active: true, validTo: null }),
        ],
      }),
    ])
    const everybody = await walk(contactsList, { token: world.token, query: { limit: 2 } })
    expect(everybody.map((contact) => contact.id)).toContain(id)
  })

  test('a filter that was left empty is refused instead of answering everybody', async () => {
    for (const key of ['phone', 'bsuid', 'username', 'crmContactId']) {
      expect((await find({ [key]: '' })).status).toBe(400)
    }
    const twice = new URLSearchParams([
      ['phone', '1'],
      ['phone', '2'],
    ])
    expect((await send(contactsList, { token: world.token, query: twice })).status).toBe(400)
  })

  test('values are masked without identity:reveal, and nothing is recorded', async () => {
    const before = (await auditOf(world.workspaceId, 'identity.revealed')).length
    const { body } = await find({ crmContactId: 'CRM-1' }, world.masked)
    const text = JSON.stringify(body)
    for (const plain of ['447700900118', '900118', '134912086553', 'ada.moss', 'ada@example'])
      expect(text).not.toContain(plain)
    expect(body.items[0].identifiers.map((one: { kind: string }) => one.kind).sort()).toEqual([
      'bsuid',
      'email',
      'phone',
      'username',
    ])
    expect(await auditOf(world.workspaceId, 'identity.revealed')).toHaveLength(before)
  })

  test('plain values leave one audit event per call, with ids and never a value', async () => {
    const before = (await auditOf(world.workspaceId, 'identity.revealed')).length
    const { body } = await find({ crmContactId: 'CRM-1' })
    expect(body.items[0].identifiers).toContainEqual(expect.objectContaining({ kind: 'phone', value: '447700900118' }))
    const events = await auditOf(world.workspaceId, 'identity.revealed')
    expect(events).toHaveLength(before + 1)
    expect(events.at(-1)).toMatchObject({ actorKind: 'token', detail: { count: 1, contactIds: [body.items[0].id] } })
    expect(JSON.stringify(events.at(-1)?.detail)).not.toMatch(/900118|134912086553|ada/)
  })

  test('another workspace has none of them, by list and by id', async () => {
    const { token } = await seedToken(world.otherId, ['*'])
    expect((await find({ crmContactId: 'CRM-1' }, token)).body).toEqual({ items: [], nextCursor: null })
    const id = (await find({ crmContactId: 'CRM-1' })).body.items[0].id
    expect((await send(contactRead, { token, params: { id } })).status).toBe(404)
    expect((await send(contactRead, { token: world.token, params: { id } })).body).toMatchObject({
      id,
      crmContactId: 'CRM-1',
    })
  })

  test('pages give every row exactly once while rows are added', async () => {
    const workspaceId = await seedWorkspace()
    const { token } = await seedToken(workspaceId, ['contacts:read'])
    const known: string[] = []
    for (let n = 0; n < 25; n += 1) known.push(await seedContact(workspaceId, { crmContactId: `W-${n}` }))
    const between = () => seedContact(workspaceId, { name: 'Late' })
    const seen = (await walk(contactsList, { token, query: { limit: 4 }, between })).map((contact) => contact.id)
    expect(new Set(seen).size).toBe(seen.length)
    for (const id of known) expect(seen).toContain(id)
  })
})
