import path from 'node:path'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { ACTION_RULES } from './action-rules'
import { ROLES, type Role, rolesAllow } from './permissions'
import { PAGE_RULES, ROUTE_RULES } from './route-rules'
import { encodeSession, sessionCookieName } from './session-cookie'
import { findRoutes } from './testing/route-list'
import { seedMember, seedWorkspace } from './testing/seed'

/**
 * Calls every page, action and route handler of the console as a visitor, as each role that is not named for it, and
 * from a foreign page; nothing may get as far as the query or the command. There is no server and no proxy.ts around
 * them here: what refuses is the page, the action or the handler itself.
 */
vi.stubEnv('__NEXT_EXPERIMENTAL_AUTH_INTERRUPTS', 'true')

const request = { headers: new Headers(), cookies: new Map<string, string>() }

vi.mock('next/headers', () => ({
  headers: async () => request.headers,
  cookies: async () => ({
    get: (name: string) => (request.cookies.has(name) ? { name, value: request.cookies.get(name) } : undefined),
    set: () => undefined,
  }),
}))
vi.mock('next/cache', () => ({ revalidatePath: () => undefined, revalidateTag: () => undefined }))

const OWN = 'http://localhost:3000'
const cookies = new Map<Role, string>()

beforeAll(async () => {
  const { openSession } = await import('@/lib/members/sessions')
  const { writeTransaction } = await import('./db')
  const workspaceId = await seedWorkspace()
  for (const role of ROLES) {
    const actor = await seedMember(workspaceId, [role])
    if (actor.kind !== 'member') throw new Error('A seeded member is a member.')
    const { userId } = actor
    const visitor = { address: '127.0.0.1', agent: null }
    const sessionId = await writeTransaction((tx) => openSession(tx, { userId, workspaceId }, visitor))
    cookies.set(role, await encodeSession(sessionId))
  }
})

function arriveAs(role: Role | null, origin: string | null = OWN): void {
  request.headers = new Headers({ host: 'localhost:3000', ...(origin === null ? {} : { origin }) })
  const cookie = role ? cookies.get(role) : undefined
  request.cookies = new Map(cookie ? [[sessionCookieName(), cookie]] : [])
}

beforeEach(() => arriveAs(null))

type Answer = { serverError?: { code: string }; validationErrors?: unknown; data?: unknown }
type Action = (input?: unknown) => Promise<Answer>

async function actionOf(file: string, exported: string): Promise<Action> {
  const module = (await import(path.join(process.cwd(), 'app', file))) as Record<string, Action>
  const action = module[exported]
  if (!action) throw new Error(`${file} has no ${exported}.`)
  return action
}

const actions = Object.entries(ACTION_RULES).flatMap(([file, rules]) =>
  Object.entries(rules).map(([exported, rule]) => ({ file, exported, rule })),
)

describe.each(actions)('action $file $exported', ({ file, exported, rule }) => {
  test.each([['https://evil.example'], ['null'], [null], ['http://localhost:3001']])('from %s', async (origin) => {
    arriveAs('admin', origin)
    expect((await (await actionOf(file, exported))({})).serverError?.code).toBe('bad-origin')
  })

  if (rule === 'public') return

  test('without a session', async () => {
    expect((await (await actionOf(file, exported))({})).serverError?.code).toBe('not-signed-in')
  })

  test('as every role that is not named for it', async () => {
    const action = await actionOf(file, exported)
    for (const role of ROLES.filter((one) => !rolesAllow([one], rule))) {
      arriveAs(role)
      expect({ role, code: (await action({})).serverError?.code }).toEqual({ role, code: 'not-allowed' })
    }
  })
})

const found = findRoutes()
const handlers = found.routes.filter((route) => ROUTE_RULES[`${route.method} ${route.path}`] !== undefined)
const guarded = handlers.map((route) => ({ ...route, rule: ROUTE_RULES[`${route.method} ${route.path}`] ?? 'public' }))

describe.each(guarded.filter(({ rule }) => rule !== 'public'))(
  'route $method $path',
  ({ file, method, path: at, rule }) => {
    type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>
    async function call(): Promise<Response> {
      const handler = ((await import(file)) as Record<string, Handler>)[method]
      if (!handler) throw new Error(`${file} has no ${method}.`)
      const params = Promise.resolve({ id: 'none' })
      return handler(new Request(`${OWN}${at}`, { method, headers: request.headers }), { params })
    }

    test('without a session', async () => {
      const response = await call()
      expect(response.status).toBe(401)
      expect(await response.json()).toMatchObject({ error: { code: 'not-signed-in' } })
    })

    test('as every role that is not named for it', async () => {
      for (const role of ROLES.filter((one) => !rolesAllow([one], rule))) {
        arriveAs(role)
        expect({ role, status: (await call()).status }).toEqual({ role, status: 403 })
      }
    })

    test.skipIf(method === 'GET')('from a foreign page', async () => {
      arriveAs('admin', 'https://evil.example')
      expect((await call()).status).toBe(403)
    })
  },
)

const pages = found.pages.flatMap((page) => {
  const rule = PAGE_RULES[page.path]
  return rule === undefined || rule === 'public' ? [] : [{ ...page, rule }]
})

describe.each(pages)('page $path', ({ file, rule }) => {
  /** The digest of what the page threw, which is how a page of Next.js refuses. */
  async function refusal(): Promise<string> {
    const page = (await import(file)) as { default: (props: object) => Promise<unknown> }
    const nothing = Promise.resolve({})
    const thrown = await page.default({ params: nothing, searchParams: nothing }).catch((error: unknown) => error)
    return typeof thrown === 'object' && thrown !== null && 'digest' in thrown ? String(thrown.digest) : 'nothing'
  }

  test('without a session goes to the sign-in page', async () => {
    request.headers.set('x-handrail-path', '/members?role=admin')
    expect(await refusal()).toContain('/sign-in?next=%2Fmembers%3Frole%3Dadmin')
  })

  test('answers 403 to every role that is not named for it', async () => {
    for (const role of ROLES.filter((one) => !rolesAllow([one], rule))) {
      arriveAs(role)
      expect({ role, digest: await refusal() }).toEqual({ role, digest: 'NEXT_HTTP_ERROR_FALLBACK;403' })
    }
  })
})
