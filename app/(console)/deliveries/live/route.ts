import { liveStream } from '@/lib/deliveries/live-stream'
import { EVENT_STREAM_HEADERS } from '@/lib/server/event-stream'
import { memberRoute } from '@/lib/server/member-route'

/** News for the Deliveries page as server-sent events. */
export const GET = memberRoute(
  'deliveries:read',
  (actor, request) => new Response(liveStream(actor, request.signal), { headers: EVENT_STREAM_HEADERS }),
)
