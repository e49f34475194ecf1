import { exportSystems } from '@/lib/inputs/systems'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'
import { systemList } from '../list'

/** The register that the list shows, as CSV that imports again. */
export const GET = memberRoute('inputs:read', async (actor, request) => {
  const { filters } = systemList.parse(new URL(request.url).searchParams)
  const result = await exportSystems(actor, filters)
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('systems.csv') })
})
