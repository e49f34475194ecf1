import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { currentWorkspace } from '@/lib/server/workspace'
import { dayAt } from '@/lib/shared/zone-time'
import {
  type CalendarFacts,
  type Clash,
  findClashes,
  findOverdue,
  findOwnerGaps,
  type Overdue,
  type OwnerGap,
} from './clash-rules'
import { calendarMark, dayLoad, latePrints } from './day-store'
import { listFreezes } from './freeze-windows'
import { choosable, loadPeople } from './people'
import type { WaveCounts, WaveView } from './schema'
import { countByWave, loadWaves, NO_ENTRY_POINTS, toWaveView } from './wave-store'

export type WaveListed = {
  id: string
  number: number
  name: string
  /** planned | ready | releasing | verifying | done | rolled_back */
  state: string
  startsAt: Date | null
  endsAt: Date | null
}

/** The waves of the actor's workspace in their order. */
export async function listWaves(actor: Pick<Actor, 'workspaceId'>): Promise<WaveListed[]> {
  return db.wave.findMany({
    where: { workspaceId: actor.workspaceId },
    select: { id: true, number: true, name: true, state: true, startsAt: true, endsAt: true },
    orderBy: { number: 'asc' },
  })
}

export type WaveWithCounts = WaveView & { counts: WaveCounts }

/** The waves in their order, each with its plan and its entry points counted. */
export async function wavesWithCounts({ workspaceId }: Pick<Actor, 'workspaceId'>): Promise<WaveWithCounts[]> {
  const [records, people, counts] = await Promise.all([
    loadWaves(workspaceId),
    loadPeople(workspaceId),
    countByWave(workspaceId),
  ])
  const byId = new Map(records.map((record) => [record.id, record]))
  return records.map((record) => ({
    ...toWaveView(record, people, byId),
    counts: counts.get(record.id) ?? NO_ENTRY_POINTS,
  }))
}

export type CalendarTroubles = { clashes: Clash[]; overdue: Overdue[]; gaps: OwnerGap[] }

/** What does not fit together, what is late, and what nobody owns. */
export async function calendarTroubles(
  actor: Pick<Actor, 'workspaceId'>,
  waves: readonly WaveWithCounts[],
  now = new Date(),
): Promise<CalendarTroubles> {
  const { workspaceId } = actor
  const { zone } = await currentWorkspace(actor)
  const today = dayAt(now, zone)
  const [freezes, load, late] = await Promise.all([
    listFreezes(actor),
    dayLoad(workspaceId),
    latePrints(workspaceId, today),
  ])
  const facts: CalendarFacts = {
    ...{ zone, today, freezes, load, latePrints: late.rows, latePrintCount: late.total },
    waves: waves.map(({ id, number, name, state, startsAt, endsAt, owner, dependsOn }) => ({
      ...{ id, number, name, state, startsAt, endsAt },
      ownerName: owner?.name ?? null,
      dependsOnId: dependsOn?.id ?? null,
    })),
  }
  return { clashes: findClashes(facts), overdue: findOverdue(facts, now), gaps: findOwnerGaps(facts) }
}

/** Changes whenever something changed that the calendar shows. */
export function calendarMarkOf({ workspaceId }: Pick<Actor, 'workspaceId'>): Promise<number> {
  return calendarMark(workspaceId)
}

/** Who can be made the owner of a wave or of the calendar. */
export async function ownerChoices({
  workspaceId,
}: Pick<Actor, 'workspaceId'>): Promise<{ id: string; name: string }[]> {
  return choosable(await loadPeople(workspaceId))
}
