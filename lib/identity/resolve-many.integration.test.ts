import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SqlDb } from '@/lib/server/sql'
import { markFailedTry } from './delivery-store'
import { expireWaitingChanges } from './expire-waiting'
import { resolveOn } from './queries'
import { resolveNext } from './resolve-batch'
import { MAX_TRIES } from './set-aside'
import {
  envelope,
  eventsOf,
  heldBy,
  makeWorkspace,
  openTestDb,
  poisonMessages,
  resolveAll,
  resolveElsewhere,
  stateOf,
  storeDelivery,
} from './testing/database'
import { type LifeEvent, livesArbitrary } from './testing/lives'
import { bodyOf, inWorld } from './testing/payloads'

let db: SqlDb

beforeAll(() => {
  db = openTestDb()
})
afterAll(() => db.close())

function lives(): LifeEvent[] {
  const options = { oldShapes: true, recycled: true, twoPortfolios: true }
  const sample = fc.sample(livesArbitrary(options), { numRuns: 6, seed: 42 })
  return sample.flatMap((events, world) => events.map((event) => inWorld(event, world)))
}

describe('many deliveries', () => {
  const updates = lives().map((event) => event.update)

  it('end as they would have ended one by one', async () => {
    const [one, many] = [await makeWorkspace(db), await makeWorkspace(db)]
    for (const update of updates) {
      await storeDelivery(db, one, bodyOf([update], one))
      await resolveAll(db, { deliveries: 1 })
    }
    await storeDelivery(db, many, bodyOf(updates, many))
    await resolveAll(db)
    expect(await stateOf(db, many)).toEqual(await stateOf(db, one))
  })

  it('have the effect of once when they come several times, split differently', async () => {
    const [once, often] = [await makeWorkspace(db), await makeWorkspace(db)]
    await storeDelivery(db, once, bodyOf(updates, once))
    await resolveAll(db)
    for (let size = 1; size <= 7; size += 2) {
      for (let from = 0; from < updates.length; from += size) {
        await storeDelivery(db, often, bodyOf(updates.slice(0, from + size).slice(-size), often))
      }
    }
    await resolveAll(db)
    expect(await eventsOf(db, often)).toHaveLength(updates.length)
    expect(await stateOf(db, often)).toEqual(await stateOf(db, once))
  })

  it('are processed once by two workers at a time', async () => {
    const [alone, shared] = [await makeWorkspace(db), await makeWorkspace(db)]
    await storeDelivery(db, alone, bodyOf(updates, alone))
    await resolveAll(db)
    for (const update of updates) await storeDelivery(db, shared, bodyOf([update], shared))
    await Promise.all([resolveElsewhere(), resolveElsewhere()])
    await resolveAll(db)
    const events = await eventsOf(db, shared)
    expect(new Set(events.map((event) => event.key)).size).toBe(updates.length)
    expect(events).toHaveLength(updates.length)
    const rows = await db.all<{ n: number }>(
      `SELECT COUNT(*) AS "n" FROM "Delivery" WHERE "workspaceId" = ? AND "state" <> 'processed'`,
      [shared.id],
    )
    expect(Number(rows[0]?.n)).toBe(0)
    if (db.dialect === 'sqlite') expect(await stateOf(db, shared)).toEqual(await stateOf(db, alone))
  })

  it('leave no trace when the worker is killed between writing and committing', async () => {
    const shop = await makeWorkspace(db)
    await storeDelivery(db, shop, bodyOf(updates.slice(0, 20), shop))
    expect(await resolveElsewhere('die')).toBe('SIGKILL')
    expect(await eventsOf(db, shop)).toEqual([])
    await resolveAll(db)
    expect(await eventsOf(db, shop)).toHaveLength(20)
  })

  it('leave no trace when the database goes away before the commit, and start again', async () => {
    const shop = await makeWorkspace(db)
    await storeDelivery(db, shop, bodyOf(updates.slice(0, 20), shop))
    const died = Object.assign(new Error('killed'), { code: 'ECONNRESET' })
    const dies = () => Promise.reject(died)
    await expect(resolveNext(db, { beforeCommit: dies })).rejects.toBe(died)
    expect(await eventsOf(db, shop)).toEqual([])
    expect(await heldBy(db, shop)).toEqual({})
    await resolveAll(db)
    expect(await eventsOf(db, shop)).toHaveLength(20)
  })

  it('write one audit entry per batch, with a hash over its events', async () => {
    const shop = await makeWorkspace(db)
    await storeDelivery(db, shop, bodyOf(updates.slice(0, 20), shop))
    await resolveAll(db)
    const entries = await db.all<{ action: string; detail: unknown }>(
      'SELECT "action","detail" FROM "AuditEvent" WHERE "workspaceId" = ?',
      [shop.id],
    )
    expect(entries).toHaveLength(1)
    expect(JSON.stringify(entries[0]?.detail)).toMatch(/[0-9a-f]{64}/)
  })
})

function text(bsuid: string, wamid: string) {
  const message = { id: wamid, timestamp: '1790000000', type: 'text', text: { body: 'Hi' }, from_user_id: bsuid }
  return { contacts: [{ profile: { name: 'Finn' }, user_id: bsuid }], messages: [message] }
}

describe('a delivery that always throws', () => {
  it('is set aside after five tries with a sentence, and the rest go on', async () => {
    const shop = await makeWorkspace(db)
    const good = [await storeDelivery(db, shop, envelope(shop.support, text('GB.1', 'wamid.1')))]
    const bad = await storeDelivery(db, shop, envelope(shop.support, text('GB.2', 'wamid.2')))
    good.push(await storeDelivery(db, shop, envelope(shop.support, text('GB.3', 'wamid.3'))))
    const failures: number[] = []
    const options = {
      backoff: () => 0,
      beforeCommit: (ids: readonly string[]) => {
        if (ids.includes(bad)) throw new TypeError('a bug')
      },
      onFailure: (_error: unknown, { tries }: { tries: number }) => failures.push(tries),
    }
    await resolveAll(db, options)
    expect(failures).toEqual(Array.from({ length: MAX_TRIES }, (_, i) => i + 1))
    const rows = await db.all<{ id: string; state: string; problem: string | null }>(
      'SELECT "id","state","problem" FROM "Delivery" WHERE "workspaceId" = ? ORDER BY "id"',
      [shop.id],
    )
    expect(rows.map((row) => row.state)).toEqual(['processed', 'set_aside', 'processed'])
    expect(rows[1]?.problem).toContain('set it aside')
    const outcomes = (await eventsOf(db, shop)).map((event) => [event.wamid, event.outcome, event.errorCode])
    expect(outcomes.sort()).toEqual([
      ['wamid.1', 'created', null],
      ['wamid.2', 'failed', 'processing-failed'],
      ['wamid.3', 'created', null],
    ])
  })

  it('does not cost the other chunks of a large delivery their effect, nor finish it early', async () => {
    const shop = await makeWorkspace(db)
    const entries = Array.from({ length: 30 }, (_, i) => envelope(shop.support, text(`GB.${i}`, `wamid.${i}`)).entry)
    const id = await storeDelivery(db, shop, { object: 'whatsapp_business_account', entry: entries.flat() })
    const poison = await poisonMessages(db, shop.support, ['wamid.14'])
    const report = await resolveNext(db, { updates: 10, backoff: () => 0 })
    expect(report).toEqual({ deliveries: 0, events: 29, failed: [id] })
    await poison.remove()
    await resolveAll(db, { updates: 10 })
    const [row] = await db.all('SELECT "state","updates" FROM "Delivery" WHERE "id" = ?', [id])
    expect(row).toMatchObject({ state: 'processed', updates: 30 })
    expect(await eventsOf(db, shop)).toHaveLength(30)
  })

  it('that failed for two workers at the same time lost one try', async () => {
    const shop = await makeWorkspace(db)
    const id = await storeDelivery(db, shop, envelope(shop.support, text('GB.1', 'wamid.1')))
    const failure = { id, tries: 0, nextTryAt: new Date(), problem: 'It broke.', updates: 1 }
    await markFailedTry(db, failure)
    await markFailedTry(db, failure)
    expect(await db.all('SELECT "tries" FROM "Delivery" WHERE "id" = ?', [id])).toEqual([{ tries: 1 }])
    await resolveAll(db)
  })
})

describe('a replay', () => {
  it('decides a pending event again, keeps its id, and leaves its neighbours alone', async () => {
    const shop = await makeWorkspace(db)
    const stranger = { ...shop.support, phoneNumberId: '777000111' }
    const [lost] = envelope(stranger, text('GB.1', 'wamid.1')).entry
    const [fine] = envelope(shop.support, text('GB.2', 'wamid.2')).entry
    const id = await storeDelivery(db, shop, { object: 'whatsapp_business_account', entry: [lost, fine] })
    await resolveAll(db)
    const before = await eventsOf(db, shop)
    expect(before.map((event) => event.outcome)).toEqual(['failed', 'created'])
    await db.run('UPDATE "BusinessNumber" SET "phoneNumberId" = ? WHERE "id" = ?', ['777000111', shop.sales.id])
    await db.run(`UPDATE "Event" SET "outcome" = 'pending', "resolvedAt" = NULL WHERE "id" = ?`, [before[0]?.id ?? ''])
    await db.run(`UPDATE "Delivery" SET "state" = 'stored', "tries" = 0 WHERE "id" = ?`, [id])
    await resolveAll(db)
    const after = await eventsOf(db, shop)
    expect(after.map((event) => [event.id, event.outcome])).toEqual([
      [before[0]?.id, 'created'],
      [before[1]?.id, 'created'],
    ])
    expect(after[0]).toMatchObject({ errorCode: null, numberId: shop.sales.id })
    expect(after[1]?.contactId).toBe(before[1]?.contactId)
  })
})

describe('a change that waits', () => {
  it('becomes a clear failure after seven days, and heals when it is replayed with its link there', async () => {
    const shop = await makeWorkspace(db)
    const system = { type: 'user_changed_user_id', user_id: 'GB.2', previous_user_id: 'GB.1', body: 'changed' }
    const value = { messages: [{ id: 'wamid.C', timestamp: '1790000000', type: 'system', system }] }
    const id = await storeDelivery(db, shop, envelope(shop.support, value))
    await resolveAll(db)
    expect(await expireWaitingChanges(db, new Date())).toBe(0)
    const eightDays = new Date(Date.now() + 8 * 86_400_000)
    expect(await expireWaitingChanges(db, eightDays)).toBeGreaterThan(0)
    const [ended] = await eventsOf(db, shop)
    expect(ended).toMatchObject({ outcome: 'failed', rule: '9', errorCode: 'change-link-never-came' })
    await storeDelivery(db, shop, envelope(shop.support, text('GB.1', 'wamid.1')))
    await db.run(`UPDATE "Event" SET "outcome" = 'pending' WHERE "id" = ?`, [ended?.id ?? ''])
    await resolveAll(db)
    await db.run(`UPDATE "Delivery" SET "state" = 'stored' WHERE "id" = ?`, [id])
    await resolveAll(db)
    expect((await eventsOf(db, shop))[0]).toMatchObject({ id: ended?.id, outcome: 'linked', errorCode: null })
  })
})

describe('asking the resolver', () => {
  it('answers what would happen and changes nothing', async () => {
    const shop = await makeWorkspace(db)
    const phone = '447700900118'
    const value = text('GB.1', 'wamid.1')
    Object.assign(value.messages[0] ?? {}, { from: phone })
    Object.assign(value.contacts[0] ?? {}, { wa_id: phone })
    await storeDelivery(db, shop, envelope(shop.support, value))
    await resolveAll(db)
    const before = await stateOf(db, shop)
    const { phoneNumberId } = shop.support
    const known = await resolveOn(db, shop.id, { phoneNumberId, bsuid: 'GB.1' })
    expect(known).toMatchObject({
      ok: true,
      value: { outcome: 'matched', rule: 1, replyTo: { kind: 'phone', value: phone } },
    })
    expect(known.ok && known.value.thread).not.toBeNull()
    const fresh = await resolveOn(db, shop.id, { phoneNumberId, bsuid: 'GB.77', phone: '+447700900999' })
    expect(fresh).toMatchObject({ ok: true, value: { outcome: 'created', contact: null, thread: null } })
    const foreign = await resolveOn(db, shop.id, { phoneNumberId: '1', bsuid: 'GB.1' })
    expect(foreign).toMatchObject({ ok: true, value: { outcome: 'failed', error: { code: 'number-unknown' } } })
    expect(await resolveOn(db, shop.id, { phoneNumberId, bsuid: '447700900118' })).toMatchObject({ ok: false })
    expect(await stateOf(db, shop)).toEqual(before)
  })

  it('never sees another workspace', async () => {
    const [mine, theirs] = [await makeWorkspace(db), await makeWorkspace(db)]
    await storeDelivery(db, theirs, envelope(theirs.support, text('GB.1', 'wamid.1')))
    await resolveAll(db)
    const answer = await resolveOn(db, mine.id, { phoneNumberId: mine.support.phoneNumberId, bsuid: 'GB.1' })
    expect(answer).toMatchObject({ ok: true, value: { outcome: 'created', contact: null } })
    const number = await resolveOn(db, mine.id, { phoneNumberId: theirs.support.phoneNumberId, bsuid: 'GB.1' })
    expect(number).toMatchObject({ ok: true, value: { outcome: 'failed' } })
  })
})
