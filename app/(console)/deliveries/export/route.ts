import { exportEvents } from '@/lib/deliveries/export'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'
import { eventList, filterOf } from '../list'

/** The list as CSV: masked, unless `plain=1` is asked for by somebody who may see identifiers. */
export const GET = memberRoute('deliveries:read', async (actor, request) => {
  const url = new URL(request.url)
  const { filters } = eventList.parse(url.searchParams)
  const plain = url.searchParams.get('plain') === '1'
  const result = await exportEvents(actor, filterOf(filters), { plain })
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('events.csv') })
})
