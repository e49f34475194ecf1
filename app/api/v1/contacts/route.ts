import { contactsList } from '@/lib/api/calls/contacts'
import { writeCursor } from '@/lib/api/cursor'
import { findContacts } from '@/lib/contacts/queries'
import { apiRoute, otherMethods } from '@/lib/server/api-route'
import { ok } from '@/lib/shared/result'

export const dynamic = 'force-dynamic'

export const GET = apiRoute(contactsList, async ({ actor, query }) => {
  const found = await findContacts(actor, query)
  if (!found.ok) return found
  const { items, nextCursor } = found.value
  return ok({ items, nextCursor: writeCursor('contacts', nextCursor) })
})

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET')
