import { exportChecks } from '@/lib/field-map/checks'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'
import { checkList } from '../list'

/** The checks that the list shows, as CSV. */
export const GET = memberRoute('field-map:read', async (actor, request) => {
  const { filters } = checkList.parse(new URL(request.url).searchParams)
  const result = await exportChecks(actor, filters)
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('two-conversation-checks.csv') })
})
