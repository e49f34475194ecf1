import type { Actor } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import { type Compared, type ComparedRecord, compareRuns } from './compare-rules'
import { type Matrix, matrixOf, type Tested } from './matrix-rules'
import { VARIATIONS } from './pack'
import { listRecords, type RecordRow } from './records'
import { type RunRow, readRun, runBefore } from './runs'
import type { RunAnswer } from './schema'
import { resultOf } from './vocabulary'

const MOST_RECORDS = 500

/** A run with all its records, in the order of the plan. */
export async function wholeRun(actor: Actor, id: string): Promise<{ run: RunRow; records: RecordRow[] } | null> {
  const run = await readRun(actor, id)
  if (!run) return null
  const { rows } = await listRecords(actor, {
    ...{ filter: { runId: id }, sort: 'ranAt', dir: 'asc', skip: 0, take: MOST_RECORDS },
  })
  return { run, records: rows }
}

async function comparedOf(runId: string): Promise<ComparedRecord[]> {
  const records = await db.testRecord.findMany({
    where: { runId },
    orderBy: { position: 'asc' },
    select: { id: true, subject: true, title: true, result: true, sentence: true },
  })
  return records.map((record) => ({ ...record, result: resultOf(record.result) }))
}

/** What differs from the run before it, or from another one that is named; null when there is none. */
export async function comparison(
  actor: Actor,
  run: RunRow,
  otherId?: string | null,
): Promise<{ other: RunRow; changes: Compared[] } | null> {
  const other = otherId ? await readRun(actor, otherId) : await runBefore(actor, run)
  if (!other || other.id === run.id) return null
  const [before, after] = await Promise.all([comparedOf(other.id), comparedOf(run.id)])
  return { other, changes: compareRuns(before, after) }
}

/** Variation by workflow, from the newest records of the workspace: what was tested where, and what never was. */
export async function readMatrix({ workspaceId }: Actor, target: string | null): Promise<Matrix> {
  const records = await db.testRecord.findMany({
    where: {
      workspaceId,
      result: { not: 'skipped' },
      ...(target ? { run: { targetId: target === 'handrail' ? null : target } } : {}),
    },
    orderBy: { id: 'desc' },
    take: 5_000,
    select: { id: true, variation: true, workflow: true, result: true, createdAt: true },
  })
  const tested = records.map(
    ({ id, variation, workflow, result, createdAt }): Tested => ({
      ...{ variation, workflow, recordId: id, at: createdAt, result: resultOf(result) },
    }),
  )
  const workflows = [...new Set(tested.flatMap(({ workflow }) => workflow ?? []))].sort((a, b) =>
    a.localeCompare(b, 'en'),
  )
  return matrixOf(VARIATIONS, workflows, tested)
}

/** A run as the API tells it. */
export function runAnswer(run: RunRow, records: readonly RecordRow[]): RunAnswer {
  const { id, state, total, passed, failed, problem, startedAt, endedAt, names } = run
  return {
    ...{ id, state, total, passed, failed, problem, plan: names.plan, target: names.target, dataset: names.dataset },
    ...{ startedAt: startedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null },
    records: records.map(({ id, title, variation, result, verdicts, sentence, owner, fix }) => ({
      ...{ id, variation, title, result, verdicts, sentence, owner, fix },
    })),
  }
}

/** A whole run to take away; in the audit log before it leaves. */
export async function exportRun(
  actor: Actor,
  id: string,
): Promise<Result<{ run: RunRow; records: RecordRow[]; answer: RunAnswer }>> {
  const whole = await wholeRun(actor, id)
  if (!whole) return fail('not-found')
  return transact<typeof whole & { answer: RunAnswer }, string>(actor, async (_tx, record) => {
    record({ action: 'lab.exported', subject: { kind: 'test-run', id }, more: { what: 'run' } })
    return ok({ ...whole, answer: runAnswer(whole.run, whole.records) })
  })
}
