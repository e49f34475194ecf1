import { loadPeople } from '@/lib/calendar/people'
import type { Actor } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { ok, type Result } from '@/lib/shared/result'
import { namesOf, type RunNames } from './records'
import { RUN_STATES, type RunState } from './vocabulary'

export type RunRow = {
  id: string
  state: RunState
  planId: string | null
  targetId: string | null
  names: RunNames
  total: number
  passed: number
  failed: number
  /** Payloads that have a record, skipped ones included. */
  recorded: number
  problem: string | null
  startedBy: string
  startedAt: Date
  endedAt: Date | null
}

type Stored = Awaited<ReturnType<typeof db.testRun.findFirstOrThrow>>
type Names = ReadonlyMap<string, { name: string }>

function rowOf(run: Stored, recorded: number, people: Names): RunRow {
  const { id, planId, targetId, total, passed, failed, problem, startedById, startedAt, endedAt } = run
  return {
    ...{ id, planId, targetId, total, passed, failed, problem, startedAt, endedAt, recorded },
    state: RUN_STATES.find((one) => one === run.state) ?? 'failed',
    names: namesOf(run.names),
    startedBy: startedById ? (people.get(startedById)?.name ?? 'the API') : 'the command line',
  }
}

export type RunFilter = { state?: RunState | null; planId?: string | null }
type Window = { filter: RunFilter; dir: 'asc' | 'desc'; skip: number; take: number }

async function rowsOf(workspaceId: string, runs: Stored[]): Promise<RunRow[]> {
  const [people, counts] = await Promise.all([
    loadPeople(workspaceId),
    db.testRecord.groupBy({ by: ['runId'], where: { runId: { in: runs.map(({ id }) => id) } }, _count: true }),
  ])
  const recorded = new Map(counts.map(({ runId, _count }) => [runId, _count]))
  return runs.map((run) => rowOf(run, recorded.get(run.id) ?? 0, people))
}

/** One page of runs, the newest first unless asked otherwise. */
export async function listRuns(
  { workspaceId }: Actor,
  { filter, dir, skip, take }: Window,
): Promise<{ rows: RunRow[]; total: number }> {
  const { state, planId } = filter
  const where = { workspaceId, ...(state ? { state } : {}), ...(planId ? { planId } : {}) }
  const [runs, total] = await Promise.all([
    db.testRun.findMany({ where, orderBy: [{ startedAt: dir }, { id: dir }], skip, take }),
    db.testRun.count({ where }),
  ])
  return { rows: await rowsOf(workspaceId, runs), total }
}

export async function readRun({ workspaceId }: Actor, id: string): Promise<RunRow | null> {
  const run = await db.testRun.findFirst({ where: { id, workspaceId } })
  if (!run) return null
  const [row] = await rowsOf(workspaceId, [run])
  return row ?? null
}

/** The run of the same plan before this one that was sent to its end, to compare with. */
export async function runBefore({ workspaceId }: Actor, { id, planId }: RunRow): Promise<RunRow | null> {
  if (!planId) return null
  const run = await db.testRun.findFirst({
    where: { workspaceId, planId, state: 'done', id: { lt: id } },
    orderBy: { id: 'desc' },
  })
  if (!run) return null
  const [row] = await rowsOf(workspaceId, [run])
  return row ?? null
}

const COLUMNS: CsvColumn<RunRow>[] = [
  { header: 'started_at', value: ({ startedAt }) => startedAt },
  { header: 'ended_at', value: ({ endedAt }) => endedAt },
  { header: 'plan', value: ({ names }) => names.plan },
  { header: 'target', value: ({ names }) => names.target },
  { header: 'dataset', value: ({ names }) => names.dataset },
  { header: 'state', value: ({ state }) => state },
  { header: 'payloads', value: ({ total }) => total },
  { header: 'passed', value: ({ passed }) => passed },
  { header: 'failed', value: ({ failed }) => failed },
  { header: 'problem', value: ({ problem }) => problem },
  { header: 'started_by', value: ({ startedBy }) => startedBy },
]
const PAGE = 200

async function* pagesOf(actor: Actor, filter: RunFilter): AsyncGenerator<RunRow[]> {
  for (let skip = 0; ; skip += PAGE) {
    const { rows } = await listRuns(actor, { filter, dir: 'desc', skip, take: PAGE })
    if (rows.length === 0) return
    yield rows
  }
}

export function exportRuns(actor: Actor, filter: RunFilter): Promise<Result<ReadableStream<Uint8Array>>> {
  return transact<ReadableStream<Uint8Array>, string>(actor, async (_tx, record) => {
    const subject = { kind: 'workspace', id: actor.workspaceId }
    record({ action: 'lab.exported', subject, more: { what: 'runs', ...filter } })
    return ok(csvStream(COLUMNS, pagesOf(actor, filter)))
  })
}
