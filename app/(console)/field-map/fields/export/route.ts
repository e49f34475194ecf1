import { exportFields } from '@/lib/field-map/queries'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'
import { fieldList } from '../list'

/** The fields that the list shows, as CSV. */
export const GET = memberRoute('field-map:read', async (actor, request) => {
  const { filters } = fieldList.parse(new URL(request.url).searchParams)
  const result = await exportFields(actor, filters)
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('field-map.csv') })
})
