import { calendarMarkOf } from '@/lib/calendar/queries'
import { memberRoute } from '@/lib/server/member-route'

/** A number that changes when the calendar does: a page that shows another one is old. */
export const GET = memberRoute('calendar:read', async (actor) =>
  Response.json({ mark: await calendarMarkOf(actor) }, { headers: { 'cache-control': 'no-store' } }),
)
