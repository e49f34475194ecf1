import { hash } from 'node:crypto'
import pg from 'pg'
import type { DeliveryWriter } from './stored-delivery'

/** Commits under way at once: Postgres groups their flushes, and one slow round trip does not stop the others. */
const LANES = 4
const COLUMNS = 7

/** Longer than any healthy insert takes; after that the server itself ends the statement, and it can be tried again. */
const STATEMENT_MS = 2_000
/** A server that does not even say that much in time is as good as gone. */
const ANSWER_MS = 4_000
/** `query_canceled`: ended by statement_timeout, so certainly not stored (Postgres manual, appendix A). */
const CANCELED = '57014'

const texts = new Map<number, string>()

/** One multi-row INSERT is one transaction. Kept per row count, because building the text costs more than a lookup. */
function insertText(rows: number): string {
  const known = texts.get(rows)
  if (known) return known
  const tuples = Array.from({ length: rows }, (_, row) => {
    const p = (column: number) => `$${row * COLUMNS + column}`
    return `(${p(1)},${p(2)},${p(3)},${p(4)}::timestamp,${p(5)},${p(6)},${p(7)},'stored',0,0,false)`
  })
  const text = `INSERT INTO "Delivery"
    ("id","workspaceId","connectionId","receivedAt","size","bodyHash","body","state","tries","updates","isTest")
    VALUES ${tuples.join(',')}`
  texts.set(rows, text)
  return text
}

/**
 * Writes deliveries to Postgres. Every wait has an end (connecting, the statement, its answer), so a server that hangs
 * or is gone becomes a 503 in time, and a table that is locked is tried again like a locked SQLite. When the connection
 * breaks while the answer to a commit is on its way, the rows may be stored although WhatsApp is told 503: it sends
 * again, and the resolver knows an update by its key.
 */
export function openPostgresWriter(databaseUrl: string): DeliveryWriter {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: LANES,
    connectionTimeoutMillis: ANSWER_MS,
    statement_timeout: STATEMENT_MS,
    query_timeout: ANSWER_MS,
    // A commit that the server may lose in a crash is no commit; do not inherit a weaker default.
    options: '-c synchronous_commit=on',
    application_name: 'handrail-receiver',
  })
  // An idle connection that breaks is replaced by the pool on the next use.
  pool.on('error', () => undefined)
  return {
    lanes: LANES,
    async insert(rows) {
      const values = rows.flatMap((row) => [
        row.id,
        row.workspaceId,
        row.connectionId,
        row.receivedAt.toISOString(),
        row.body.byteLength,
        hash('sha256', row.body, 'hex'),
        row.body,
      ])
      try {
        await pool.query(insertText(rows.length), values)
        return 'stored'
      } catch (error) {
        if (error instanceof pg.DatabaseError && error.code === CANCELED) return 'busy'
        throw error
      }
    },
    close: () => pool.end(),
  }
}
