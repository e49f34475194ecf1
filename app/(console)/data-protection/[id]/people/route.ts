import { exportPeople } from '@/lib/data-protection/queries'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'

/** The customers of a dataset by phone, to load into the CRM of a staging system. */
export const GET = memberRoute<{ id: string }>('data-protection:use', async (actor, _request, { id }) => {
  const result = await exportPeople(actor, id)
  if (!result.ok) return routeRefusal(result.code, result.details)
  return new Response(result.value.stream, { headers: csvHeaders('test-customers.csv') })
})
