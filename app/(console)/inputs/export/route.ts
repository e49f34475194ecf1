import { exportInputs } from '@/lib/inputs/export-inputs'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'

/** The seven inputs, as CSV. */
export const GET = memberRoute('inputs:read', async (actor) => {
  const result = await exportInputs(actor)
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('inputs.csv') })
})
