import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import type { Tx } from '@/lib/server/db'
import { currentWorkspace } from '@/lib/server/workspace'
import { newId } from '@/lib/shared/ids'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import { windowOf } from './changes'
import { loadPeople } from './people'
import { CALENDAR_LIMITS, type CreateWave } from './schema'
import { findWave, loadWaves } from './wave-store'

export type PlanRefusal = 'owner-unknown' | 'unknown-wave' | 'window-backwards'
type Refusal = PlanRefusal | 'not-allowed' | 'too-many-waves'

/** The people and waves a plan names must be there. */
export async function refusePlan(
  tx: Tx,
  workspaceId: string,
  plan: { ownerMemberId?: string | null; dependsOnId?: string | null },
): Promise<Failure<'owner-unknown' | 'unknown-wave'> | null> {
  if (plan.ownerMemberId) {
    const owner = (await loadPeople(workspaceId, tx)).get(plan.ownerMemberId)
    if (!owner || owner.disabled) return fail('owner-unknown')
  }
  if (plan.dependsOnId && !(await findWave(workspaceId, plan.dependsOnId, tx))) return fail('unknown-wave')
  return null
}

/** Plans a wave after the last one. */
export async function createWave(
  actor: Actor,
  input: CreateWave,
): Promise<Result<{ id: string; number: number }, Refusal>> {
  if (!can(actor, 'calendar:write')) return fail('not-allowed')
  const { workspaceId } = actor
  const { window: times, ...plan } = input
  const window = times ? windowOf(times, await currentWorkspace(actor)) : { startsAt: null, endsAt: null }
  if (!window) return fail('window-backwards')
  return transact<{ id: string; number: number }, Refusal>(actor, async (tx, record) => {
    const refused = await refusePlan(tx, workspaceId, plan)
    if (refused) return refused
    const number = Math.max(0, ...(await loadWaves(workspaceId, tx)).map((wave) => wave.number)) + 1
    if (number > CALENDAR_LIMITS.waves) return fail('too-many-waves')
    const id = newId('wv')
    await tx.wave.create({ data: { id, workspaceId, number, ...plan, ...window } })
    record({ action: 'wave.created', subject: { kind: 'wave', id }, after: { number, ...plan, ...window } })
    return ok({ id, number })
  })
}
