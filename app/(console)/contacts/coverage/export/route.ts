import { exportCoverage } from '@/lib/contacts/export-coverage'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'

/** Coverage by place, as CSV. */
export const GET = memberRoute('contacts:read', async (actor) => {
  const result = await exportCoverage(actor)
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('coverage.csv') })
})
