import { exportNotifications } from '@/lib/notifications/queries'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'
import { notificationList } from '../list'

/** One's own notifications as they are filtered, as CSV. */
export const GET = memberRoute('overview:read', async (actor, request) => {
  const { filters } = notificationList.parse(new URL(request.url).searchParams)
  const result = await exportNotifications(actor, filters)
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('notifications.csv') })
})
