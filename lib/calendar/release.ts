import { approvalState, markOf } from '@/lib/approvals/approval-state'
import { closedGatesOf, openIncidents } from '@/lib/readiness/queries'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { loadPeople } from './people'
import { type ReleaseBlocker, releaseBlockers } from './release-rules'
import { countWave, findWave, stateOf } from './wave-store'

/** Everything between a wave and its release at this moment; null when the workspace has no such wave. */
export async function releaseBlockersOf(
  actor: Actor,
  waveId: string,
  now = new Date(),
): Promise<ReleaseBlocker[] | null> {
  const { workspaceId } = actor
  const wave = await findWave(workspaceId, waveId)
  if (!wave) return null
  const [before, freezes, counts, incidents, people, signOff, mark] = await Promise.all([
    wave.dependsOnId ? findWave(workspaceId, wave.dependsOnId) : null,
    db.freezeWindow.findMany({ where: { workspaceId, startsAt: { lte: now }, endsAt: { gt: now } } }),
    countWave(db, workspaceId, waveId),
    openIncidents(actor),
    loadPeople(workspaceId),
    approvalState(workspaceId, 'wave', waveId, { now }),
    markOf(workspaceId, { kind: 'wave', subjectId: waveId }),
  ])
  const closed = await closedGatesOf(actor, counts)
  return releaseBlockers({
    now,
    startsAt: wave.startsAt,
    endsAt: wave.endsAt,
    waveOwner: people.get(wave.ownerMemberId ?? '')?.name ?? null,
    dependsOn: before ? { id: before.id, number: before.number, name: before.name, state: stateOf(before) } : null,
    freezes,
    incidents,
    signOff,
    restsOnChanged: mark?.causeTitle ?? null,
    closedGates: closed.map(({ key, name, sentence, owner, href }) => ({ key, name, sentence, owner, href })),
  })
}
