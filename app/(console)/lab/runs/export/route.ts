import { exportRuns } from '@/lib/lab/runs'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'
import { runList } from '../list'

/** The runs that the list shows, as CSV. */
export const GET = memberRoute('lab:read', async (actor, request) => {
  const { filters } = runList.parse(new URL(request.url).searchParams)
  const result = await exportRuns(actor, filters)
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('test-runs.csv') })
})
