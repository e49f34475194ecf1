import { authorsByAudit } from '@/lib/approvals/authors'
import type { ApprovalSubject } from '@/lib/approvals/subject'
import type { Tx } from '@/lib/server/db'
import { waveTitle } from './entries'
import { isFinished } from './wave-states'
import { findWave, stateOf, type WaveRecord } from './wave-store'

/** What makes somebody an author of a wave: planning it, not taking it through its day. */
const AUTHORING = ['wave.created', 'wave.updated'] as const

async function rowsOf(tx: Tx, workspaceId: string, waveId: string) {
  return tx.entryPoint.findMany({
    where: { workspaceId, waveId, archivedAt: null },
    select: { id: true, name: true, kind: true, newDestination: true, rollbackPath: true, ownerMemberId: true },
    orderBy: { id: 'asc' },
  })
}

function problemsOf(wave: WaveRecord, rows: readonly unknown[]): string[] {
  return [
    ...(isFinished(stateOf(wave)) ? ['The wave is over, so there is nothing left to sign off.'] : []),
    ...(wave.ownerMemberId ? [] : ['Nobody answers for the wave yet. Name an owner.']),
    ...(wave.startsAt && wave.endsAt ? [] : ['The wave has no release window yet.']),
    ...(rows.length > 0 ? [] : ['No entry point belongs to the wave yet.']),
  ]
}

/**
 * A wave is signed off with its plan and the change it brings to the public: which entry points lead where, and how each
 * is put back. What is ticked on the day is not part of it.
 */
export const waveSubject: ApprovalSubject = {
  kind: 'wave',
  async load(tx, workspaceId, subjectId) {
    const wave = await findWave(workspaceId, subjectId, tx)
    if (!wave) return null
    const rows = await rowsOf(tx, workspaceId, wave.id)
    const { name, goal, startsAt, endsAt, ownerMemberId, dependsOnId } = wave
    const owners = rows.flatMap((row) => row.ownerMemberId ?? [])
    const planners = await authorsByAudit(tx, workspaceId, { kind: 'wave', id: wave.id, actions: AUTHORING })
    return {
      title: waveTitle(wave),
      href: `/calendar/waves/${wave.id}`,
      content: {
        ...{ name, goal, startsAt, endsAt, owner: ownerMemberId, comesAfter: dependsOnId },
        entryPoints: rows.map(({ ownerMemberId: _, ...row }) => row),
      },
      authorIds: [...new Set([...(ownerMemberId ? [ownerMemberId] : []), ...planners])],
      concernedIds: [...new Set(owners)],
      problems: problemsOf(wave, rows),
    }
  },
}
