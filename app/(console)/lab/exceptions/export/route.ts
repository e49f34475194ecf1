import { exportExceptions } from '@/lib/lab/exception-queries'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'
import { exceptionList } from '../list'

/** The places where a phone is still needed, as CSV. */
export const GET = memberRoute('lab:read', async (actor, request) => {
  const { filters } = exceptionList.parse(new URL(request.url).searchParams)
  const result = await exportExceptions(actor, filters)
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('still-by-phone.csv') })
})
