import type Database from 'better-sqlite3'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { db, sqlOf } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { openSqlite } from '@/lib/server/open-sqlite'
import { createPool, dialectOf } from '@/lib/server/sql'
import { faultSize } from '@/lib/server/testing/fault-size'
import { type SeededNumber, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { inboxInserter, openInbox } from './inbox'
import type { DeliveryWriter } from './stored-delivery'
import { expectHonest as expectHonestOn, expectKept, type Sent, sendUnique, uniqueBody } from './testing/honest'
import { sendSigned, startTestReceiver, type TestReceiver } from './testing/receiver-server'

/**
 * The judge is outside: what was answered 200 is stored exactly once, whatever the database did meanwhile, and what was
 * not stored was answered 503. Afterwards everything works without a restart.
 */
const sqlite = dialectOf(process.env.DATABASE_URL ?? '') === 'sqlite'
let number: SeededNumber
let receiver: TestReceiver

beforeAll(async () => {
  number = await seedNumber(await seedWorkspace())
})
afterEach(() => receiver.close())

const sendOne = () => sendUnique(receiver, number)
const expectHonest = (sent: Sent[]) => expectHonestOn({ databaseUrl: env().databaseUrl, sql: sqlOf(db) }, sent)

/** Somebody else writes for a while: another connection holds the lock that every insert needs. */
async function lockFor(ms: number): Promise<{ released: Promise<void> }> {
  return sqlite ? hold(openInbox(env().databaseUrl), ms) : lockTable(ms)
}

function hold(other: Database.Database, ms: number): { released: Promise<void> } {
  other.exec('BEGIN IMMEDIATE')
  const released = new Promise<void>((resolve) => {
    setTimeout(() => {
      other.exec('ROLLBACK')
      other.close()
      resolve()
    }, ms)
  })
  return { released }
}

async function lockTable(ms: number): Promise<{ released: Promise<void> }> {
  const pool = createPool(env().databaseUrl, 1)
  const client = await pool.connect()
  await client.query('BEGIN')
  await client.query('LOCK TABLE "Delivery" IN EXCLUSIVE MODE')
  const released = new Promise<void>((resolve) => {
    setTimeout(async () => {
      await client.query('ROLLBACK')
      client.release()
      await pool.end()
      resolve()
    }, ms)
  })
  return { released }
}

describe('while another connection holds the lock', () => {
  test.each([300, 1_000, 3_000])('for %d ms, deliveries wait and are stored', async (ms) => {
    receiver = await startTestReceiver()
    await sendOne()
    const { released } = await lockFor(ms)
    const sent = await Promise.all(Array.from({ length: 40 }, sendOne))
    await released
    expect(sent.map((one) => one.status)).toEqual(sent.map(() => 200))
    await expectHonest(sent)
    expect((await sendOne()).status).toBe(200)
  })

  test('for longer than WhatsApp waits, they are answered 503, nothing is stored, and it works afterwards', async () => {
    receiver = await startTestReceiver()
    await sendOne()
    const { released } = await lockFor(7_500)
    const sent = await Promise.all(Array.from({ length: 20 }, sendOne))
    expect(sent.map((one) => one.status)).toEqual(sent.map(() => 503))
    for (const { ms } of sent) expect(ms).toBeLessThan(7_000)
    await released
    await expectHonest(sent)
    expect((await sendOne()).status).toBe(200)
  })

  test('other requests are answered at once: nothing waits inside the event loop', async () => {
    receiver = await startTestReceiver()
    await sendOne()
    const { released } = await lockFor(1_000)
    const waiting = Array.from({ length: 10 }, sendOne)
    const start = performance.now()
    const { status } = await sendSigned(receiver.urlFor(number.urlKey), 'wrong_secret', uniqueBody())
    expect(status).toBe(401)
    expect(performance.now() - start).toBeLessThan(500)
    await released
    await expectHonest(await Promise.all(waiting))
  })
})

const LOCKS = faultSize(0, 20)

describe.runIf(LOCKS > 0)('on demand', () => {
  test(`${LOCKS} locks of 1 to 30 s: never a false 200, and it works after each without a restart`, {
    timeout: LOCKS * 60_000,
  }, async () => {
    receiver = await startTestReceiver()
    for (let i = 0; i < LOCKS; i += 1) {
      const { released } = await lockFor(1_000 + (i * 29_000) / (LOCKS - 1))
      let over = false
      void released.then(() => {
        over = true
      })
      const sent: Promise<Sent>[] = []
      while (!over) {
        sent.push(...Array.from({ length: 10 }, sendOne))
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
      await expectHonest(await Promise.all(sent))
      expect((await sendOne()).status).toBe(200)
    }
  })
})

describe('while somebody writes to the database of a SQLite installation', () => {
  test.runIf(sqlite)('deliveries are answered at once, and arrive when it is free again', async () => {
    receiver = await startTestReceiver()
    await sendOne()
    const { released } = hold(openSqlite(env().databaseUrl), 7_500)
    const sent: Sent[] = []
    for (let i = 0; i < 20; i += 1) sent.push(...(await Promise.all(Array.from({ length: 5 }, sendOne))))
    expect(sent.map((one) => one.status)).toEqual(sent.map(() => 200))
    for (const { ms } of sent) expect(ms).toBeLessThan(1_000)
    await released
    await expectHonest(sent)
  })
})

/** A writer whose connection this test has in its hands. */
function writerOn(inbox: Database.Database): DeliveryWriter {
  const insert = inboxInserter(inbox)
  return {
    lanes: 1,
    insert: async (rows) => insert(rows.map((row) => ({ ...row, receivedAt: row.receivedAt.getTime() }))),
    close: async () => void inbox.close(),
  }
}

describe('when the disk is full', () => {
  test.runIf(sqlite)(
    'deliveries are answered 503 and are not stored, and it works again when there is room',
    async () => {
      const connection = openInbox(env().databaseUrl)
      receiver = await startTestReceiver(writerOn(connection))
      expect((await sendOne()).status).toBe(200)
      // SQLite itself then says SQLITE_FULL, in the middle of a transaction, as it does on a full disk.
      const pages = Number(connection.pragma('page_count', { simple: true }))
      connection.pragma(`max_page_count = ${pages + 3}`)
      const sent: Sent[] = []
      for (let i = 0; i < 30; i += 1) sent.push(...(await Promise.all(Array.from({ length: 20 }, sendOne))))
      expect(sent.some((one) => one.status === 503)).toBe(true)
      await expectHonest(sent)
      connection.pragma('max_page_count = 1000000')
      const after = await Promise.all(Array.from({ length: 20 }, sendOne))
      expect(after.map((one) => one.status)).toEqual(after.map(() => 200))
      await expectHonest(after)
    },
  )
})

describe('when Postgres ends the connections', () => {
  test.skipIf(sqlite)('in the middle of it all, nothing answered 200 is lost', { timeout: 60_000 }, async () => {
    receiver = await startTestReceiver()
    const sent: Sent[] = []
    const pool = createPool(env().databaseUrl, 1)
    for (let round = 0; round < 20; round += 1) {
      const sending = Array.from({ length: 50 }, sendOne)
      await pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'handrail-receiver'`,
      )
      sent.push(...(await Promise.all(sending)))
    }
    await pool.end()
    await expectKept({ databaseUrl: env().databaseUrl, sql: sqlOf(db) }, sent)
    expect(sent.some((one) => one.status === 200)).toBe(true)
    expect((await sendOne()).status).toBe(200)
  })
})
