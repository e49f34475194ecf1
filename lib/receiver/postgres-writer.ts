import pg from 'pg'
import type { DeliveryWriter } from './stored-delivery'

/** Commits under way at once: Postgres groups their flushes, and one slow round trip does not stop the others. */
const LANES = 4
const COLUMNS = 7

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
 * or is gone becomes a 503 in time. When the connection breaks while the answer to a commit is on its way, the rows may
 * be stored although WhatsApp is told 503: it sends again, and the resolver knows an update by its key.
 */
export function openPostgresWriter(databaseUrl: string, patienceMs: number): DeliveryWriter {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: LANES,
    connectionTimeoutMillis: patienceMs,
    statement_timeout: patienceMs,
    query_timeout: patienceMs,
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
        row.bodyHash,
        row.body,
      ])
      await pool.query(insertText(rows.length), values)
      return 'stored'
    },
    close: () => pool.end(),
  }
}
