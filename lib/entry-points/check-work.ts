import { systemActor } from '@/lib/server/actor'
import { type Recorder, transact } from '@/lib/server/audit'
import type { Tx } from '@/lib/server/db'
import { log } from '@/lib/server/log'
import { ok } from '@/lib/shared/result'
import {
  closeRow,
  endRunIfDone,
  findOpenRuns,
  findWaiting,
  type OpenRun,
  type RunOutcome,
  type WaitingRow,
} from './check-batch-store'
import { leaveCheckLease, takeCheckLease } from './check-lease'
import { type Looked, lookAt, type Visits } from './check-run'
import { saveLooked } from './check-save'
import { type CheckRow, findCheckRows, findNeighbours } from './check-store'

/** Small enough that a process which is told to end has little to throw away. */
const ROWS_A_TURN = 60
const RUNS_A_TURN = 3
const AT_ONCE = 8
const SAVED_TOGETHER = 15
const SAVED_EVERY_MS = 1_500
const RENEW_MS = 20_000

type Seen = { waiting: WaitingRow; row: CheckRow | undefined; looked: Looked | 'gone' | 'bug' }

const GONE: RunOutcome = { result: 'skipped', code: 'gone', message: 'The row was removed or archived meanwhile.' }
const BUG: RunOutcome = {
  result: 'failed',
  code: 'internal',
  message: 'Handrail met a bug at this row; the log of the worker names it.',
}

/** Looks at rows side by side and hands each on as soon as it was looked at. */
async function lookAtAll(
  run: OpenRun,
  waiting: WaitingRow[],
  { signal, onSeen }: { signal: AbortSignal; onSeen: (seen: Seen) => Promise<void> },
): Promise<void> {
  const rows = await findCheckRows(
    run.workspaceId,
    waiting.map((one) => one.subjectId),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  const neighbours = await findNeighbours(
    run.workspaceId,
    rows.map((row) => row.location).filter((one) => one !== null),
  )
  const visits: Visits = new Map()
  const queue = [...waiting]
  const ended = new Promise<'ended'>((resolve) => {
    if (signal.aborted) resolve('ended')
    signal.addEventListener('abort', () => resolve('ended'), { once: true })
  })
  const worker = async () => {
    for (let one = queue.shift(); one && !signal.aborted; one = queue.shift()) {
      const row = byId.get(one.subjectId)
      const looking =
        row && !row.archived ? lookAt(row, { neighbours, visits, signal }) : Promise.resolve('gone' as const)
      const told = looking.catch((error: unknown) => {
        log.error({ err: error, entryPointId: one.subjectId }, 'an entry point could not be checked')
        return 'bug' as const
      })
      const looked = await Promise.race([told, ended])
      // What was cut off by our own end says nothing about the site; the row goes on waiting.
      if (signal.aborted || looked === 'ended') return
      await onSeen({ waiting: one, row, looked })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

async function saveOne(
  tx: Tx,
  run: OpenRun,
  { waiting, row, looked }: Seen,
): Promise<{ id: string; outcome: RunOutcome; record?: Parameters<Recorder>[0] }> {
  const id = waiting.subjectId
  if (looked === 'bug') return { id, outcome: BUG }
  if (looked === 'gone' || !row) return { id, outcome: GONE }
  if (looked.kind === 'nothing')
    return { id, outcome: { result: 'skipped', code: 'nothing-to-visit', message: looked.sentence } }
  const saved = await saveLooked(tx, run.workspaceId, { row, looked, checkedById: run.createdById })
  if (!saved) return { id, outcome: GONE }
  const { verdict, message } = looked.judgement
  const outcome: RunOutcome = { result: verdict, message, before: saved.before.testResult }
  const changed =
    saved.before.testResult !== saved.after.testResult || saved.before.testMessage !== saved.after.testMessage
  if (!changed) return { id, outcome }
  const subject = { kind: 'entry-point', id }
  const more = { method: 'fetch', expected: looked.expectation.destination }
  const { before, after } = saved
  return { id, outcome, record: { action: 'entry-point.checked', subject, before, after, more, correlationId: run.id } }
}

/**
 * Stores what was seen, several rows in one transaction. A row whose result changed has an audit event of its own; the
 * others are named in the event of their group, because a night's re-check of a large sheet mostly finds nothing new.
 */
async function saveAll(run: OpenRun, seen: readonly Seen[]): Promise<void> {
  const actor = systemActor(run.workspaceId, 'worker')
  await transact(actor, async (tx, record) => {
    const results: [string, string][] = []
    for (const one of seen) {
      const saved = await saveOne(tx, run, one)
      if (!(await closeRow(tx, one.waiting, saved.outcome))) continue
      results.push([saved.id, saved.outcome.result])
      if (saved.record) record(saved.record)
    }
    if (results.length === 0) return ok(undefined)
    record({
      action: 'entry-points.checked',
      subject: { kind: 'batch', id: run.id },
      more: { results },
      correlationId: run.id,
    })
    await endRunIfDone(tx, run, new Date())
    return ok(undefined)
  })
}

async function workOn(run: OpenRun, signal: AbortSignal): Promise<number> {
  const waiting = await findWaiting(run, ROWS_A_TURN)
  if (waiting.length === 0) {
    await transact(systemActor(run.workspaceId, 'worker'), async (tx) => ok(await endRunIfDone(tx, run, new Date())))
    return 0
  }
  let unsaved: Seen[] = []
  let savedAt = Date.now()
  let done = 0
  const save = async () => {
    const group = unsaved
    unsaved = []
    savedAt = Date.now()
    if (group.length > 0) await saveAll(run, group)
  }
  await lookAtAll(run, waiting, {
    signal,
    async onSeen(seen) {
      unsaved.push(seen)
      done += 1
      if (unsaved.length >= SAVED_TOGETHER || Date.now() - savedAt > SAVED_EVERY_MS) await save()
    },
  })
  await save()
  return done
}

/** Keeps the lease while a turn lasts; a turn whose lease was lost to another process ends. */
function holdLease(signal: AbortSignal): { signal: AbortSignal; release: () => void } {
  const lost = new AbortController()
  const timer = setInterval(() => {
    takeCheckLease().then(
      (held) => held || lost.abort(),
      () => undefined,
    )
  }, RENEW_MS)
  return { signal: AbortSignal.any([signal, lost.signal]), release: () => clearInterval(timer) }
}

/**
 * One turn of the worker: some rows of each of the oldest runs, so that a small run does not wait behind the whole
 * sheet. `more` tells whether anything was done. Can be repeated at any point, and be ended by the signal at any point.
 */
export async function workThroughChecks(signal: AbortSignal): Promise<{ more: boolean }> {
  const runs = await findOpenRuns(RUNS_A_TURN)
  if (runs.length === 0 || !(await takeCheckLease())) return { more: false }
  const held = holdLease(signal)
  try {
    const done = await Promise.all(runs.map((run) => workOn(run, held.signal)))
    return { more: done.some((count) => count > 0) && !held.signal.aborted }
  } finally {
    held.release()
    if (signal.aborted || (await findOpenRuns(1)).length === 0) await leaveCheckLease()
  }
}
