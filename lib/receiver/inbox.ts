import { hash } from 'node:crypto'
import { existsSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { openSqlite } from '@/lib/server/open-sqlite'
import { isBusy, tryBegin } from './sqlite-lock'

/**
 * The inbox of a SQLite installation: a file of its own beside the database, in which a delivery is made durable before
 * it is answered 200. SQLite has one write lock per file; in the database the resolver, imports and people hold it for
 * hundreds of milliseconds, and in the inbox nobody does. From here deliveries are moved into the database, at once when
 * nothing is in the way. docs/decisions/030
 */
const SUFFIX = '-inbox'

const CREATE = `CREATE TABLE IF NOT EXISTS "Inbox" (
  "seq" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL,
  "workspaceId" TEXT NOT NULL,
  "connectionId" TEXT NOT NULL,
  "receivedAt" INTEGER NOT NULL,
  "body" BLOB NOT NULL
)`

/** Pages of WAL after which they are moved into the file (64 MB). */
const CHECKPOINT_PAGES = 16_000

export function inboxUrl(databaseUrl: string): string {
  return `${databaseUrl}${SUFFIX}`
}

/** The files of an inbox, for whoever removes or replaces a database. */
export function inboxFiles(databaseFile: string): string[] {
  return ['', '-wal', '-shm'].map((part) => `${databaseFile}${SUFFIX}${part}`)
}

export function openInbox(databaseUrl: string, options: { busyTimeoutMs?: number } = {}): Database.Database {
  const db = openSqlite(inboxUrl(databaseUrl), options)
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  db.exec(CREATE)
  return db
}

const COUNT_UP_TO = 10_000

/** Deliveries that are durable in the inbox and not in the database yet, up to 10,000; 0 where there is no inbox. */
export function countInbox(databaseUrl: string): number {
  const [file = ''] = inboxFiles(databaseUrl.replace(/^file:/, ''))
  if (!databaseUrl.startsWith('file:') || !existsSync(file)) return 0
  const inbox = openInbox(databaseUrl)
  try {
    return Number(inbox.prepare(`SELECT COUNT(*) FROM (SELECT 1 FROM "Inbox" LIMIT ${COUNT_UP_TO})`).pluck().get())
  } finally {
    inbox.close()
  }
}

/** One delivery as it crosses into the inbox; times are milliseconds since 1970. */
export type InboxRow = {
  id: string
  workspaceId: string
  connectionId: string
  receivedAt: number
  body: Uint8Array
}

/**
 * Writes deliveries with synchronous=FULL: when it returns `stored`, the WAL is on disk. `busy`: nothing was written.
 * Throws for everything else, a full disk above all; then nothing was written either.
 */
export function inboxInserter(inbox: Database.Database): (rows: readonly InboxRow[]) => 'stored' | 'busy' {
  const insert = inbox.prepare(
    'INSERT INTO "Inbox" ("id","workspaceId","connectionId","receivedAt","body") VALUES (?,?,?,?,?)',
  )
  return (rows) => {
    if (!tryBegin(inbox)) return 'busy'
    try {
      for (const { id, workspaceId, connectionId, receivedAt, body } of rows) {
        insert.run(id, workspaceId, connectionId, receivedAt, body)
      }
      inbox.exec('COMMIT')
      return 'stored'
    } catch (error) {
      // A full disk ends the transaction by itself; whatever is still open must not reach the next batch.
      if (inbox.inTransaction) inbox.exec('ROLLBACK')
      if (isBusy(error)) return 'busy'
      throw error
    }
  }
}

/** At most this much is moved in one transaction, so that nobody waits long for the database. */
const MOVE_ROWS = 1_000
const MOVE_BYTES = 8_000_000

const DELIVER = `INSERT INTO "Delivery"
  ("id","workspaceId","connectionId","receivedAt","size","bodyHash","body","state","tries","updates","isTest")
  VALUES (?,?,?,?,?,?,?,'stored',0,0,0) ON CONFLICT ("id") DO NOTHING`

type Waiting = InboxRow & { seq: number; body: Buffer }

/**
 * Moves the oldest deliveries from the inbox into the database: first they are durable there, then they leave the inbox.
 * Killed in between, they are moved again and the database recognises them by their id. `busy`: somebody else writes.
 *
 * @returns how many left the inbox; 0 when it is empty.
 */
export function inboxMover(inbox: Database.Database, database: Database.Database): () => number | 'busy' {
  const sizes = inbox.prepare('SELECT "seq", length("body") AS "size" FROM "Inbox" ORDER BY "seq" LIMIT ?')
  const read = inbox.prepare('SELECT * FROM "Inbox" WHERE "seq" <= ? ORDER BY "seq"')
  // By id as well: a number is used again once the inbox was empty, and then it is another delivery.
  const remove = inbox.prepare('DELETE FROM "Inbox" WHERE "seq" = ? AND "id" = ?')
  const removeAll = inbox.transaction((rows: readonly Waiting[]) => {
    for (const { seq, id } of rows) remove.run(seq, id)
  })
  const deliver = database.prepare(DELIVER)
  return () => {
    const upTo = fitting(sizes.all(MOVE_ROWS) as { seq: number; size: number }[])
    if (upTo === undefined) return 0
    const rows = read.all(upTo) as Waiting[]
    if (!tryBegin(database)) return 'busy'
    try {
      for (const { id, workspaceId, connectionId, receivedAt, body } of rows) {
        deliver.run(id, workspaceId, connectionId, receivedAt, body.byteLength, hash('sha256', body, 'hex'), body)
      }
      database.exec('COMMIT')
    } catch (error) {
      if (database.inTransaction) database.exec('ROLLBACK')
      if (isBusy(error)) return 'busy'
      throw error
    }
    try {
      removeAll.immediate(rows)
    } catch (error) {
      // They stay for the next time, and are recognised then.
      if (isBusy(error)) return 'busy'
      throw error
    }
    return rows.length
  }
}

function fitting(sizes: readonly { seq: number; size: number }[]): number | undefined {
  let bytes = 0
  let upTo: number | undefined
  for (const { seq, size } of sizes) {
    bytes += size
    if (upTo !== undefined && bytes > MOVE_BYTES) break
    upTo = seq
  }
  return upTo
}
