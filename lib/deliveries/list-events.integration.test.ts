import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/server/actor'
import { writeTransaction } from '@/lib/server/db'
import { type SeededNumber, seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'
import { viewCounts } from './counts'
import { eventDetail } from './event-detail'
import { listCauses } from './failures'
import { listEvents } from './list-events'
import type { EventFilter } from './schema'
import { type EventSeed, seedContact, seedEvent } from './testing/seed-events'

let workspaceId: string
let number: SeededNumber
let viewer: Actor
let stranger: Actor

beforeAll(async () => {
  workspaceId = await seedWorkspace()
  number = await seedNumber(workspaceId)
  viewer = await seedMember(workspaceId, ['viewer'])
  stranger = await seedMember(await seedWorkspace('Elsewhere'), ['admin'])
})

const page = { sort: 'received', dir: 'desc', skip: 0, take: 50 } as const
const seed = (given: EventSeed = {}) => seedEvent(number, workspaceId, given)
async function found(filter: EventFilter, actor = viewer): Promise<string[]> {
  return (await listEvents(actor, filter, page)).rows.map((row) => row.id)
}

describe('searching', () => {
  test('finds by wamid, by its beginning and by case', async () => {
    const id = await seed({ wamid: 'wamid.HBgLMTY1searchA' })
    expect(await found({ q: 'wamid.HBgLMTY1searchA' })).toEqual([id])
    expect(await found({ q: 'wamid.HBgLMTY1search' })).toEqual([id])
    expect(await found({ q: 'wamid.HBgLMTY1SEARCHA' })).toEqual([])
  })

  test('finds a phone in any spelling, also one the contact has left', async () => {
    const contactId = await seedContact(workspaceId, {
      holds: [{ kind: 'phone', value: '447700900201', active: false }],
    })
    const id = await seed({ contactId, identifiers: { bsuid: 'GB.201' } })
    for (const q of ['+44 7700 900201', '07700 900 201', '447700900201']) expect(await found({ q })).toEqual([id])
    expect(await found({ q: '+44 7700 900202' })).toEqual([])
  })

  test('finds both spellings of a Brazilian line', async () => {
    const contactId = await seedContact(workspaceId, { holds: [{ kind: 'phone', value: '551187650101' }] })
    const id = await seed({ contactId, identifiers: { phone: '551187650101' } })
    expect(await found({ q: '+55 11 98765 0101' })).toEqual([id])
  })

  test('finds a BSUID-only contact by BSUID and by username', async () => {
    const holds = [
      { kind: 'bsuid' as const, value: 'GB.202000001', scope: number.portfolioId },
      { kind: 'username' as const, value: 'Only.Bsuid' },
    ]
    const contactId = await seedContact(workspaceId, { holds })
    const id = await seed({ contactId, identifiers: { bsuid: 'GB.202000001', username: 'Only.Bsuid' } })
    expect(await found({ q: 'GB.202000001' })).toEqual([id])
    expect(await found({ q: '@only.bsuid' })).toEqual([id])
    expect(await found({ q: 'GB.202000002' })).toEqual([])
  })

  test('finds an event in review by what its payload carried, though no contact holds it', async () => {
    const identifiers = { phone: '447700900203', bsuid: 'GB.203', username: 'In.Review' }
    const id = await seed({ outcome: 'ambiguous', rule: '6', identifiers })
    for (const q of ['GB.203', '+44 7700 900203', '@in.review']) expect(await found({ q })).toEqual([id])
  })

  test('finds by CRM id, by name and by our own ids', async () => {
    const contactId = await seedContact(workspaceId, { crmContactId: 'CRM-204', name: 'Marsh Tansy' })
    const id = await seed({ contactId })
    for (const q of ['CRM-204', 'marsh', 'tansy', id, contactId]) expect(await found({ q })).toEqual([id])
  })

  test('shows nothing of another workspace', async () => {
    const id = await seed({ wamid: 'wamid.HBgLforeign' })
    for (const q of ['wamid.HBgLforeign', id]) expect(await found({ q }, stranger)).toEqual([])
    expect(await found({}, stranger)).toEqual([])
    expect(await eventDetail(stranger, id)).toBeNull()
  })
})

describe('filtering and paging', () => {
  test('neither repeats nor loses a row, in every order', async () => {
    const own = await seedWorkspace()
    const actor = await seedMember(own, ['viewer'])
    const at = await seedNumber(own)
    for (let i = 0; i < 23; i += 1) await seedEvent(at, own, { outcome: i % 2 ? 'matched' : 'created' })
    for (const sort of ['received', 'outcome', 'contact'] as const) {
      for (const dir of ['asc', 'desc'] as const) {
        const seen: string[] = []
        for (let skip = 0; skip < 30; skip += 10) {
          const { rows, total } = await listEvents(actor, {}, { sort, dir, skip, take: 10 })
          expect(total).toBe(23)
          seen.push(...rows.map((row) => row.id))
        }
        expect(new Set(seen).size).toBe(23)
      }
    }
  })

  test('keeps to the span, the number, the outcome and the kind', async () => {
    const own = await seedWorkspace()
    const actor = await seedMember(own, ['viewer'])
    const [a, b] = [await seedNumber(own), await seedNumber(own, { label: 'Sales' })]
    const old = await seedEvent(a, own, { receivedAt: new Date(Date.now() - 3 * 86_400_000) })
    const status = await seedEvent(a, own, { kind: 'status', status: 'read', outcome: 'unmapped' })
    const other = await seedEvent(b, own, { identifiers: { bsuid: 'GB.1' } })
    const list = async (filter: EventFilter) => (await listEvents(actor, filter, page)).rows.map((row) => row.id)
    expect(await list({ span: 'hour' })).toEqual([other, status])
    expect(await list({ span: 'week' })).toEqual([other, status, old])
    expect(await list({ numberId: b.numberId })).toEqual([other])
    expect(await list({ outcome: 'unmapped' })).toEqual([status])
    expect(await list({ kind: 'status' })).toEqual([status])
    expect(await list({ view: 'no-phone' })).toEqual([other])
    expect(await list({ view: 'no-phone', numberId: a.numberId })).toEqual([])
  })
})

test('a row says what, where to, why and who, and carries no identifier', async () => {
  const workflowId = newId('wf')
  await writeTransaction((tx) =>
    tx.workflow.create({ data: { id: workflowId, workspaceId, name: 'Support inbox', kind: 'queue' } }),
  )
  const contactId = await seedContact(workspaceId, { crmContactId: 'CRM-205', name: 'Rowan Ashby' })
  const id = await seed({
    contactId,
    workflowId,
    outcome: 'linked',
    rule: '2',
    identifiers: { phone: '447700900205', bsuid: 'GB.205' },
  })
  const [row] = (await listEvents(viewer, { q: id }, page)).rows
  expect(row).toMatchObject({
    what: 'message',
    outcome: 'linked',
    reaches: 'Support inbox',
    because: 'Phone and BSUID, first time together',
    contact: { label: 'CRM-205', kind: 'crm' },
  })
  expect(JSON.stringify(row)).not.toContain('900205')
})

describe('the detail', () => {
  test('tells the story with masked identifiers', async () => {
    const holds = [{ kind: 'username' as const, value: 'wren.hollis' }]
    const contactId = await seedContact(workspaceId, { crmContactId: 'CRM-206', name: 'Wren Hollis', holds })
    const id = await seed({
      contactId,
      outcome: 'linked',
      rule: '2',
      decisive: 'phone',
      identifiers: { phone: '447700900206', bsuid: 'GB.13491208655302741918' },
      why: [
        { code: 'phone-held', args: { contact: contactId } },
        { code: 'rule-2-linked', args: { version: 1, contact: contactId } },
      ],
    })
    const detail = await eventDetail(viewer, id)
    expect(detail).toMatchObject({
      headline: 'Linked to an existing customer',
      decision: { cell: 'phone', rule: 'rule 2: one contact holds this phone' },
      contact: { label: 'CRM-206', provisional: false },
      delivery: { position: 1, updates: 1, hasBody: true },
    })
    expect(detail?.cells.phone).toEqual({ presence: 'present', value: '+44 •••• 206' })
    expect(detail?.cells.username).toMatchObject({ presence: 'known' })
    expect(detail?.why.map((step) => step.sentence)[0]).toBe('CRM-206 holds this phone.')
    expect(detail?.why[1]).toMatchObject({ decisive: true })
    expect(JSON.stringify(detail)).not.toMatch(/447700900206|wren\.hollis|13491208655302741918/)
  })

  test('says what went wrong and what to do, with WhatsApp’s code', async () => {
    const id = await seed({
      kind: 'status',
      status: 'failed',
      errorCode: 'message-failed',
      errorArgs: { meta: 131026 },
    })
    const detail = await eventDetail(viewer, id)
    expect(detail?.failure).toMatchObject({ code: 'message-failed', metaCode: 131026, cause: 'message-failed:131026' })
    expect(detail?.failure?.sentence).toMatch(/\.$/)
    expect(detail?.failure?.whatToDo).toMatch(/\.$/)
  })
})

test('failures are grouped by cause, with first and last', async () => {
  const own = await seedWorkspace()
  const actor = await seedMember(own, ['viewer'])
  const at = await seedNumber(own)
  const first = new Date(Date.now() - 3_600_000)
  await seedEvent(at, own, { outcome: 'failed', errorCode: 'number-unknown', receivedAt: first })
  await seedEvent(at, own, { outcome: 'failed', errorCode: 'number-unknown' })
  await seedEvent(at, own, {
    kind: 'status',
    status: 'failed',
    errorCode: 'message-failed',
    errorArgs: { meta: 131049 },
  })
  await seedEvent(at, own, {
    kind: 'status',
    status: 'failed',
    errorCode: 'message-failed',
    errorArgs: { meta: 131026 },
  })
  await seedEvent(at, own, { kind: 'unsupported', outcome: 'unsupported', errorCode: 'field-not-understood' })
  const causes = await listCauses(actor)
  expect(causes.map(({ cause, count }) => [cause, count])).toEqual([
    ['number-unknown', 2],
    ['message-failed:131026', 1],
    ['message-failed:131049', 1],
  ])
  expect(causes[0]?.firstAt.getTime()).toBe(first.getTime())
  const one = await listEvents(actor, { cause: 'message-failed:131049' }, page)
  expect(one.total).toBe(1)
  expect(await viewCounts(actor)).toMatchObject({
    all: 5,
    causes: 3,
    notUnderstood: { count: 1 },
    review: { count: 0 },
  })
  expect(await listCauses(stranger)).toEqual([])
})
