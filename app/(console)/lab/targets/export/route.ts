import { exportTargets } from '@/lib/lab/target-queries'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'
import { targetList } from '../list'

/** The targets that the list shows, as CSV, without secrets. */
export const GET = memberRoute('lab:read', async (actor, request) => {
  const { filters } = targetList.parse(new URL(request.url).searchParams)
  const result = await exportTargets(actor, filters)
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('lab-targets.csv') })
})
