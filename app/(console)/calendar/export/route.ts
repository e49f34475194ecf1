import { exportCalendar } from '@/lib/calendar/export-calendar'
import { memberRoute } from '@/lib/server/member-route'
import { currentWorkspace } from '@/lib/server/workspace'
import { csvHeaders } from '@/lib/shared/csv'
import { dayAt } from '@/lib/shared/zone-time'
import { calendarList, requestOf } from '../list'

/** The days of the view, with its filters, as a file. */
export const GET = memberRoute('calendar:read', async (actor, request) => {
  const state = calendarList.parse(new URL(request.url).searchParams)
  const { zone } = await currentWorkspace(actor)
  const csv = await exportCalendar(
    actor,
    requestOf(state, { today: dayAt(new Date(), zone), memberId: actor.memberId }),
  )
  return new Response(csv, { headers: csvHeaders('calendar.csv') })
})
