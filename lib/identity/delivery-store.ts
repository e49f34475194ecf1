import { asDate, inList, type Sql, type SqlRow } from '@/lib/server/sql'
import { selectIn, updateRows } from './bulk-sql'

/** A stored delivery that waits to be resolved. */
export type PendingDelivery = {
  id: string
  workspaceId: string
  receivedAt: Date
  tries: number
  /** It was processed before, and somebody wants it read again. */
  isReplay: boolean
  /** Null once retention purged it; then there is nothing left to read. */
  body: Buffer | null
}

export type PickLimits = { deliveries: number; bytes: number; now: Date }

/** The oldest waiting deliveries of one workspace, as many as fit; one larger than the limit comes alone. */
export async function pickDeliveries(sql: Sql, limits: PickLimits): Promise<PendingDelivery[]> {
  const waiting = await sql.all<{ id: string; workspaceId: string; size: number }>(
    `SELECT "id","workspaceId","size" FROM "Delivery"
     WHERE "state" = 'stored' AND ("nextTryAt" IS NULL OR "nextTryAt" <= ?) ORDER BY "id" LIMIT ?`,
    [limits.now, limits.deliveries],
  )
  const workspaceId = waiting[0]?.workspaceId
  let bytes = 0
  const chosen: string[] = []
  for (const row of waiting) {
    if (row.workspaceId !== workspaceId) continue
    bytes += Number(row.size)
    if (chosen.length > 0 && bytes > limits.bytes) break
    chosen.push(row.id)
  }
  const rows = await selectIn<SqlRow>(
    sql,
    'SELECT "id","workspaceId","receivedAt","tries","processedAt","body" FROM "Delivery" WHERE "id"',
    { list: chosen },
  )
  return rows.map(toPending).sort((a, b) => (a.id < b.id ? -1 : 1))
}

function toPending(row: SqlRow): PendingDelivery {
  return {
    id: String(row.id),
    workspaceId: String(row.workspaceId),
    receivedAt: asDate(row.receivedAt),
    tries: Number(row.tries),
    isReplay: row.processedAt !== null,
    body: row.body === null ? null : Buffer.from(row.body as Uint8Array),
  }
}

/**
 * Those of the deliveries that still wait, held until the transaction ends. On Postgres another worker's are skipped; on
 * SQLite the transaction holds the only write lock there is.
 */
export async function holdDeliveries(sql: Sql, ids: readonly string[]): Promise<Set<string>> {
  const lock = sql.dialect === 'sqlite' ? '' : ' FOR UPDATE SKIP LOCKED'
  const rows = await sql.all<{ id: string }>(
    `SELECT "id" FROM "Delivery" WHERE "state" = 'stored' AND "id" IN ${inList(sql)}${lock}`,
    [JSON.stringify(ids)],
  )
  return new Set(rows.map((row) => row.id))
}

/**
 * One resolver per workspace at a time on Postgres: two that meet the same person through different identifiers would
 * otherwise decide without seeing each other. The unique indexes guard against every other writer.
 */
export async function takeWorkspace(sql: Sql, workspaceId: string): Promise<void> {
  if (sql.dialect === 'sqlite') return
  await sql.all('SELECT pg_advisory_xact_lock(hashtextextended(?, 71))::text AS "taken"', [`resolve:${workspaceId}`])
}

export type Finished = { id: string; updates: number; problem: string | null; isReplay: boolean; receivedAt: Date }

export async function markProcessed(sql: Sql, finished: readonly Finished[], now: Date): Promise<void> {
  await updateRows(sql, {
    table: 'Delivery',
    assigns: [
      { column: 'state', type: 'text' },
      { column: 'updates', type: 'integer' },
      { column: 'problem', type: 'text' },
      { column: 'processedAt', type: 'timestamp' },
      { column: 'nextTryAt', type: 'timestamp' },
    ],
    rows: finished.map(({ id, updates, problem }) => [id, 'processed', updates, problem, now, null]),
  })
}

export type FailedTry = { id: string; tries: number; nextTryAt: Date | null; problem: string; updates: number }

/**
 * One more try that failed: it is tried again later, or set aside when `nextTryAt` is null. `tries` is how many there were
 * before: of two workers that failed on it at the same time, one counts.
 */
export async function markFailedTry(sql: Sql, { id, tries, nextTryAt, problem, updates }: FailedTry): Promise<void> {
  await sql.run(
    `UPDATE "Delivery" SET "tries" = ?, "nextTryAt" = ?, "problem" = ?, "updates" = ?, "state" = ?
     WHERE "id" = ? AND "state" = 'stored' AND "tries" = ?`,
    [tries + 1, nextTryAt, problem, updates, nextTryAt ? 'stored' : 'set_aside', id, tries],
  )
}
