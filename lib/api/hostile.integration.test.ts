import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/server/db'
import type { ApiCall } from './call'
import { API_CALLS } from './registry'
import { type ApiWorld, seedApiWorld, send } from './testing/world'

/**
 * Bodies and parameters as nobody means them. Whatever comes, the answer is a refusal with a sentence or, where the
 * input happens to be usable, a normal answer; never a 500, and `send` checks each against the document.
 */
let world: ApiWorld

beforeAll(async () => {
  world = await seedApiWorld()
})

const WITH_BODY = API_CALLS.filter((call) => call.body && !call.body.types.includes('text/csv'))
const LISTS = API_CALLS.filter((call) => call.method === 'GET' && call.permission !== null && !call.path.includes('{'))

const ODD_TEXT = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '\u0000',
    '\ud800',
    "' OR 1=1 --",
    '<script>alert(1)</script>',
    '__proto__',
    '%',
    '_',
    '\\',
    '𝕬',
    '-1',
    '1e309',
  ),
)

/** Values that are JSON, but rarely what a call asks for. */
const ODD_VALUE = fc.oneof(
  ODD_TEXT,
  fc.constantFrom(null, true, -0, 1e308, Number.MAX_SAFE_INTEGER + 2, [], {}, [[]], { constructor: 1 }, ['x', 1, null]),
  fc.jsonValue({ maxDepth: 4 }),
)

const FIELDS = [
  'contacts',
  'portfolioId',
  'phoneNumberId',
  'phone',
  'bsuid',
  'username',
  'name',
  'kind',
  'owner',
  'wave',
  'notes',
  'updateDate',
]

const objectText = fc.dictionary(fc.constantFrom(...FIELDS), ODD_VALUE).map((value) => JSON.stringify(value))
const listText = fc.array(ODD_VALUE, { maxLength: 6 }).map((contacts) => JSON.stringify({ contacts }))

const BODY = fc.oneof(
  objectText,
  listText,
  ODD_VALUE.map((value) => JSON.stringify(value) ?? ''),
  fc.tuple(objectText, fc.nat(200)).map(([text, at]) => text.slice(0, at)),
  fc.nat(20_000).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  fc.nat(3_000).map((depth) => `{"contacts":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`),
  fc.constantFrom(
    '{"__proto__":{"admin":true},"contacts":[]}',
    '{"contacts":[{"__proto__":{"crmContactId":"x"}}]}',
    '{"contacts":[{"crmContactId":"A","crmContactId":"B","crmContactId":["C"]}]}',
    '{"name":"a","name":7,"kind":"link"}',
    '{"contacts":[{"crmContactId":123456789012345678901234567890}]}',
    '{"phoneNumberId":123456789012345678901234567890,"phone":99999999999999999999}',
    '{"contacts":[{"crmContactId":1e400}]}',
    '{"contacts":[{"crmContactId":"x","phones":["\\u0000"],"name":"\\ud800"}]}',
    '{"phoneNumberId":"\\u0000","phone":"+447700900118"}',
    '{"portfolioId":"\\u0000","contacts":[]}',
    '{"name":"\\u0000","kind":"link","owner":"\\ud800","wave":"\\u0000"}',
    '{"name":"a","kind":"link","wave":1e15}',
    '\ufeff{}',
    'NaN',
    '{"contacts":[],}',
    "{'contacts':[]}",
    '{}{}',
  ),
)

const REFUSALS = [400, 404, 409, 413, 415, 428]

async function fire(call: ApiCall, sent: Parameters<typeof send>[1]): Promise<void> {
  const { status, body } = await send(call, sent)
  const fine = status === call.status || REFUSALS.includes(status)
  if (!fine) throw new Error(`${call.method} ${call.path} answered ${status} ${JSON.stringify(body)}`)
}

test('bodies nobody means are refused with a sentence, never with a bug', async () => {
  const row = await db.entryPoint.findFirst({ where: { workspaceId: world.workspaceId } })
  const params = { id: row?.id ?? 'ep_00000000000000000000000000' }
  const plain = fc.record({ call: fc.constantFrom(...WITH_BODY), text: BODY })
  await fc.assert(
    fc.asyncProperty(plain, async ({ call, text }) => {
      await fire(call, { token: world.token, params, text, headers: { 'if-match': '"1"' } })
    }),
    { numRuns: 250 },
  )
}, 120_000)

test('NDJSON nobody means is counted line by line', async () => {
  const bulk = WITH_BODY.find((call) => call.path === '/contacts/bulk')
  if (!bulk) throw new Error('The bulk call is missing.')
  const lines = fc.array(BODY, { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(lines, async (texts) => {
      const type = 'application/x-ndjson'
      const { status, body } = await send(bulk, { token: world.token, text: texts.join('\n'), type })
      expect(status).toBe(200)
      const counted = texts
        .join('\n')
        .split('\n')
        .filter((line) => line.trim() !== '').length
      expect(body.created + body.updated + body.skipped + body.failed).toBe(counted)
    }),
    { numRuns: 60 },
  )
}, 120_000)

const PARAMETERS = [
  'phone',
  'bsuid',
  'username',
  'crmContactId',
  'q',
  'state',
  'cursor',
  'limit',
  'wamid',
  'outcome',
  'contactId',
  'kind',
  'owner',
  'action',
  'from',
  '__proto__',
  'constructor',
]

test('parameters nobody means are refused with a sentence, never with a bug', async () => {
  const pairs = fc.array(fc.tuple(fc.constantFrom(...PARAMETERS), ODD_TEXT), { maxLength: 3 })
  const asked = fc.record({ call: fc.constantFrom(...LISTS), pairs })
  await fc.assert(
    fc.asyncProperty(asked, async ({ call, pairs }) => {
      await fire(call, { token: world.token, query: new URLSearchParams(pairs) })
    }),
    { numRuns: 250 },
  )
}, 120_000)

test('files nobody means are refused or counted, never a bug', async () => {
  const call = API_CALLS.find((one) => one.path === '/entry-points/import')
  if (!call) throw new Error('The import is missing.')
  const cell = fc.oneof(ODD_TEXT, fc.constantFrom('=1+1', '"', '""', ';', '\t', '\r', 'link', '2026-02-30'))
  const csv = fc
    .array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 })
    .map((rows) => ['name,kind,update_date,wave', ...rows.map((cells) => cells.join(','))].join('\n'))
  const bytes = fc.oneof(
    csv.map((text) => new TextEncoder().encode(text)),
    fc.uint8Array({ maxLength: 300 }),
  )
  await fc.assert(
    fc.asyncProperty(bytes, async (file) => {
      await fire(call, { token: world.token, bytes: file, type: 'text/csv' })
    }),
    { numRuns: 100 },
  )
}, 120_000)
