import { exportMerges } from '@/lib/merges/export'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'
import { mergeList } from '../list'

/** The list as CSV; filtered to what is open, it is the work list for the CRM. */
export const GET = memberRoute('duplicates:read', async (actor, request) => {
  const { filters } = mergeList.parse(new URL(request.url).searchParams)
  const result = await exportMerges(actor, filters)
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('merges.csv') })
})
