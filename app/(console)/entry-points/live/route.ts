import { sheetStream } from '@/lib/entry-points/live'
import { EVENT_STREAM_HEADERS } from '@/lib/server/event-stream'
import { memberRoute } from '@/lib/server/member-route'

/** What others change on the sheet after the mark the browser has (`since`), as server-sent events. */
export const GET = memberRoute('entry-points:read', (actor, request) => {
  const since = Number(new URL(request.url).searchParams.get('since'))
  const mark = Number.isSafeInteger(since) && since > 0 ? since : 0
  return new Response(sheetStream(actor, request.signal, mark), { headers: EVENT_STREAM_HEADERS })
})
