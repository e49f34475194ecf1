import type { AuditAction } from '@/lib/audit/catalogue'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import type { Prisma, Tx } from '@/lib/server/db'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import { staleWave } from './edit-wave'
import { releaseBlockersOf } from './release'
import type { ReleaseBlocker } from './release-rules'
import type { MoveWave, OverriddenGate, OverrideRelease, Versioned } from './schema'
import { refuseMove, type WaveRefusalCode } from './wave-rules'
import { stateAfter, type WaveMove, type WaveState } from './wave-states'
import { countWave, findWave, isRollingBack, stateOf, type WaveRecord } from './wave-store'

type Refusal =
  | WaveRefusalCode
  | 'not-allowed'
  | 'not-found'
  | 'stale-version'
  | 'wave-blocked'
  | 'own-work'
  | 'nothing-closed'
export type MovedWave = { state: WaveState; version: number }

const ACTIONS: Record<WaveMove, AuditAction> = {
  'mark-ready': 'wave.ready',
  'back-to-planning': 'wave.unready',
  release: 'wave.released',
  verify: 'wave.verifying',
  'resume-moving': 'wave.resumed',
  announce: 'wave.announced',
  'start-rollback': 'wave.rollback-started',
  'stop-rollback': 'wave.rollback-stopped',
  'finish-rollback': 'wave.rolled-back',
  'plan-again': 'wave.planned-again',
}

type Change = Prisma.WaveUncheckedUpdateManyInput

/** What a move writes beside the state. */
function changeOf(move: WaveMove, now: Date, reason: string | undefined): Change {
  switch (move) {
    case 'release':
      return { releasedAt: now, finishedAt: null }
    case 'announce':
    case 'finish-rollback':
      return { finishedAt: now }
    case 'start-rollback':
      return { rollbackAt: now, rollbackReason: reason ?? null }
    case 'stop-rollback':
      return { rollbackAt: null, rollbackReason: null }
    case 'plan-again':
      return {
        ...{ rollbackAt: null, rollbackReason: null, releasedAt: null, finishedAt: null },
        ...{ overrideReason: null, overrideById: null },
      }
    default:
      return {}
  }
}

type Step = { move: WaveMove; change: Change; reason?: string | undefined; more?: Record<string, unknown> }

async function write(
  tx: Tx,
  found: WaveRecord,
  { move, change }: Step,
): Promise<{ state: WaveState; written: boolean }> {
  const state = stateAfter(move, { state: stateOf(found), rollingBack: isRollingBack(found) }) ?? stateOf(found)
  // The version and the state the decision was made on are both part of the write: of two at once exactly one wins.
  const { count } = await tx.wave.updateMany({
    where: { id: found.id, workspaceId: found.workspaceId, version: found.version, state: found.state },
    data: { ...change, state, version: { increment: 1 } },
  })
  return { state, written: count === 1 }
}

/** One step of a wave: the version that was seen, what the wave itself asks, then the write and its audit event. */
async function takeStep(
  actor: Actor,
  input: Versioned,
  decide: (found: WaveRecord) => Result<Step, Refusal>,
): Promise<Result<MovedWave, Refusal>> {
  const { workspaceId } = actor
  return transact<MovedWave, Refusal>(actor, async (tx, record) => {
    const found = await findWave(workspaceId, input.id, tx)
    if (!found) return fail('not-found')
    if (found.version !== input.version) return staleWave(tx, actor, found)
    const decided = decide(found)
    if (!decided.ok) return decided
    const step = decided.value
    const facts = { ...found, state: stateOf(found), rollingBack: isRollingBack(found) }
    const counts = await countWave(tx, workspaceId, found.id)
    const refused = refuseMove(step.move, { ...facts, counts }, step.reason)
    if (refused) return fail(refused.code, { ...refused.details, number: found.number, name: found.name })
    const { state, written } = await write(tx, found, step)
    if (!written) return staleWave(tx, actor, found)
    record({
      action: step.more ? 'wave.released-past-gates' : ACTIONS[step.move],
      subject: { kind: 'wave', id: found.id },
      before: { state: facts.state },
      after: { state },
      ...(step.reason ? { reason: step.reason } : {}),
      more: { ...step.more, counts },
    })
    return ok({ state, version: found.version + 1 })
  })
}

function blocked(blockers: readonly ReleaseBlocker[]): Failure<'wave-blocked'> {
  return fail('wave-blocked', { blockers: blockers.map(({ name, sentence, owner }) => ({ name, sentence, owner })) })
}

/**
 * Takes a wave one step further, or back. A release is refused with `wave-blocked` and everything that is in the way
 * while a gate before it is closed; the way past it is `overrideRelease`. Completion is announced only when every entry
 * point was clicked or scanned after it was moved.
 */
export async function moveWave(actor: Actor, input: MoveWave, now = new Date()): Promise<Result<MovedWave, Refusal>> {
  if (!can(actor, 'calendar:write')) return fail('not-allowed')
  const { move, reason } = input
  const blockers = move === 'release' ? await releaseBlockersOf(actor, input.id, now) : []
  if (!blockers) return fail('not-found')
  return takeStep(actor, input, (found) => {
    const fits = stateAfter(move, { state: stateOf(found), rollingBack: isRollingBack(found) }) !== null
    if (fits && blockers.length > 0) return blocked(blockers)
    return ok({ move, reason, change: changeOf(move, now, reason) })
  })
}

/**
 * An approver releases a wave past closed gates, with a reason that is audited and stays on the wave. Never their own
 * wave; never past what has to be put right instead (the wave before, the window).
 */
export async function overrideRelease(
  actor: Actor,
  input: OverrideRelease,
  now = new Date(),
): Promise<Result<MovedWave, Refusal>> {
  if (actor.kind !== 'member' || !can(actor, 'approvals:decide')) return fail('not-allowed')
  const blockers = await releaseBlockersOf(actor, input.id, now)
  if (!blockers) return fail('not-found')
  const { reason } = input
  const closed: OverriddenGate[] = blockers.map(({ key, name, sentence }) => ({ key, name, sentence }))
  return takeStep(actor, input, (found) => {
    if (found.ownerMemberId === actor.memberId) return fail('own-work')
    if (blockers.some((blocker) => !blocker.overridable)) return blocked(blockers.filter((one) => !one.overridable))
    if (closed.length === 0) return fail('nothing-closed')
    const past = { overrideReason: reason, overrideById: actor.memberId, overridden: closed }
    return ok({ move: 'release', reason, change: { ...changeOf('release', now, reason), ...past }, more: { closed } })
  })
}
