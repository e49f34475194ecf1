import { deliveriesList } from '@/lib/api/calls/events'
import { writeCursor } from '@/lib/api/cursor'
import { findDeliveries } from '@/lib/deliveries/queries'
import { apiRoute, otherMethods } from '@/lib/server/api-route'
import { ok } from '@/lib/shared/result'

export const dynamic = 'force-dynamic'

export const GET = apiRoute(deliveriesList, async ({ actor, query }) => {
  const { items, nextCursor } = await findDeliveries(actor, query)
  return ok({ items, nextCursor: writeCursor('deliveries', nextCursor) })
})

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET')
