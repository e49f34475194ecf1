import type { Actor } from '@/lib/server/actor'
import { type Failure, failureOf } from './failure'
import { countCauses, instancesOf } from './failure-store'

/** One cause of failure with how often and since when. */
export type CauseGroup = Failure & { count: number; more: boolean; firstAt: Date; lastAt: Date }

/** The failures of the workspace by cause, the most frequent first. The sentence is that of the latest one. */
export async function listCauses(actor: Actor): Promise<CauseGroup[]> {
  const { workspaceId } = actor
  const counts = await countCauses(workspaceId)
  const instances = await instancesOf(
    workspaceId,
    counts.flatMap(({ firstId, lastId }) => [firstId, lastId]),
  )
  return counts
    .flatMap(({ errorCode, count, more, firstId, lastId }) => {
      const first = instances.get(firstId)
      const last = instances.get(lastId)
      const failure = last && failureOf(errorCode, last.errorArgs)
      return failure && first ? [{ ...failure, count, more, firstAt: first.receivedAt, lastAt: last.receivedAt }] : []
    })
    .sort((a, b) => b.count - a.count || (a.cause < b.cause ? -1 : 1))
}
