import { deliveryReplay } from '@/lib/api/calls/events'
import { replayDeliveries } from '@/lib/deliveries/replay'
import { apiRoute, otherMethods } from '@/lib/server/api-route'

export const dynamic = 'force-dynamic'

export const POST = apiRoute(deliveryReplay, ({ actor, params }) =>
  replayDeliveries(actor, { deliveryIds: [params.id] }),
)

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods('POST')
