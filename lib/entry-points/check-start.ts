import { listWaves } from '@/lib/calendar/queries'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { sqlOf, type Tx } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import { lockSheet } from './bulk-store'
import { cancelRun, openRun, type RunScope } from './check-batch-store'
import type { CheckMany } from './check-schema'
import { findActive } from './check-store'
import type { EntryPointFilters } from './filters'
import { findAllIds } from './list-store'
import { contextOf } from './queries'

export type RunStarted = { batchId: string; total: number }

/** The rows of a filter as a run sees them; archived ones are on no sheet, so they are not checked. */
async function idsOf(actor: Actor, filters: EntryPointFilters): Promise<string[]> {
  return findAllIds({ filters: { ...filters, archived: null }, context: await contextOf(actor) })
}

/** What has to be written together with a run; false when somebody else was first, and nothing is started. */
type Alongside = (tx: Tx, batchId: string) => Promise<boolean>

async function start(
  actor: Actor,
  ids: readonly string[],
  what: RunScope,
  alongside?: Alongside,
): Promise<Result<RunStarted, 'nothing-matches'>> {
  return transact<RunStarted, 'nothing-matches'>(actor, async (tx, record) => {
    await lockSheet(sqlOf(tx), actor.workspaceId)
    const active = await findActive(tx, actor.workspaceId, ids)
    if (active.length === 0) return fail('nothing-matches')
    const batchId = await openRun(tx, {
      workspaceId: actor.workspaceId,
      ids: active,
      createdById: actorId(actor),
      what,
    })
    if (alongside && !(await alongside(tx, batchId))) return fail('nothing-matches')
    const subject = { kind: 'batch', id: batchId }
    record({
      action: 'entry-points.check-started',
      subject,
      more: { ...what, total: active.length },
      correlationId: batchId,
    })
    return ok({ batchId, total: active.length })
  })
}

/** Has chosen rows, or everything a filter shows, checked in the background. */
export async function startChecks(
  actor: Actor,
  { target }: CheckMany,
): Promise<Result<RunStarted, 'not-allowed' | 'nothing-matches'>> {
  if (!can(actor, 'entry-points:write')) return fail('not-allowed')
  if (target.kind === 'rows') return start(actor, target.ids, { kind: 'rows' })
  const whole = Object.values(target.filters).every((value) => value === null || value === undefined || value === '')
  return start(actor, await idsOf(actor, target.filters), { kind: whole ? 'sheet' : 'filter' })
}

/** What a schedule does: the whole sheet, or the rows of one wave, in one transaction with `alongside`. */
export async function startScheduledChecks(
  actor: Actor,
  waveId: string | null,
  alongside: Alongside,
): Promise<Result<RunStarted, 'nothing-matches'>> {
  if (waveId === null) return start(actor, await idsOf(actor, {}), { kind: 'sheet', scheduled: true }, alongside)
  const wave = (await listWaves(actor)).find((one) => one.id === waveId)
  if (!wave) return fail('nothing-matches')
  const ids = await idsOf(actor, { wave: [String(wave.number)] })
  return start(actor, ids, { kind: 'wave', waveNumber: wave.number, scheduled: true }, alongside)
}

/** Stops a run. What was checked stays checked; what waited is counted as left. */
export async function cancelChecks(
  actor: Actor,
  { batchId }: { batchId: string },
): Promise<Result<{ left: number }, 'not-allowed' | 'check-ended'>> {
  if (!can(actor, 'entry-points:write')) return fail('not-allowed')
  return transact<{ left: number }, 'check-ended'>(actor, async (tx, record) => {
    const left = await cancelRun(tx, actor.workspaceId, batchId, new Date())
    if (left === null) return fail('check-ended')
    const subject = { kind: 'batch', id: batchId }
    record({ action: 'entry-points.check-cancelled', subject, more: { left }, correlationId: batchId })
    return ok({ left })
  })
}
