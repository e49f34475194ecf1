import type Database from 'better-sqlite3'
import { openSqlite } from '@/lib/server/sql'
import { isBusy, tryBegin } from './sqlite-lock'
import type { DeliveryWriter, StoredDelivery } from './stored-delivery'

const INSERT = `INSERT INTO "Delivery"
  ("id","workspaceId","connectionId","receivedAt","size","bodyHash","body","state","tries","updates","isTest")
  VALUES (?,?,?,?,?,?,?,'stored',0,0,0)`

/**
 * Pages of WAL after which the receiver itself moves them into the database (64 MB). The worker writes more and does
 * this much earlier; the receiver only makes sure that the file stays finite while no worker runs.
 */
const OWN_CHECKPOINT_PAGES = 16_384

export function openWriterConnection(databaseUrl: string): Database.Database {
  const db = openSqlite(databaseUrl, { busyTimeoutMs: 0 })
  db.pragma(`wal_autocheckpoint = ${OWN_CHECKPOINT_PAGES}`)
  return db
}

/**
 * Writes deliveries to SQLite on a connection of its own (`openWriterConnection`) with synchronous=FULL: when COMMIT returns, the WAL is on
 * disk. Synchronous from BEGIN to COMMIT, so no other statement can slip into the transaction.
 */
export function openSqliteWriter(db: Database.Database): DeliveryWriter {
  const insert = db.prepare(INSERT)

  const insertAll = (rows: readonly StoredDelivery[]): 'stored' | 'busy' => {
    if (!tryBegin(db)) return 'busy'
    try {
      for (const row of rows) {
        const { id, workspaceId, connectionId, receivedAt, bodyHash, body } = row
        insert.run(id, workspaceId, connectionId, receivedAt.getTime(), body.byteLength, bodyHash, body)
      }
      db.exec('COMMIT')
      return 'stored'
    } catch (error) {
      // A full disk ends the transaction by itself; whatever is still open must not reach the next batch.
      if (db.inTransaction) db.exec('ROLLBACK')
      if (isBusy(error)) return 'busy'
      throw error
    }
  }

  return {
    lanes: 1,
    insert: async (rows) => insertAll(rows),
    close: async () => void db.close(),
  }
}
