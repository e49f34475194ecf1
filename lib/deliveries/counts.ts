import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { countEvents, whereEvents } from './event-store'
import { countCauses } from './failure-store'
import type { EventView } from './kinds'
import { eventQuery } from './list-events'

export type Count = { count: number; more: boolean }
export type ViewCounts = { all: number; review: Count; noPhone: Count; notUnderstood: Count; causes: number }

/** A full count is made again after this long; in between only what is new is counted. */
const RECOUNT_MS = 60_000
type Known = { total: number; upTo: string; at: number }
const known = new Map<string, Known>()

/**
 * How many events there are. Events are only ever added, and their ids grow with time, so a page costs the count of what
 * came since the last one and not of the whole table.
 */
async function totalEvents(workspaceId: string, now = Date.now()): Promise<number> {
  const last = known.get(workspaceId)
  const fresh = last && now - last.at < RECOUNT_MS ? last : undefined
  const newest = await db.event.findFirst({ where: { workspaceId }, orderBy: { id: 'desc' }, select: { id: true } })
  if (!newest) return 0
  const added = await db.event.count({ where: { workspaceId, id: { gt: fresh?.upTo ?? '', lte: newest.id } } })
  const total = (fresh?.total ?? 0) + added
  known.set(workspaceId, { total, upTo: newest.id, at: fresh?.at ?? now })
  return total
}

async function countView(actor: Actor, view: EventView): Promise<Count> {
  return countEvents(await whereEvents(await eventQuery(actor, { view })))
}

/** Events that wait for a person to say who wrote: one read of an index, for places that show nothing else. @public */
export function reviewCount(actor: Actor): Promise<Count> {
  return countView(actor, 'review')
}

/** The numbers beside the tabs. */
export async function viewCounts(actor: Actor): Promise<ViewCounts> {
  const [all, review, noPhone, notUnderstood, causes] = await Promise.all([
    totalEvents(actor.workspaceId),
    countView(actor, 'review'),
    countView(actor, 'no-phone'),
    countView(actor, 'not-understood'),
    countCauses(actor.workspaceId),
  ])
  return { all, review, noPhone, notUnderstood, causes: causes.length }
}
