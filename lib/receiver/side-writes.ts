import type Database from 'better-sqlite3'
import { openSqlite } from '@/lib/server/open-sqlite'
import { dialectOf, openSql, type Sql, type SqlValue } from '@/lib/server/sql'
import { tryBegin } from './sqlite-lock'

/** The receiver's small writes beside the deliveries: a verified handshake, counts. They never hold up the event loop. */
export type SideWrites = {
  /** One transaction. Rejects when the lock could not be had in time or `work` throws. */
  write(work: (sql: Sql) => Promise<void>): Promise<void>
  close(): Promise<void>
}

const PATIENCE_MS = 5_000
const RETRY_MS = 10

function bindable(value: SqlValue): string | number | Uint8Array | null {
  if (value instanceof Date) return value.getTime()
  return typeof value === 'boolean' ? Number(value) : value
}

function statementsOf(db: Database.Database): Sql {
  return {
    dialect: 'sqlite',
    all: async <T>(text: string, params: SqlValue[] = []) => db.prepare(text).all(...params.map(bindable)) as T[],
    run: async (text, params = []) => db.prepare(text).run(...params.map(bindable)).changes,
    async runEach(text, rows) {
      const statement = db.prepare(text)
      return rows.reduce((changes, row) => changes + statement.run(...row.map(bindable)).changes, 0)
    },
  }
}

async function begin(db: Database.Database): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (!tryBegin(db)) {
    if (performance.now() > deadline) throw new Error('The database stayed locked.')
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
  }
}

function openSqliteSideWrites(databaseUrl: string): SideWrites {
  const db = openSqlite(databaseUrl, { busyTimeoutMs: 0 })
  const sql = statementsOf(db)
  let turn: Promise<void> = Promise.resolve()
  const run = async (work: (sql: Sql) => Promise<void>) => {
    await begin(db)
    try {
      await work(sql)
      db.exec('COMMIT')
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK')
      throw error
    }
  }
  return {
    write(work) {
      const next = turn.then(() => run(work))
      turn = next.catch(() => undefined)
      return next
    },
    async close() {
      await turn
      db.close()
    },
  }
}

export function openSideWrites(databaseUrl: string): SideWrites {
  if (dialectOf(databaseUrl) === 'sqlite') return openSqliteSideWrites(databaseUrl)
  const sql = openSql(databaseUrl, { maxConnections: 1 })
  return { write: (work) => sql.transaction(work), close: () => sql.close() }
}
