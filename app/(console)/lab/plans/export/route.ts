import { exportPlans } from '@/lib/lab/plan-queries'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'
import { planList } from '../list'

/** The plans that the list shows, as CSV. */
export const GET = memberRoute('lab:read', async (actor, request) => {
  const { filters } = planList.parse(new URL(request.url).searchParams)
  const result = await exportPlans(actor, filters)
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('test-plans.csv') })
})
