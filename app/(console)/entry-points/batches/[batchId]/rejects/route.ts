import { exportRejects } from '@/lib/entry-points/batches'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'

/** The rows an import refused, to be put right and imported again. */
export const GET = memberRoute<{ batchId: string }>('entry-points:write', async (actor, _request, { batchId }) => {
  const result = await exportRejects(actor, batchId)
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('entry-points-rejects.csv') })
})
