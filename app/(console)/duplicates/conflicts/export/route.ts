import { exportConflicts } from '@/lib/duplicates/export'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'
import { conflictList, filterOf } from '../list'

/** The list as CSV: masked, unless `plain=1` is asked for by somebody who may see identifiers. */
export const GET = memberRoute('duplicates:read', async (actor, request) => {
  const url = new URL(request.url)
  const { filters } = conflictList.parse(url.searchParams)
  const plain = url.searchParams.get('plain') === '1'
  const result = await exportConflicts(actor, { filter: filterOf(filters), plain })
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('conflicts.csv') })
})
