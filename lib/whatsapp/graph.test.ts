import { afterAll, beforeEach, expect, test } from 'vitest'
import { createUsernameClient } from './graph'
import { startGraphServer } from './testing/graph-server'

const server = await startGraphServer()
afterAll(() => server.stop())
const { world, baseUrl } = server
const client = createUsernameClient({ baseUrl, token: 'graph-token', timeoutMs: 500 })

beforeEach(() => {
  world.numbers = new Map([
    ['1065', null],
    ['1066', { username: 'larkmoss', status: 'approved' }],
  ])
  world.refused.clear()
  world.next = []
})

test('a name is read, and its absence too', async () => {
  expect(await client.read('1066')).toEqual({ ok: true, value: { username: 'larkmoss', status: 'approved' } })
  expect(await client.read('1065')).toEqual({ ok: true, value: { username: null, status: null } })
  world.numbers.set('1065', { username: 'larkmoss.help', status: 'pending_review' })
  expect(await client.read('1065')).toMatchObject({ value: { status: 'reserved' } })
})

test('suggestions come as a list, each once', async () => {
  world.suggestions = ['larkmoss.uk', 'larkmoss.uk', 'larkmoss_garden']
  expect(await client.suggest('1065')).toEqual({ ok: true, value: ['larkmoss.uk', 'larkmoss_garden'] })
})

test('a name is claimed, taken from another number only by force, and released', async () => {
  const username = 'larkmoss'
  expect(await client.claim('1065', { username, force: false })).toMatchObject({
    ...{ ok: false, code: 'graph-refused', details: { metaCode: 147005 } },
  })
  expect(await client.claim('1065', { username, force: true })).toEqual({
    ok: true,
    value: { username, status: 'reserved' },
  })
  expect(await client.read('1066')).toMatchObject({ value: { username: null } })
  expect(await client.release('1065')).toEqual({ ok: true, value: null })
  expect(world.calls.at(-1)).toBe('DELETE /v23.0/1065/username')
})

test.each([10, 33, 100, 133010, 147001, 147002, 147003, 147004, 147005])('code %i has its sentence', async (code) => {
  world.refused.set('larkmoss.new', code)
  const answer = await client.claim('1065', { username: 'larkmoss.new', force: false })
  expect(answer).toMatchObject({ code: 'graph-refused', details: { metaCode: code } })
  if (answer.ok) throw new Error('It was refused.')
  expect(String(answer.details?.sentence).length).toBeGreaterThan(20)
  expect(String(answer.details?.whatToDo).length).toBeGreaterThan(10)
  // Meta's own words may hold a number, and the sentence says enough.
  expect(JSON.stringify(answer)).not.toContain('447700900118')
})

test('a code nobody knows keeps the words of Meta', async () => {
  world.refused.set('larkmoss.new', 999_999)
  expect(await client.claim('1065', { username: 'larkmoss.new', force: false })).toMatchObject({
    details: { metaCode: 999_999, message: expect.stringContaining('Refused') },
  })
})

test('an expired token is told apart', async () => {
  const other = createUsernameClient({ baseUrl, token: 'old' })
  expect(await other.read('1065')).toMatchObject({ code: 'graph-refused', details: { metaCode: 190 } })
})

test('too many calls say how long to wait', async () => {
  world.next = [{ status: 429, body: '{}', headers: { 'retry-after': '120' } }]
  expect(await client.read('1065')).toMatchObject({ code: 'graph-busy', details: { seconds: 120 } })
  world.next = [{ status: 400, body: '{"error":{"code":80007,"message":"limit"}}', headers: {} }]
  expect(await client.read('1065')).toMatchObject({ code: 'graph-busy', details: { seconds: 60 } })
  world.next = [{ status: 429, body: 'x', headers: { 'retry-after': '99999999' } }]
  expect(await client.read('1065')).toMatchObject({ details: { seconds: 86_400 } })
})

test.each([
  ['silence', 'graph-unreachable'],
  [{ status: 500, body: '<html>Sorry</html>' }, 'graph-unreachable'],
  [{ status: 503, body: '' }, 'graph-unreachable'],
  [{ status: 404, body: 'nothing' }, 'graph-unreadable'],
  [{ status: 200, body: 'not json' }, 'graph-unreadable'],
  [{ status: 200, body: '{"username":7}' }, 'graph-unreadable'],
  [{ status: 200, body: '{"username":"larkmoss","status":"imagined"}' }, 'graph-unreadable'],
  [{ status: 200, body: `{"username":"${'a'.repeat(300_000)}"}` }, 'graph-unreadable'],
  [{ status: 302, body: '', headers: { location: 'https://elsewhere.example/' } }, 'graph-unreachable'],
] as const)('what Meta never answers like (%#) is a value, not an accident', async (next, code) => {
  world.next = [next as (typeof world.next)[number]]
  expect(await client.read('1065')).toMatchObject({ ok: false, code })
})

test('a server that is not there', async () => {
  const gone = createUsernameClient({ baseUrl: 'http://127.0.0.1:9/v23.0', token: 'graph-token', timeoutMs: 500 })
  expect(await gone.read('1065')).toMatchObject({ code: 'graph-unreachable' })
})

test('an id from outside stays one part of the address', async () => {
  await client.read('../me?x=1')
  expect(world.calls.at(-1)).toBe('GET /v23.0/..%2Fme%3Fx%3D1/username')
})
