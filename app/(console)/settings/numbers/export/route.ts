import { memberRoute } from '@/lib/server/member-route'
import { exportNumbers } from '@/lib/settings/export-numbers'
import { csvHeaders } from '@/lib/shared/csv'
import { numberList } from '../list'

/** What the list shows, as CSV. */
export const GET = memberRoute('settings:read', async (actor, request) => {
  const { filters, sort, dir } = numberList.parse(new URL(request.url).searchParams)
  return new Response(await exportNumbers(actor, filters, { sort, dir }), { headers: csvHeaders('numbers.csv') })
})
