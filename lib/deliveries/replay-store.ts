import { db, sqlOf, type Tx } from '@/lib/server/db'
import { inList } from '@/lib/server/sql'
import { type EventWhere, nextEventIds } from './event-store'
import { inParts } from './in-parts'

/** One replay touches at most this many events; a larger set is replayed in several, each with its own audit event. */
const REPLAY_LIMIT = 20_000
const PART = 500

/** What was chosen, and how much of it can be resolved again. */
export type Chosen = {
  eventIds: string[]
  deliveryIds: string[]
  purged: number
  alreadyWaiting: number
  more: boolean
}

/** Every event of the filter, newest first, up to the limit. */
export async function matchingIds(where: EventWhere): Promise<{ ids: string[]; more: boolean }> {
  const ids: string[] = []
  while (ids.length <= REPLAY_LIMIT) {
    const part = await nextEventIds(where, { after: ids.at(-1), take: PART })
    ids.push(...part)
    if (part.length < PART) break
  }
  return { ids: ids.slice(0, REPLAY_LIMIT), more: ids.length > REPLAY_LIMIT }
}

export async function eventIdsOfDeliveries(workspaceId: string, deliveryIds: string[]): Promise<string[]> {
  const rows = await inParts(deliveryIds, (part) =>
    db.event.findMany({ where: { workspaceId, deliveryId: { in: part } }, select: { id: true }, take: REPLAY_LIMIT }),
  )
  return rows.map((row) => row.id)
}

/** Deliveries of the workspace among these ids, with whether their bytes are still there. */
export async function replayableDeliveries(
  workspaceId: string,
  ids: string[],
): Promise<{ id: string; purged: boolean }[]> {
  const rows = await inParts(ids, (part) =>
    db.delivery.findMany({ where: { workspaceId, id: { in: part } }, select: { id: true, purgedAt: true } }),
  )
  return rows.map((row) => ({ id: row.id, purged: row.purgedAt !== null }))
}

/** Sorts out which of these events of the workspace can be resolved again: their bytes must still be there. */
export async function chooseEvents(workspaceId: string, ids: string[]): Promise<Omit<Chosen, 'more'>> {
  const events = await inParts(ids, (part) =>
    db.event.findMany({
      where: { workspaceId, id: { in: part } },
      select: { id: true, deliveryId: true, outcome: true },
    }),
  )
  const deliveries = await replayableDeliveries(workspaceId, [...new Set(events.map((event) => event.deliveryId))])
  const kept = new Set(deliveries.filter((delivery) => !delivery.purged).map((delivery) => delivery.id))
  const replayable = events.filter((event) => kept.has(event.deliveryId))
  const waiting = replayable.filter((event) => event.outcome === 'pending').length
  return {
    eventIds: replayable.filter((event) => event.outcome !== 'pending').map((event) => event.id),
    deliveryIds: [...new Set(replayable.map((event) => event.deliveryId))],
    purged: events.length - replayable.length,
    alreadyWaiting: waiting,
  }
}

/**
 * Puts events back to `pending` and their deliveries back in the worker's queue. What the events said before stays until
 * the worker writes anew. A delivery that is in the queue already keeps its place and its claim.
 */
export async function putBack(
  tx: Tx,
  workspaceId: string,
  chosen: Pick<Chosen, 'eventIds' | 'deliveryIds'>,
): Promise<void> {
  const sql = sqlOf(tx)
  const among = inList(sql)
  await sql.run(
    `UPDATE "Event" SET "outcome" = 'pending', "resolvedAt" = NULL WHERE "workspaceId" = ? AND "id" IN ${among}`,
    [workspaceId, JSON.stringify(chosen.eventIds)],
  )
  await requeue(tx, workspaceId, chosen.deliveryIds)
}

/** Returns how many deliveries were not in the queue before. */
export async function requeue(tx: Tx, workspaceId: string, deliveryIds: string[]): Promise<number> {
  const sql = sqlOf(tx)
  return sql.run(
    `UPDATE "Delivery" SET "state" = 'stored', "tries" = 0, "nextTryAt" = NULL, "claimedBy" = NULL, "claimedUntil" = NULL,
     "problem" = NULL WHERE "workspaceId" = ? AND "state" <> 'stored' AND "id" IN ${inList(sql)}`,
    [workspaceId, JSON.stringify(deliveryIds)],
  )
}

/** The updates of these deliveries on which Handrail gave up are decided again when their delivery is. */
export async function putBackSetAside(tx: Tx, workspaceId: string, deliveryIds: string[]): Promise<void> {
  const sql = sqlOf(tx)
  await sql.run(
    `UPDATE "Event" SET "outcome" = 'pending', "resolvedAt" = NULL
     WHERE "workspaceId" = ? AND "errorCode" = 'processing-failed' AND "deliveryId" IN ${inList(sql)}`,
    [workspaceId, JSON.stringify(deliveryIds)],
  )
}
