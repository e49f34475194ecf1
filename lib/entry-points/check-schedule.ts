import { listWaves } from '@/lib/calendar/queries'
import { type Actor, actorId, can, systemActor } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db, type Tx, writeTransaction } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { CHECK_BATCH_KIND } from './check-batch-store'
import type { RecheckHours } from './check-hours'
import type { ScheduleChange } from './check-schema'
import { startScheduledChecks } from './check-start'

/** When rows are checked again by themselves: the whole sheet, or the rows of one wave. */
export type CheckSchedule = {
  waveId: string | null
  /** 0: not at all. */
  everyHours: RecheckHours
  nextAt: Date | null
  lastBatchId: string | null
  version: number
}

const HOUR_MS = 3_600_000
const scopeKey = (workspaceId: string, waveId: string | null) => `${workspaceId}|${waveId ?? 'sheet'}`

type Stored = { waveId: string | null; everyHours: number; nextAt: Date; lastBatchId: string | null; version: number }

function toSchedule({ waveId, everyHours, nextAt, lastBatchId, version }: Stored): CheckSchedule {
  const on = everyHours > 0
  return { waveId, everyHours: everyHours as RecheckHours, nextAt: on ? nextAt : null, lastBatchId, version }
}

export async function listSchedules(actor: Actor): Promise<CheckSchedule[]> {
  const found = await db.checkSchedule.findMany({ where: { workspaceId: actor.workspaceId }, orderBy: { id: 'asc' } })
  return found.map(toSchedule)
}

async function write(tx: Tx, actor: Actor, change: ScheduleChange & { nextAt: Date }): Promise<boolean> {
  const { workspaceId } = actor
  const { waveId, everyHours, version, nextAt } = change
  const key = scopeKey(workspaceId, waveId)
  const changedById = actorId(actor)
  const changed = await tx.checkSchedule.updateMany({
    where: { scopeKey: key, workspaceId, version },
    data: { everyHours, nextAt, changedById, version: { increment: 1 } },
  })
  if (changed.count === 1) return true
  if (version > 0 || (await tx.checkSchedule.count({ where: { scopeKey: key } })) > 0) return false
  const id = newId('sch')
  await tx.checkSchedule.create({ data: { id, workspaceId, waveId, scopeKey: key, everyHours, nextAt, changedById } })
  return true
}

/** Sets how often the sheet or a wave is checked again. The first time is one interval from now. */
export async function changeSchedule(
  actor: Actor,
  input: ScheduleChange,
): Promise<Result<CheckSchedule, 'not-allowed' | 'not-found' | 'stale-version'>> {
  if (!can(actor, 'entry-points:write')) return fail('not-allowed')
  const { waveId, everyHours } = input
  if (waveId !== null && !(await listWaves(actor)).some((wave) => wave.id === waveId)) return fail('not-found')
  const nextAt = new Date(Date.now() + everyHours * HOUR_MS)
  return transact<CheckSchedule, 'stale-version'>(actor, async (tx, record) => {
    const where = { scopeKey: scopeKey(actor.workspaceId, waveId) }
    const before = await tx.checkSchedule.findUnique({ where })
    if (!(await write(tx, actor, { ...input, nextAt }))) return fail('stale-version')
    record({
      action: 'entry-points.check-schedule-changed',
      subject: { kind: waveId ? 'wave' : 'workspace', id: waveId ?? actor.workspaceId },
      before: { everyHours: before?.everyHours ?? 0 },
      after: { everyHours },
    })
    return ok(toSchedule(await tx.checkSchedule.findUniqueOrThrow({ where })))
  })
}

async function isRunning(batchId: string | null): Promise<boolean> {
  if (batchId === null) return false
  return (await db.batch.count({ where: { id: batchId, kind: CHECK_BATCH_KIND, state: 'running' } })) > 0
}

/**
 * Starts the runs whose time has come. The next time is written only if nobody else wrote it, in the transaction of the
 * run: two workers never start one run twice, and one that dies in between has started nothing and lost nothing. A run
 * that is still going on, or that would find no row, waits for its next time. Returns how many were started.
 */
export async function startDueChecks(now: Date): Promise<number> {
  const due = await db.checkSchedule.findMany({
    where: { everyHours: { gt: 0 }, nextAt: { lte: now } },
    orderBy: { nextAt: 'asc' },
  })
  let started = 0
  for (const schedule of due) if (await startDue(schedule, now)) started += 1
  return started
}

type Due = { id: string; workspaceId: string; waveId: string | null; lastBatchId: string | null } & Pick<
  Stored,
  'nextAt' | 'everyHours'
>

async function startDue({ id, workspaceId, waveId, nextAt, everyHours, lastBatchId }: Due, now: Date) {
  const next = new Date(now.getTime() + everyHours * HOUR_MS)
  const take = async (tx: Tx, batchId: string | null): Promise<boolean> => {
    const data = batchId === null ? { nextAt: next } : { nextAt: next, lastBatchId: batchId }
    return (await tx.checkSchedule.updateMany({ where: { id, workspaceId, nextAt }, data })).count === 1
  }
  if (!(await isRunning(lastBatchId))) {
    const run = await startScheduledChecks(systemActor(workspaceId, 'worker'), waveId, take)
    if (run.ok) return true
  }
  await writeTransaction((tx) => take(tx, null))
  return false
}
