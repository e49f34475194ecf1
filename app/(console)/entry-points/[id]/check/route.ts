import { checkEntryPoint } from '@/lib/entry-points/check-entry-point'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'

/**
 * Visits one entry point and answers what was found. A route and not an action: it takes as long as somebody else's
 * server does, and actions of one page wait for each other.
 */
export const POST = memberRoute<{ id: string }>('entry-points:write', async (actor, _request, { id }) => {
  const checked = await checkEntryPoint(actor, id)
  if (!checked.ok) return routeRefusal(checked.code, checked.details)
  return Response.json(checked.value, { headers: { 'cache-control': 'no-store' } })
})
