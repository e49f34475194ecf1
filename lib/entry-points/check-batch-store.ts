import { db, sqlOf, type Tx } from '@/lib/server/db'
import type { SqlRow } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { insertBatchRows } from './batch-store'
import type { Verdict } from './check-verdict-rules'
import type { TestResult } from './kinds'

/** A run of checks: a batch whose rows wait, and are looked at one after the other by the worker. */
export const CHECK_BATCH_KIND = 'entry-points-check'
/** `skipped`: there was nothing to visit, the row is gone, or the run was cancelled. */
export type RunResult = 'waiting' | Verdict | 'skipped' | 'failed'

type Opened = { workspaceId: string; ids: readonly string[]; createdById: string | null; what: RunScope }
/** What was asked for, in the words of the list of runs. */
export type RunScope = { kind: 'rows' | 'filter' | 'sheet' | 'wave'; waveNumber?: number; scheduled?: boolean }

export async function openRun(tx: Tx, { workspaceId, ids, createdById, what }: Opened): Promise<string> {
  const id = newId('imp')
  await tx.batch.create({
    data: {
      ...{ id, workspaceId, createdById, kind: CHECK_BATCH_KIND, state: 'running', total: ids.length },
      mapping: { ...what },
    },
  })
  const entries = ids.map((subjectId, n) => ({ row: n + 1, result: 'waiting' as const, subjectId }))
  await insertBatchRows(sqlOf(tx), { workspaceId, batchId: id }, entries)
  return id
}

export type OpenRun = { id: string; workspaceId: string; createdById: string | null }

/** Runs with work left, the oldest first. */
export async function findOpenRuns(take: number): Promise<OpenRun[]> {
  return db.batch.findMany({
    where: { kind: CHECK_BATCH_KIND, state: 'running' },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take,
    select: { id: true, workspaceId: true, createdById: true },
  })
}

export type WaitingRow = { id: string; batchId: string; subjectId: string }

export async function findWaiting(run: OpenRun, take: number): Promise<WaitingRow[]> {
  const rows = await db.batchRow.findMany({
    where: { batchId: run.id, workspaceId: run.workspaceId, result: 'waiting' },
    orderBy: { row: 'asc' },
    take,
    select: { id: true, batchId: true, subjectId: true },
  })
  return rows.map((row) => ({ ...row, subjectId: row.subjectId ?? '' }))
}

export type RunOutcome = { result: Exclude<RunResult, 'waiting'>; message: string; before?: TestResult; code?: string }

/** False when somebody cancelled the run meanwhile, or another worker had the row already. */
export async function closeRow(
  tx: Tx,
  row: WaitingRow,
  { result, message, before, code }: RunOutcome,
): Promise<boolean> {
  const closed = await tx.batchRow.updateMany({
    where: { id: row.id, batchId: row.batchId, result: 'waiting' },
    data: { result, message, code: code ?? null, ...(before ? { before: { testResult: before } } : {}) },
  })
  return closed.count === 1
}

/** Ends the run when no row waits any more. True for the one call that did. */
export async function endRunIfDone(tx: Tx, run: Pick<OpenRun, 'id' | 'workspaceId'>, now: Date): Promise<boolean> {
  const { id, workspaceId } = run
  if ((await tx.batchRow.count({ where: { batchId: id, workspaceId, result: 'waiting' } })) > 0) return false
  const ended = await tx.batch.updateMany({
    where: { id, workspaceId, kind: CHECK_BATCH_KIND, state: 'running' },
    data: { state: 'done', endedAt: now },
  })
  return ended.count === 1
}

/** Stops a run: what waits is left. Null when the workspace has no such run that is open. */
export async function cancelRun(tx: Tx, workspaceId: string, id: string, now: Date): Promise<number | null> {
  const stopped = await tx.batch.updateMany({
    where: { id, workspaceId, kind: CHECK_BATCH_KIND, state: 'running' },
    data: { state: 'cancelled', endedAt: now },
  })
  if (stopped.count === 0) return null
  const left = await tx.batchRow.updateMany({
    where: { batchId: id, workspaceId, result: 'waiting' },
    data: { result: 'skipped', code: 'cancelled', message: 'The run was cancelled before it came to this row.' },
  })
  return left.count
}

export type RunCounts = Record<RunResult, number> & { drifted: number }

export const NO_COUNTS: RunCounts = {
  waiting: 0,
  right: 0,
  wrong: 0,
  unverifiable: 0,
  skipped: 0,
  failed: 0,
  drifted: 0,
}

/** What came of the rows of these runs. Drifted ones were in order before and are wrong now. */
export async function countRuns(workspaceId: string, ids: readonly string[]): Promise<Map<string, RunCounts>> {
  if (ids.length === 0) return new Map()
  const sql = sqlOf(db)
  const marks = ids.map(() => '?').join(',')
  const before = sql.dialect === 'sqlite' ? `"before" ->> '$.testResult'` : `"before" ->> 'testResult'`
  const rows = await sql.all<SqlRow>(
    `SELECT "batchId", "result", COUNT(*) AS "n",
       SUM(CASE WHEN "result" = 'wrong' AND ${before} IN ('right', 'attested') THEN 1 ELSE 0 END) AS "drifted"
     FROM "BatchRow" WHERE "workspaceId" = ? AND "batchId" IN (${marks}) GROUP BY "batchId", "result"`,
    [workspaceId, ...ids],
  )
  const counts = new Map<string, RunCounts>()
  for (const row of rows) {
    const one = counts.get(String(row.batchId)) ?? { ...NO_COUNTS }
    one[String(row.result) as RunResult] = Number(row.n)
    one.drifted += Number(row.drifted)
    counts.set(String(row.batchId), one)
  }
  return counts
}
