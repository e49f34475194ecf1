import { exportRecords } from '@/lib/lab/records'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'
import { recordList } from '../list'

/** The test records that the list shows, as CSV. */
export const GET = memberRoute('lab:read', async (actor, request) => {
  const { filters } = recordList.parse(new URL(request.url).searchParams)
  const result = await exportRecords(actor, filters)
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('test-records.csv') })
})
