import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { readEvents } from './event-record'
import { type EventRow, rowOf } from './list-events'
import { nameBook } from './names'

/** What a delivery has become: its state and the events the worker read from it so far. */
export type DeliveryResult = { state: string; problem: string | null; events: EventRow[] }

/** Null when the delivery is not one of the actor's workspace. */
export async function deliveryResult(actor: Actor, deliveryId: string): Promise<DeliveryResult | null> {
  const { workspaceId } = actor
  const delivery = await db.delivery.findFirst({
    where: { workspaceId, id: deliveryId },
    select: { state: true, problem: true },
  })
  if (!delivery) return null
  const rows = await db.event.findMany({
    where: { workspaceId, deliveryId },
    orderBy: { position: 'asc' },
    select: { id: true },
    take: 50,
  })
  const events = await readEvents(
    workspaceId,
    rows.map((row) => row.id),
  )
  const names = await nameBook(workspaceId, events)
  return { ...delivery, events: events.map((event) => rowOf(event, names)) }
}
