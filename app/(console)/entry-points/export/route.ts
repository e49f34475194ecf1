import { exportEntryPoints } from '@/lib/entry-points/export-entry-points'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'
import { entryPointList, filtersOf } from '../list'

/** What the list shows, as a file that imports again unchanged. */
export const GET = memberRoute('entry-points:read', async (actor, request) => {
  const state = entryPointList.parse(new URL(request.url).searchParams)
  const result = await exportEntryPoints(actor, filtersOf(state))
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('entry-points.csv') })
})
