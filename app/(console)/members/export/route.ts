import { exportMembers } from '@/lib/members/export-members'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'
import { memberList } from '../list'

/** What the list shows, as CSV. */
export const GET = memberRoute('members:read', async (actor, request) => {
  const { filters, sort, dir } = memberList.parse(new URL(request.url).searchParams)
  const result = await exportMembers(actor, filters, { sort, dir })
  return result.ok ? new Response(result.value, { headers: csvHeaders('members.csv') }) : routeRefusal(result.code)
})
