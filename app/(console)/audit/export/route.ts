import { exportAudit } from '@/lib/audit/export'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { currentWorkspace } from '@/lib/server/workspace'
import { csvHeaders } from '@/lib/shared/csv'
import { auditList, filterOf } from '../list'

/** What the list shows, as CSV with the hashes of every entry. */
export const GET = memberRoute('audit:export', async (actor, request) => {
  const state = auditList.parse(new URL(request.url).searchParams)
  const { zone } = await currentWorkspace(actor)
  const result = await exportAudit(actor, filterOf(state, zone))
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('audit.csv') })
})
