import { readGatesFor } from '@/lib/readiness/queries'
import type { Gate } from '@/lib/readiness/schema'
import type { Actor } from '@/lib/server/actor'
import { currentWorkspace } from '@/lib/server/workspace'
import { listFreezes } from './freeze-windows'
import { type WaveWithCounts, wavesWithCounts } from './queries'
import type { FreezeView } from './schema'
import { isFinished, isUnderWay } from './wave-states'

/** The rollout as Overview, the wave track and the API tell it. */
export type Rollout = {
  zone: string
  waves: WaveWithCounts[]
  freezes: FreezeView[]
  /** The gates of every wave that has not gone out yet. */
  gates: ReadonlyMap<string, Gate[]>
  /** The wave that is being rolled back, else the one that is out. */
  current: WaveWithCounts | null
  /** The first wave that waits to go out. */
  next: WaveWithCounts | null
}

export function isRollingBackNow(wave: WaveWithCounts): boolean {
  return wave.rollbackAt !== null && wave.state !== 'rolled_back'
}

export async function readRollout(actor: Pick<Actor, 'workspaceId'>): Promise<Rollout> {
  const [{ zone }, waves, freezes] = await Promise.all([
    currentWorkspace(actor),
    wavesWithCounts(actor),
    listFreezes(actor),
  ])
  const waiting = waves.filter((wave) => !isFinished(wave.state) && !isUnderWay(wave.state))
  const gates = await readGatesFor(actor, new Map(waiting.map((wave) => [wave.id, wave.counts])))
  const current = waves.find(isRollingBackNow) ?? waves.find((wave) => isUnderWay(wave.state)) ?? null
  return { zone, waves, freezes, gates, current, next: waiting[0] ?? null }
}
