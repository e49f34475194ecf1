import { exportHandles } from '@/lib/handles/list-handles'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'
import { handleList } from '../list'

/** The list as it is filtered, as CSV. */
export const GET = memberRoute('handles:read', async (actor, request) => {
  const { filters } = handleList.parse(new URL(request.url).searchParams)
  const result = await exportHandles(actor, filters)
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('handles.csv') })
})
