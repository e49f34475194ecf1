import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'

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
