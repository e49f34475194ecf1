import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { moveAll } from '@/lib/receiver/testing/inbox'
import { sendSigned, startTestReceiver, type TestReceiver } from '@/lib/receiver/testing/receiver-server'
import { env } from '@/lib/server/env'
import type { SqlDb } from '@/lib/server/sql'
import { faultSize } from '@/lib/server/testing/fault-size'
import { type SeededNumber, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { type Random, seeded } from '@/lib/shared/random'
import { acceptSignedProposals } from './testing/accept-proposals'
import { openTestDb, resolveAll, type TestNumber } from './testing/database'
import { type EndState, endStateOf } from './testing/end-state'
import { livesArbitrary } from './testing/lives'
import { bodyOf, inWorld, worldOf } from './testing/payloads'
import type { Sent } from './testing/world'

/**
 * Product.md section 8: each delivery sent 1 to 7 times, shuffled, split differently, 32 at a time, over HTTP to the real
 * receiver and resolved while more arrive; the end is that of a single run in order.
 */
const EVENTS = faultSize(3_000, 100_000)
const AT_A_TIME = 32
const LIVES = { oldShapes: false, recycled: false, twoPortfolios: true, replies: true, renames: true }
const SEED = 20_260_901

let db: SqlDb
let receiver: TestReceiver

beforeAll(async () => {
  db = openTestDb()
  receiver = await startTestReceiver()
})
afterAll(async () => {
  await receiver.close()
  await db.close()
})

type Shop = { id: string; home: SeededNumber; support: TestNumber; sales: TestNumber; abroad: TestNumber }

function known({ numberId, phoneNumberId, wabaId }: SeededNumber): TestNumber {
  return { id: numberId, phoneNumberId, wabaId, displayNumber: '442079460000' }
}

async function openShop(): Promise<Shop> {
  const id = await seedWorkspace()
  const home = await seedNumber(id)
  const sales = await seedNumber(id, { portfolioId: home.portfolioId })
  const abroad = await seedNumber(id)
  return { id, home, support: known(home), sales: known(sales), abroad: known(abroad) }
}

/** Enough sampled worlds for so many events. */
function updatesOf(count: number): Sent[] {
  const updates: Sent[] = []
  for (let world = 0; updates.length < count; world += 1) {
    const [events = []] = fc.sample(livesArbitrary(LIVES), { numRuns: 1, seed: SEED + world })
    updates.push(...events.map((event) => inWorld(event, world).update))
  }
  return updates
}

/** Deliveries of 1 to 40 updates. */
function split(updates: readonly Sent[], random: Random): Sent[][] {
  const deliveries: Sent[][] = []
  for (let from = 0; from < updates.length; ) {
    const size = 1 + random.below(40)
    deliveries.push(updates.slice(from, from + size))
    from += size
  }
  return deliveries
}

async function send(deliveries: readonly Sent[][], shop: Shop, atATime: number): Promise<void> {
  const waiting = [...deliveries]
  const one = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      expect(await sendUntilAnswered(Buffer.from(JSON.stringify(bodyOf(next, shop))), shop)).toBe(200)
    }
  }
  await Promise.all(Array.from({ length: atATime }, one))
}

/** WhatsApp sends again what got no answer, whether or not it was stored. */
async function sendUntilAnswered(body: Buffer, { home }: Shop): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    try {
      return (await sendSigned(receiver.urlFor(home.urlKey), home.secret, body)).status
    } catch (error) {
      if (tries === 5) throw error
    }
  }
}

async function resolveWhatCame(): Promise<void> {
  await moveAll(env().databaseUrl)
  await resolveAll(db)
}

async function inOrder(updates: readonly Sent[], shop: Shop): Promise<void> {
  await send(split(updates, seeded(1)), shop, 1)
  await resolveWhatCame()
}

/** In waves, so that what came is resolved and read back from the database while the rest is under way. */
async function inDisorder(updates: readonly Sent[], shop: Shop): Promise<void> {
  const random = seeded(2)
  const copies = updates.flatMap((update) => Array.from({ length: 1 + random.below(7) }, () => update))
  const shuffled = copies.map((update) => ({ update, at: random.next() })).sort((a, b) => a.at - b.at)
  const deliveries = split(
    shuffled.map(({ update }) => update),
    random,
  )
  const wave = Math.ceil(deliveries.length / 5)
  for (let from = 0; from < deliveries.length; from += wave) {
    await send(deliveries.slice(from, from + wave), shop, AT_A_TIME)
    await resolveWhatCame()
  }
}

/** A merge never joins conversations, so only where nothing was merged must they be the same. */
function conversations(state: EndState, merged: ReadonlySet<number>): string[] {
  return state.conversations.filter((text) => !merged.has(worldOf(text)))
}

it(`${EVENTS} events, each 1 to 7 times, shuffled, split differently, ${AT_A_TIME} at a time`, {
  timeout: faultSize(600_000, 7_200_000),
}, async () => {
  const updates = updatesOf(EVENTS)
  const [once, often] = [await openShop(), await openShop()]
  await inOrder(updates, once)
  await inDisorder(updates, often)
  const merged = new Set([
    ...(await acceptSignedProposals(db, once.id)),
    ...(await acceptSignedProposals(db, often.id)),
  ])
  const [expected, found] = [await endStateOf(db, once.id), await endStateOf(db, often.id)]
  expect(expected.people.length).toBeGreaterThan(EVENTS / 20)
  expect(found.people).toEqual(expected.people)
  expect(found.holds).toEqual(expected.holds)
  expect(found.firstSeen).toEqual(expected.firstSeen)
  expect(found.statuses).toEqual(expected.statuses)
  expect(found.undecided).toEqual(expected.undecided)
  expect(conversations(found, merged)).toEqual(conversations(expected, merged))
  expect(conversations(found, merged).length).toBeGreaterThan(0)
  expect([...found.stray, ...expected.stray]).toEqual([])
})
