import type { Actor } from '@/lib/server/actor'
import { type Failure, failureOf } from './failure'
import { countCauses, receivedAtOf } from './failure-store'

/** One cause of failure with how often and since when. */
export type CauseGroup = Failure & { count: number; more: boolean; firstAt: Date; lastAt: Date }

/** The failures of the workspace by cause, the most frequent first. */
export async function listCauses(actor: Actor): Promise<CauseGroup[]> {
  const { workspaceId } = actor
  const counts = await countCauses(workspaceId)
  const received = await receivedAtOf(
    workspaceId,
    counts.flatMap(({ firstId, lastId }) => [firstId, lastId]),
  )
  return counts
    .flatMap(({ errorCode, metaCode, count, more, firstId, lastId }) => {
      const failure = failureOf(errorCode, metaCode === null ? null : { meta: metaCode })
      const firstAt = received.get(firstId)
      const lastAt = received.get(lastId)
      return failure && firstAt && lastAt ? [{ ...failure, count, more, firstAt, lastAt }] : []
    })
    .sort((a, b) => b.count - a.count || (a.cause < b.cause ? -1 : 1))
}
