import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyChain } from '@/lib/audit/verify'
import { eventsByAudit } from '@/lib/receiver/testing/effects'
import type { SqlDb } from '@/lib/server/sql'
import { faultSize } from '@/lib/server/testing/fault-size'
import { type Random, seeded } from '@/lib/shared/random'
import {
  envelope,
  makeWorkspace,
  openTestDb,
  resolveAll,
  resolveElsewhere,
  storeDelivery,
  type TestWorkspace,
} from './testing/database'

/**
 * Product.md section 8: two workers, processes of their own, and this one beside them, on one database that two instances
 * fill at the same time. Each update comes once or twice, in deliveries that overlap; none is processed twice.
 */
const RUNS = faultSize(1, 20)
const EVENTS = faultSize(3_000, 20_000)
const PEOPLE = 400
const PER_DELIVERY = 10

let db: SqlDb
beforeAll(() => {
  db = openTestDb()
})
afterAll(() => db.close())

const phoneOf = (event: number) => `447700900${String(event % PEOPLE).padStart(3, '0')}`

function updateOf(shop: TestWorkspace, event: number) {
  const phone = phoneOf(event)
  const bsuid = `GB.7${event % PEOPLE}`
  const contact = { profile: { name: 'Somebody' }, wa_id: phone, user_id: bsuid }
  const text = { type: 'text', text: { body: 'Hello' } }
  const message = { id: `wamid.t${event}`, timestamp: String(1_790_000_000 + event), from: phone, ...text }
  return envelope(shop.support, { contacts: [contact], messages: [message] }).entry
}

/** The deliveries one instance receives: a half of all updates, and some that the other instance receives too. */
function* deliveriesOf(shop: TestWorkspace, instance: number, random: Random) {
  for (let from = 0; from < EVENTS; from += PER_DELIVERY) {
    const mine = (from / PER_DELIVERY) % 2 === instance
    if (!mine && random.below(4) > 0) continue
    const entry = Array.from({ length: PER_DELIVERY }, (_, i) => updateOf(shop, from + i)).flat()
    yield { object: 'whatsapp_business_account', entry }
  }
}

async function receive(shop: TestWorkspace, instance: number, random: Random): Promise<void> {
  for (const delivery of deliveriesOf(shop, instance, random)) await storeDelivery(db, shop, delivery)
}

async function count(shop: TestWorkspace, what: string): Promise<number> {
  const [row] = await db.all<{ n: number }>(`SELECT ${what} AS "n" FROM "Event" WHERE "workspaceId" = ?`, [shop.id])
  return Number(row?.n)
}

test(`${RUNS} times ${EVENTS.toLocaleString('en')} events, two instances and three workers: each is processed once`, {
  timeout: RUNS * 180_000,
}, async () => {
  for (let run = 0; run < RUNS; run += 1) {
    const random = seeded(run + 1)
    const shop = await makeWorkspace(db)
    await Promise.all([receive(shop, 0, random), receive(shop, 1, random)])
    await Promise.all([resolveElsewhere(), resolveElsewhere(), resolveAll(db, { deliveries: 7 })])
    await resolveAll(db)
    expect(await count(shop, 'COUNT(*)')).toBe(EVENTS)
    expect(await count(shop, 'COUNT(DISTINCT "key")')).toBe(EVENTS)
    expect(await count(shop, 'COUNT(DISTINCT "contactId")')).toBe(PEOPLE)
    // What was processed twice would be counted twice by the batches.
    expect(await eventsByAudit({ sql: db, workspaceId: shop.id })).toBe(EVENTS)
    const [messages] = await db.all('SELECT COUNT(*) AS "n" FROM "Message" WHERE "workspaceId" = ?', [shop.id])
    expect(Number(messages?.n)).toBe(EVENTS)
    const [contacts] = await db.all('SELECT COUNT(*) AS "n" FROM "Contact" WHERE "workspaceId" = ?', [shop.id])
    expect(Number(contacts?.n)).toBe(PEOPLE)
    const [left] = await db.all(`SELECT COUNT(*) AS "n" FROM "Delivery" WHERE "state" <> 'processed'`)
    expect(Number(left?.n)).toBe(0)
    expect((await verifyChain(db, shop.id)).broken).toBeUndefined()
  }
})
