import { exportRequests } from '@/lib/policy/requests'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'
import { filterOf, requestList } from '../list'

/** The requests that the list shows, as CSV. */
export const GET = memberRoute('policy:read', async (actor, request) => {
  const { filters } = requestList.parse(new URL(request.url).searchParams)
  const result = await exportRequests(actor, filterOf(filters))
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('handle-requests.csv') })
})
