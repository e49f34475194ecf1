import { liveStream } from '@/lib/deliveries/live-stream'
import { memberRoute } from '@/lib/server/member-route'

/** News for the Deliveries page as server-sent events. `no-transform` keeps a proxy from holding them back to compress. */
export const GET = memberRoute(
  'deliveries:read',
  (actor, request) =>
    new Response(liveStream(actor, request.signal), {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
      },
    }),
)
