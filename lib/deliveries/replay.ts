import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { fail, ok, type Result } from '@/lib/shared/result'
import { whereEvents } from './event-store'
import { eventQuery } from './list-events'
import {
  type Chosen,
  chooseEvents,
  eventIdsOfDeliveries,
  matchingIds,
  putBack,
  replayableDeliveries,
} from './replay-store'
import type { EventFilter, ReplayInput } from './schema'

/** What a replay did: how many events and deliveries wait for the worker again, and how many could not be. */
export type ReplayCounts = {
  events: number
  deliveries: number
  /** Events whose body retention has deleted: there is nothing left to read again. */
  purged: number
  /** Events that were waiting already; replaying them twice has the effect of once. */
  alreadyWaiting: number
  /** True when the filter matches more than one replay takes. */
  more: boolean
}

type ReplayCode = 'not-allowed' | 'not-found' | 'bodies-purged'

async function chosenByDelivery(workspaceId: string, ids: string[]): Promise<Chosen | null> {
  const deliveries = await replayableDeliveries(workspaceId, ids)
  if (deliveries.length === 0) return null
  const kept = deliveries.filter((delivery) => !delivery.purged).map((delivery) => delivery.id)
  const { eventIds, alreadyWaiting } = await chooseEvents(workspaceId, await eventIdsOfDeliveries(workspaceId, kept))
  // A delivery that was set aside may have no events at all; it is read again from its bytes all the same.
  return { eventIds, deliveryIds: kept, alreadyWaiting, purged: deliveries.length - kept.length, more: false }
}

async function choose(actor: Actor, input: ReplayInput): Promise<Chosen | null> {
  const { workspaceId } = actor
  if ('deliveryIds' in input) return chosenByDelivery(workspaceId, input.deliveryIds)
  const picked =
    'eventIds' in input
      ? { ids: input.eventIds, more: false }
      : await matchingIds(await whereEvents(await eventQuery(actor, input.filter)))
  const chosen = await chooseEvents(workspaceId, picked.ids)
  const nothing = chosen.eventIds.length + chosen.alreadyWaiting + chosen.purged === 0
  return nothing ? null : { ...chosen, more: picked.more }
}

/** A filter in the audit log: which conditions there were. What somebody searched for may name a person, so it stays out. */
function auditedFilter({ q, ...filter }: EventFilter): Record<string, unknown> {
  return { ...filter, ...(q ? { searched: true } : {}) }
}

/**
 * Resolves events again from the bytes as they were received: by id, whole deliveries, or everything a filter matches
 * (at most 20,000 at once). It is safe to repeat: the events wait once, and the same update has the effect of one. One
 * audit event carries the counts. `bodies-purged` when nothing of what was chosen can be read any more.
 */
export async function replayDeliveries(actor: Actor, input: ReplayInput): Promise<Result<ReplayCounts, ReplayCode>> {
  if (!can(actor, 'deliveries:replay')) return fail('not-allowed')
  const chosen = await choose(actor, input)
  if (!chosen) return fail('not-found')
  if (chosen.deliveryIds.length === 0) return fail('bodies-purged', { count: chosen.purged })
  const counts: ReplayCounts = {
    events: chosen.eventIds.length,
    deliveries: chosen.deliveryIds.length,
    purged: chosen.purged,
    alreadyWaiting: chosen.alreadyWaiting,
    more: chosen.more,
  }
  const [only, another] = chosen.deliveryIds
  return transact<ReplayCounts, ReplayCode>(actor, async (tx, record) => {
    await putBack(tx, actor.workspaceId, chosen)
    record({
      action: 'delivery.replayed',
      subject: { kind: 'delivery', id: another === undefined ? (only ?? null) : null },
      more: { ...counts, ...('filter' in input ? { filter: auditedFilter(input.filter) } : {}) },
    })
    return ok(counts)
  })
}
