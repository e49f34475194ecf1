import { rejectsFile } from '@/lib/contacts/import-queries'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'

/** The rows that failed, with their columns as they were, then where and why. */
export const GET = memberRoute<{ batchId: string }>('contacts:write', async (actor, _request, { batchId }) => {
  const result = await rejectsFile(actor, batchId)
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value.body, { headers: csvHeaders(result.value.fileName) })
})
