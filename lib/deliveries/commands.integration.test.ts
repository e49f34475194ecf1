import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/server/actor'
import { db, writeTransaction } from '@/lib/server/db'
import { type SeededNumber, seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'
import { readDeliveryBody } from './body'
import { exportEvents } from './export'
import { readLive } from './live'
import { deliverySummary, findDeliveries, findEvents } from './queries'
import { replayDeliveries } from './replay'
import { retryDeliveries } from './retry'
import { revealEvent } from './reveal'
import { type EventSeed, seedContact, seedDelivery, seedEvent } from './testing/seed-events'

let workspaceId: string
let number: SeededNumber
let developer: Actor
let lead: Actor
let admin: Actor
let viewer: Actor
let stranger: Actor

beforeAll(async () => {
  workspaceId = await seedWorkspace()
  number = await seedNumber(workspaceId)
  developer = await seedMember(workspaceId, ['developer'])
  lead = await seedMember(workspaceId, ['support_lead'])
  admin = await seedMember(workspaceId, ['admin'])
  viewer = await seedMember(workspaceId, ['viewer'])
  stranger = await seedMember(await seedWorkspace('Elsewhere'), ['admin'])
})

const seed = (given: EventSeed = {}) => seedEvent(number, workspaceId, given)
const eventOf = (id: string) => db.event.findUniqueOrThrow({ where: { id } })
const audited = (action: string) => db.auditEvent.findMany({ where: { workspaceId, action }, orderBy: { seq: 'desc' } })

describe('replay', () => {
  test('puts one event back, keeps what it said, and is safe to repeat', async () => {
    const contactId = await seedContact(workspaceId, { crmContactId: 'CRM-1' })
    const id = await seed({ contactId, outcome: 'failed' })
    const neighbour = await seed({ deliveryId: (await eventOf(id)).deliveryId })
    expect(await replayDeliveries(developer, { eventIds: [id] })).toMatchObject({
      value: { events: 1, deliveries: 1, purged: 0, alreadyWaiting: 0 },
    })
    expect(await eventOf(id)).toMatchObject({ outcome: 'pending', contactId, resolvedAt: null })
    expect(await eventOf(neighbour)).toMatchObject({ outcome: 'matched' })
    const { deliveryId } = await eventOf(id)
    expect(await db.delivery.findUnique({ where: { id: deliveryId } })).toMatchObject({ state: 'stored', tries: 0 })
    expect(await replayDeliveries(developer, { eventIds: [id] })).toMatchObject({
      value: { events: 0, deliveries: 1, alreadyWaiting: 1 },
    })
  })

  test('takes everything a filter matches in one audited batch', async () => {
    for (let i = 0; i < 3; i += 1) await seed({ outcome: 'failed', errorCode: 'no-identifiers' })
    const kept = await seed({ outcome: 'failed', errorCode: 'number-unknown' })
    const before = (await audited('delivery.replayed')).length
    const result = await replayDeliveries(developer, { filter: { cause: 'no-identifiers', q: undefined } })
    expect(result).toMatchObject({ ok: true, value: { events: 3, deliveries: 3, more: false } })
    const events = await audited('delivery.replayed')
    expect(events).toHaveLength(before + 1)
    expect(events[0]?.detail).toMatchObject({ events: 3, filter: { cause: 'no-identifiers' } })
    expect((await eventOf(kept)).outcome).toBe('failed')
  })

  test('says when retention has deleted the bodies', async () => {
    const deliveryId = await seedDelivery(number, workspaceId, { body: null })
    const id = await seed({ deliveryId })
    expect(await replayDeliveries(developer, { eventIds: [id] })).toMatchObject({ ok: false, code: 'bodies-purged' })
    expect((await eventOf(id)).outcome).toBe('matched')
  })

  test('takes a whole delivery, even one that has no events', async () => {
    const deliveryId = await seedDelivery(number, workspaceId, { state: 'set_aside', tries: 5, problem: 'It broke.' })
    expect(await replayDeliveries(developer, { deliveryIds: [deliveryId] })).toMatchObject({ value: { deliveries: 1 } })
    expect(await db.delivery.findUnique({ where: { id: deliveryId } })).toMatchObject({
      state: 'stored',
      problem: null,
    })
  })

  test('is refused to the wrong role, and finds nothing in another workspace', async () => {
    const id = await seed()
    const { deliveryId } = await eventOf(id)
    expect(await replayDeliveries(lead, { eventIds: [id] })).toMatchObject({ code: 'not-allowed' })
    expect(await replayDeliveries(stranger, { eventIds: [id] })).toMatchObject({ code: 'not-found' })
    expect(await replayDeliveries(stranger, { deliveryIds: [deliveryId] })).toMatchObject({ code: 'not-found' })
    expect(await replayDeliveries(stranger, { filter: { q: id } })).toMatchObject({ code: 'not-found' })
    expect((await eventOf(id)).outcome).toBe('matched')
  })
})

test('what was set aside gets five new tries, once', async () => {
  const id = await seedDelivery(number, workspaceId, { state: 'set_aside', tries: 5, problem: 'It broke.' })
  expect(await retryDeliveries(viewer, { deliveryIds: [id] })).toMatchObject({ code: 'not-allowed' })
  expect(await retryDeliveries(stranger, { all: true })).toMatchObject({ code: 'not-found' })
  expect(await retryDeliveries(developer, { deliveryIds: [id] })).toMatchObject({ value: { deliveries: 1 } })
  expect(await db.delivery.findUnique({ where: { id } })).toMatchObject({ state: 'stored', tries: 0, problem: null })
  expect(await retryDeliveries(developer, { deliveryIds: [id] })).toMatchObject({ code: 'not-found' })
})

describe('revealing', () => {
  test('gives the plain identifiers and records that, without them', async () => {
    const id = await seed({ identifiers: { phone: '447700900301', bsuid: 'GB.301', username: 'wren.hollis' } })
    const result = await revealEvent(lead, { eventId: id })
    if (!result.ok) throw new Error(result.code)
    expect(result.value.values.map(({ value }) => value)).toEqual(['+44 7700 900301', '@wren.hollis', 'GB.301'])
    const [event] = await audited('identity.revealed')
    expect(event).toMatchObject({ subjectId: id, detail: { seen: ['Phone', 'Username', 'BSUID'] } })
    expect(JSON.stringify(event?.detail)).not.toMatch(/900301|GB\.301|wren/)
  })

  test('is refused without the permission and in another workspace, and then records nothing', async () => {
    const id = await seed()
    const before = (await audited('identity.revealed')).length
    expect(await revealEvent(developer, { eventId: id })).toMatchObject({ code: 'not-allowed' })
    expect(await revealEvent(stranger, { eventId: id })).toMatchObject({ code: 'not-found' })
    expect(await audited('identity.revealed')).toHaveLength(before)
  })

  test('a body takes both permissions, and says when it is gone', async () => {
    const deliveryId = await seedDelivery(number, workspaceId, { body: '{"a":[1]}' })
    for (const actor of [developer, lead]) {
      expect(await readDeliveryBody(actor, { deliveryId })).toMatchObject({ code: 'not-allowed' })
    }
    expect(await readDeliveryBody(stranger, { deliveryId })).toMatchObject({ code: 'not-found' })
    expect(await readDeliveryBody(admin, { deliveryId })).toMatchObject({
      value: { state: 'kept', text: '{\n  "a": [\n    1\n  ]\n}', isJson: true, cut: false },
    })
    expect((await audited('identity.revealed'))[0]).toMatchObject({ subjectId: deliveryId, detail: { seen: ['body'] } })
    const purged = await seedDelivery(number, workspaceId, { body: null })
    expect(await readDeliveryBody(admin, { deliveryId: purged })).toMatchObject({ value: { state: 'purged' } })
  })
})

describe('export', () => {
  const read = async (actor: Actor, plain: boolean) => {
    const result = await exportEvents(actor, { q: 'wamid.export' }, { plain })
    return result.ok ? new Response(result.value).text() : result.code
  }

  test('is masked, recorded, and plain only for those who may', async () => {
    await seed({ wamid: 'wamid.export1', identifiers: { phone: '447700900401' } })
    await seed({ wamid: 'wamid.export2', identifiers: { bsuid: 'GB.13491208655302741918', username: 'wren.hollis' } })
    const masked = await read(viewer, false)
    expect(masked).toContain('•••• 401')
    expect(masked).not.toMatch(/447700900401|wren\.hollis|13491208655302741918/)
    expect(masked.trim().split('\r\n')).toHaveLength(3)
    expect(await read(viewer, true)).toBe('not-allowed')
    const plain = await read(lead, true)
    expect(plain).toContain('GB.13491208655302741918')
    const [event] = await audited('events.exported')
    expect(event?.detail).toMatchObject({ identifiers: 'plain', filter: { searched: true } })
  })

  test('holds nothing of another workspace', async () => {
    await seed({ wamid: 'wamid.export3' })
    expect((await read(stranger, false)).trim().split('\r\n')).toHaveLength(1)
  })
})

describe('the API', () => {
  test('answers events as promised, masked without the scope', async () => {
    const contactId = await seedContact(workspaceId, { crmContactId: 'CRM-501' })
    const threadId = newId('th')
    const now = new Date()
    await writeTransaction((tx) =>
      tx.thread.create({
        data: {
          id: threadId,
          workspaceId,
          numberId: number.numberId,
          contactId,
          openedWith: 'phone',
          replyTo: '447700900501',
          openedAt: now,
          lastAt: now,
        },
      }),
    )
    const id = await seed({ wamid: 'wamid.api1', contactId, threadId, outcome: 'linked', rule: '2' })
    const { items } = await findEvents(developer, { wamid: 'wamid.api1' })
    expect(items).toEqual([
      {
        id,
        wamid: 'wamid.api1',
        type: 'text',
        outcome: 'linked',
        contactId,
        crmContactId: 'CRM-501',
        threadId,
        replyTo: { to: '+44 •••• 501' },
        workflow: null,
        error: null,
        why: ['The payload carries a phone and a BSUID.'],
      },
    ])
    expect((await findEvents(lead, { wamid: 'wamid.api1' })).items[0]?.replyTo).toEqual({ to: '447700900501' })
    expect((await findEvents(stranger, { wamid: 'wamid.api1' })).items).toEqual([])
  })

  test('pages by cursor to the end', async () => {
    const own = await seedWorkspace()
    const actor = await seedMember(own, ['developer'])
    const at = await seedNumber(own)
    for (let i = 0; i < 5; i += 1) await seedEvent(at, own)
    const seen: string[] = []
    let cursor: string | null | undefined
    do {
      const page = await findEvents(actor, { limit: 2, ...(cursor ? { cursor } : {}) })
      seen.push(...page.items.map((item) => item.id))
      cursor = page.nextCursor
    } while (cursor)
    expect(new Set(seen).size).toBe(5)
    expect((await findDeliveries(actor, { state: 'processed' })).items).toHaveLength(5)
    expect((await findDeliveries(actor, { state: 'stored' })).items).toEqual([])
    expect((await findDeliveries(stranger, {})).items).toEqual([])
  })
})

test('a thousand events at once fit into the limits of both databases', async () => {
  const own = await seedWorkspace()
  const actor = await seedMember(own, ['developer'])
  const at = await seedNumber(own)
  const contactId = await seedContact(own)
  const first = await eventOf(await seedEvent(at, own, { contactId, outcome: 'failed', errorCode: 'no-identifiers' }))
  const rows = Array.from({ length: 1_000 }, () => {
    const id = newId('ev')
    const { identifiers, why, candidates: _none, errorArgs: _noArgs, ...rest } = first
    return {
      ...rest,
      id,
      key: id,
      threadId: newId('th'),
      messageId: newId('msg'),
      identifiers: identifiers ?? {},
      why: why ?? [],
    }
  })
  await writeTransaction((tx) => tx.event.createMany({ data: rows }))
  const page = await findEvents(actor, { limit: 1_000 })
  expect(page.items).toHaveLength(1_000)
  expect(page.nextCursor).toBe(rows[0]?.id)
  expect(await replayDeliveries(actor, { filter: { cause: 'no-identifiers' } })).toMatchObject({
    value: { events: 1_001 },
  })
  const exported = await exportEvents(actor, {}, { plain: false })
  const text = exported.ok ? await new Response(exported.value).text() : ''
  expect(text.trim().split('\r\n')).toHaveLength(1_002)
})

test('the live mark moves with every change, and the summary counts what waits', async () => {
  const before = await readLive(workspaceId)
  await seedDelivery(number, workspaceId, { state: 'stored' })
  const after = await readLive(workspaceId)
  expect(after.mark).not.toBe(before.mark)
  expect(after.waiting).toBe(before.waiting + 1)
  const summary = await deliverySummary(viewer)
  expect(summary.backlog).toBe(after.waiting)
  expect(summary.eventsToday).toBeGreaterThan(0)
  expect(await deliverySummary(stranger)).toMatchObject({ eventsToday: 0, failures: [], lastEventAt: null })
})
