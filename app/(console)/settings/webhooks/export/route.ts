import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'
import { exportTold } from '@/lib/webhooks/queries'
import { toldList } from '../list'

/** What the list shows, as CSV. */
export const GET = memberRoute('connections:read', async (actor, request) => {
  const { filters } = toldList.parse(new URL(request.url).searchParams)
  const result = await exportTold(actor, filters)
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('webhooks.csv') })
})
