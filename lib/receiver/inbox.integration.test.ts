import { existsSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { env } from '@/lib/server/env'
import { openSqlite } from '@/lib/server/open-sqlite'
import { dialectOf, openSql } from '@/lib/server/sql'
import { type SeededNumber, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'
import { inboxFiles, inboxInserter, inboxMover, openInbox } from './inbox'
import { openIntake } from './intake'
import { sendSigned, startTestReceiver } from './testing/receiver-server'

const sqlite = dialectOf(process.env.DATABASE_URL ?? '') === 'sqlite'

function row(id = newId('d'), text = 'hello') {
  return { id, workspaceId: 'ws_x', connectionId: 'con_x', receivedAt: 1_790_000_000_000, body: Buffer.from(text) }
}

describe.runIf(sqlite)('the inbox of a SQLite installation', () => {
  let inbox: Database.Database
  let database: Database.Database
  let move: () => number | 'busy'
  let insert: (rows: ReturnType<typeof row>[]) => 'stored' | 'busy'
  beforeEach(() => {
    const url = env().databaseUrl
    inbox = openInbox(url)
    database = openSqlite(url, { busyTimeoutMs: 0 })
    inbox.exec('DELETE FROM "Inbox"')
    database.exec('DELETE FROM "Delivery"')
    move = inboxMover(inbox, database)
    insert = inboxInserter(inbox)
  })
  afterEach(() => {
    inbox.close()
    database.close()
  })
  const stored = () =>
    database.prepare('SELECT "id", "size", "state", "bodyHash", "body" FROM "Delivery" ORDER BY "id"').all() as {
      id: string
      body: Buffer
    }[]
  const waiting = () => inbox.prepare('SELECT COUNT(*) FROM "Inbox"').pluck().get()

  test('what is in it arrives in the database, byte for byte and in order, and leaves it', () => {
    const rows = [row('d_1', '{"a":"ä"}'), row('d_2', '\u0000'), row('d_3', '')]
    expect(insert(rows)).toBe('stored')
    expect(move()).toBe(3)
    expect(stored().map(({ id, body }) => [id, Buffer.from(body).toString()])).toEqual([
      ['d_1', '{"a":"ä"}'],
      ['d_2', '\u0000'],
      ['d_3', ''],
    ])
    expect(waiting()).toBe(0)
    expect(move()).toBe(0)
  })

  test('moved twice, because somebody was killed in between, a delivery is there once', () => {
    insert([row('d_1')])
    database.exec(
      `INSERT INTO "Delivery" ("id","workspaceId","connectionId","receivedAt","size","bodyHash","state") VALUES ('d_1','ws_x','con_x',1,5,'x','processed')`,
    )
    expect(move()).toBe(1)
    expect(stored()).toMatchObject([{ id: 'd_1', state: 'processed' }])
    expect(waiting()).toBe(0)
  })

  test('a delivery that got the number of one already moved stays until it is moved itself', () => {
    insert([row('d_1')])
    const slow = inboxMover(inbox, {
      // Another process moves d_1 and a new delivery takes its number, just before this one removes what it moved.
      prepare: (text: string) => database.prepare(text),
      exec(text: string) {
        database.exec(text)
        if (text !== 'COMMIT') return
        inbox.exec('DELETE FROM "Inbox"')
        insert([row('d_2')])
      },
      get inTransaction() {
        return database.inTransaction
      },
    } as unknown as Database.Database)
    expect(slow()).toBe(1)
    expect(waiting()).toBe(1)
    expect(move()).toBe(1)
    expect(stored().map(({ id }) => id)).toEqual(['d_1', 'd_2'])
  })

  test('nothing moves while somebody else writes to the database, and nothing is lost', () => {
    insert([row('d_1')])
    const other = openSqlite(env().databaseUrl)
    other.exec('BEGIN IMMEDIATE')
    expect(move()).toBe('busy')
    expect(waiting()).toBe(1)
    other.exec('ROLLBACK')
    other.close()
    expect(move()).toBe(1)
  })

  test('a row the database refuses for another reason than its id is not dropped', () => {
    insert([{ ...row('d_1'), workspaceId: 'ws_x' }])
    inbox.exec('CREATE TABLE "Copy" AS SELECT * FROM "Inbox"')
    inbox.exec('DROP TABLE "Inbox"')
    inbox.exec('ALTER TABLE "Copy" RENAME TO "Inbox"')
    inbox.exec('UPDATE "Inbox" SET "workspaceId" = NULL')
    expect(() => inboxMover(inbox, database)()).toThrow(/NOT NULL/)
    expect(waiting()).toBe(1)
    inbox.exec('DROP TABLE "Inbox"')
  })

  test('a large backlog moves in parts that nobody has to wait long for', () => {
    const body = Buffer.alloc(3_000_000)
    insert(Array.from({ length: 6 }, () => ({ ...row(), body })))
    expect([move(), move(), move(), move()]).toEqual([2, 2, 2, 0])
    insert(Array.from({ length: 1_500 }, () => row()))
    expect([move(), move(), move()]).toEqual([1_000, 500, 0])
  })
})

describe('without a worker', () => {
  let number: SeededNumber
  beforeEach(async () => {
    number = await seedNumber(await seedWorkspace())
  })

  test('deliveries reach the database by themselves', async () => {
    const receiver = await startTestReceiver()
    const sql = openSql(env().databaseUrl)
    const count = async () => {
      const [found] = await sql.all<{ n: number }>('SELECT COUNT(*) AS "n" FROM "Delivery" WHERE "connectionId" = ?', [
        number.connectionId,
      ])
      return Number(found?.n)
    }
    for (let i = 0; i < 5; i += 1) {
      const { status } = await sendSigned(receiver.urlFor(number.urlKey), number.secret, Buffer.from(`{"n":${i}}`))
      expect(status).toBe(200)
    }
    await expect.poll(count, { timeout: 8_000 }).toBe(5)
    await sql.close()
    await receiver.close()
  })

  test('on Postgres there is no inbox, and nothing to take from it', async () => {
    const intake = openIntake('postgresql://nobody@localhost/nothing')
    expect(await intake.take()).toBe(0)
    intake.close()
    expect(inboxFiles('/tmp/none.db').some((file) => existsSync(file))).toBe(false)
  })
})
