import { exportRequests } from '@/lib/approvals/queries'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'
import { approvalList } from '../list'

/** The requests that the list shows, as CSV. */
export const GET = memberRoute('approvals:read', async (actor, request) => {
  const { filters } = approvalList.parse(new URL(request.url).searchParams)
  const result = await exportRequests(actor, filters)
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('sign-offs.csv') })
})
