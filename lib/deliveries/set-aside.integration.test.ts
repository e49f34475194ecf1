import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyChain } from '@/lib/audit/verify'
import { MAX_TRIES } from '@/lib/identity/set-aside'
import {
  envelope,
  eventsOf,
  makeWorkspace,
  openTestDb,
  poisonMessages,
  resolveAll,
  stateOf,
  storeDelivery,
  type TestWorkspace,
} from '@/lib/identity/testing/database'
import type { Actor } from '@/lib/server/actor'
import type { SqlDb } from '@/lib/server/sql'
import { seedMember, seedWorkspace } from '@/lib/server/testing/seed'
import { listCauses } from './failures'
import { findDeliveries } from './queries'
import { replayDeliveries } from './replay'
import { retryDeliveries } from './retry'

/** Product.md section 8: an update that always throws is set aside alone; its neighbours in the delivery are resolved. */
const POISONED = 20
const UPDATES = 100
const PEOPLE = 10

let db: SqlDb
beforeAll(() => {
  db = openTestDb()
})
afterAll(() => db.close())

const wamidOf = (i: number) => `wamid.p${i}`
/** In the middle of each person's messages, in a run, and at both ends of the delivery. */
const wamids = [
  0,
  99,
  40,
  41,
  42,
  43,
  ...Array.from({ length: POISONED - 6 }, (_, i) => 3 + i * 7 - (i > 5 ? 1 : 0)),
].map(wamidOf)

function message(i: number) {
  const person = i % PEOPLE
  const phone = `4477009001${String(person).padStart(2, '0')}`
  const who = i < 50 ? { from: phone } : { from: phone, from_user_id: `GB.7${person}` }
  const contact = { profile: { name: `Person ${person}` }, wa_id: phone, user_id: who.from_user_id }
  const text = { type: 'text', text: { body: 'Hello' } }
  return { contacts: [contact], messages: [{ id: wamidOf(i), timestamp: String(1_790_000_000 + i), ...who, ...text }] }
}

/** Each person writes with a phone, then with both, then moves to another BSUID: the order decides what is linked. */
function deliveryOf(shop: TestWorkspace, wanted: (i: number) => boolean) {
  const messages = Array.from({ length: UPDATES }, (_, i) => i).filter(wanted)
  const changes = Array.from({ length: PEOPLE }, (_, person) => {
    const system = {
      type: 'user_changed_user_id',
      user_id: `GB.8${person}`,
      previous_user_id: `GB.7${person}`,
      body: '',
    }
    return { messages: [{ id: `wamid.change${person}`, timestamp: '1790000200', type: 'system', system }] }
  })
  const entry = [...messages.map(message), ...changes].flatMap((value) => envelope(shop.support, value).entry)
  return { object: 'whatsapp_business_account', entry }
}

async function deliveryRow(id: string) {
  const [row] = await db.all('SELECT "state","tries","updates","problem" FROM "Delivery" WHERE "id" = ?', [id])
  return row
}

type Stage = { shop: TestWorkspace; id: string; developer: Actor; tries: number[]; resolve: () => Promise<void> }

/** Some of them, where how many makes no difference. */
const few = [0, 40, 41, 97].map(wamidOf)

async function stage(): Promise<Stage> {
  const shop = await makeWorkspace(db)
  const id = await storeDelivery(
    db,
    shop,
    deliveryOf(shop, () => true),
  )
  const tries: number[] = []
  const onFailure = (_error: unknown, failed: { tries: number }) => void tries.push(failed.tries)
  return {
    shop,
    id,
    developer: await seedMember(shop.id, ['developer']),
    tries,
    resolve: () => resolveAll(db, { backoff: () => 0, onFailure }),
  }
}

/** The same delivery without what is poisoned. */
async function without(wamids: readonly string[]) {
  const shop = await makeWorkspace(db)
  await storeDelivery(
    db,
    shop,
    deliveryOf(shop, (i) => !wamids.includes(wamidOf(i))),
  )
  await resolveAll(db)
  return stateOf(db, shop)
}

const isSetAside = (event: { errorCode: string | null }) => event.errorCode === 'processing-failed'

describe(`${POISONED} updates of one delivery that always throw`, () => {
  test('are set aside with a sentence after five tries, and every neighbour is resolved as if they were not there', {
    timeout: 90_000,
  }, async () => {
    expect(new Set(wamids).size).toBe(POISONED)
    const { shop, id, developer, tries, resolve } = await stage()
    const poison = await poisonMessages(db, shop.support, wamids)
    await resolve()
    expect(tries).toEqual(Array.from({ length: MAX_TRIES }, (_, i) => i + 1))
    const events = await eventsOf(db, shop)
    expect(events).toHaveLength(UPDATES + PEOPLE)
    const aside = events.filter(isSetAside)
    expect(aside.map((event) => event.wamid).sort()).toEqual(wamids.toSorted())
    for (const event of aside) expect(event).toMatchObject({ outcome: 'failed', contactId: null, threadId: null })
    const { held, groups } = await stateOf(db, shop)
    const expected = await without(wamids)
    expect(held).toEqual(expected.held)
    expect(groups.filter((group) => !group.endsWith('failed'))).toEqual(expected.groups)
    expect(await deliveryRow(id)).toMatchObject({
      state: 'set_aside',
      tries: MAX_TRIES,
      updates: UPDATES + PEOPLE,
      problem: 'Handrail failed on 20 of 110 updates five times and set them aside; the others are resolved.',
    })
    expect(await listCauses(developer)).toMatchObject([
      { code: 'processing-failed', count: POISONED, sentence: expect.stringContaining('set it aside') },
    ])
    const { items } = await findDeliveries(developer, { state: 'set_aside' })
    expect(items.map((item) => item.id)).toEqual([id])
    expect((await verifyChain(db, shop.id)).broken).toBeUndefined()
    await poison.remove()
    expect(await retryDeliveries(developer, { all: true })).toMatchObject({ value: { deliveries: 1 } })
    await resolve()
    await expectAllResolved(shop, id)
    const kept = (await eventsOf(db, shop)).filter((event) => aside.some(({ id }) => id === event.id))
    expect(kept.map((event) => event.wamid).sort()).toEqual(wamids.toSorted())
  })

  test('stay set aside, as the same events, when they are retried before the cause is gone', async () => {
    const { shop, id, developer, tries, resolve } = await stage()
    const poison = await poisonMessages(db, shop.support, few)
    await resolve()
    const before = (await eventsOf(db, shop)).filter(isSetAside).map((event) => event.id)
    expect(before).toHaveLength(few.length)
    expect(await retryDeliveries(developer, { deliveryIds: [id] })).toMatchObject({ value: { deliveries: 1 } })
    await resolve()
    expect(tries).toHaveLength(2 * MAX_TRIES)
    expect((await eventsOf(db, shop)).filter(isSetAside).map((event) => event.id)).toEqual(before)
    expect(await deliveryRow(id)).toMatchObject({ state: 'set_aside' })
    await poison.remove()
  })

  test('are resolved by replaying their cause from the failures', async () => {
    const { shop, id, developer, resolve } = await stage()
    const poison = await poisonMessages(db, shop.support, few)
    await resolve()
    await poison.remove()
    const answer = await replayDeliveries(developer, { filter: { cause: 'processing-failed', q: undefined } })
    expect(answer).toMatchObject({ value: { events: few.length, deliveries: 1 } })
    await resolve()
    await expectAllResolved(shop, id)
    expect(await listCauses(developer)).toEqual([])
  })

  test('cost their neighbours nothing when not even their failure can be stored', async () => {
    const { shop, id, developer, resolve } = await stage()
    const poison = await poisonMessages(db, shop.support, few, 'Event')
    await resolve()
    expect(await stateOf(db, shop)).toEqual(await without(few))
    expect(await deliveryRow(id)).toMatchObject({ state: 'set_aside', problem: expect.stringContaining('4 of 110') })
    await poison.remove()
    await retryDeliveries(developer, { deliveryIds: [id] })
    await resolve()
    await expectAllResolved(shop, id)
  })

  test('are retried by those who may, in their workspace, with one audit event', async () => {
    const { shop, id, developer, resolve } = await stage()
    const poison = await poisonMessages(db, shop.support, few)
    await resolve()
    const viewer = await seedMember(shop.id, ['viewer'])
    const stranger = await seedMember(await seedWorkspace('Elsewhere'), ['admin'])
    expect(await retryDeliveries(viewer, { deliveryIds: [id] })).toMatchObject({ code: 'not-allowed' })
    expect(await retryDeliveries(stranger, { deliveryIds: [id] })).toMatchObject({ code: 'not-found' })
    expect((await eventsOf(db, shop)).filter(isSetAside).map((event) => event.outcome)).toEqual(few.map(() => 'failed'))
    await retryDeliveries(developer, { deliveryIds: [id] })
    const audit = await db.all('SELECT "subjectId" FROM "AuditEvent" WHERE "workspaceId" = ? AND "action" = ?', [
      shop.id,
      'delivery.retried',
    ])
    expect(audit).toEqual([{ subjectId: id }])
    await poison.remove()
    await resolve()
  })
})

async function expectAllResolved(shop: TestWorkspace, id: string): Promise<void> {
  const events = await eventsOf(db, shop)
  expect(events).toHaveLength(UPDATES + PEOPLE)
  expect(events.filter((event) => event.errorCode !== null)).toEqual([])
  expect(await deliveryRow(id)).toMatchObject({ state: 'processed', problem: null })
  const held = await db.all<{ wamid: string }>('SELECT "wamid" FROM "Message" WHERE "workspaceId" = ?', [shop.id])
  const wamids = Array.from({ length: UPDATES }, (_, i) => wamidOf(i))
  expect(held.map((row) => row.wamid).sort()).toEqual(wamids.sort())
  expect((await verifyChain(db, shop.id)).broken).toBeUndefined()
}
