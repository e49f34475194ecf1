import { eventsList } from '@/lib/api/calls/events'
import { writeCursor } from '@/lib/api/cursor'
import { findEvents } from '@/lib/deliveries/queries'
import { recordReveal } from '@/lib/server/api-reveal'
import { apiRoute, otherMethods } from '@/lib/server/api-route'
import { ok } from '@/lib/shared/result'

export const dynamic = 'force-dynamic'

export const GET = apiRoute(eventsList, async ({ actor, query }) => {
  const { items, nextCursor } = await findEvents(actor, query)
  const shown = items.filter(({ replyTo }) => replyTo.to !== undefined || replyTo.recipient !== undefined)
  await recordReveal(
    actor,
    'event',
    shown.map((event) => event.id),
  )
  return ok({ items, nextCursor: writeCursor('events', nextCursor) })
})

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET')
