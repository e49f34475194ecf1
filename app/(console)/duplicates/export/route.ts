import { exportPairs } from '@/lib/duplicates/pairs'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'
import { pairList } from '../list'

/** The pairs that the list shows as CSV, without identifiers. */
export const GET = memberRoute('duplicates:read', async (actor, request) => {
  const { filters } = pairList.parse(new URL(request.url).searchParams)
  const result = await exportPairs(actor, filters)
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('possible-duplicates.csv') })
})
