import { exportOwnership } from '@/lib/inputs/export-inputs'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'

/** Who owns what, as CSV. */
export const GET = memberRoute('inputs:read', async (actor) => {
  const result = await exportOwnership(actor)
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('owners.csv') })
})
