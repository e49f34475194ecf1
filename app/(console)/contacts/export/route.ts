import { exportContacts } from '@/lib/contacts/export'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { csvHeaders } from '@/lib/shared/csv'
import { contactList } from '../list'

/** The list as CSV: masked, unless `plain=1` is asked for by somebody who may see identifiers. */
export const GET = memberRoute('contacts:export', async (actor, request) => {
  const url = new URL(request.url)
  const { filters } = contactList.parse(url.searchParams)
  const plain = url.searchParams.get('plain') === '1'
  const result = await exportContacts(actor, { filters, plain })
  if (!result.ok) return routeRefusal(result.code)
  return new Response(result.value, { headers: csvHeaders('contacts.csv') })
})
