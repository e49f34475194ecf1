import { contactsBulk } from '@/lib/api/calls/contacts'
import { bulkUpsertContacts } from '@/lib/contacts/bulk-upsert'
import { apiRoute, otherMethods } from '@/lib/server/api-route'

export const dynamic = 'force-dynamic'

export const POST = apiRoute(contactsBulk, ({ actor, query, body }) => {
  const portfolioId = body.portfolioId ?? query.portfolioId
  return bulkUpsertContacts(actor, { contacts: body.contacts, ...(portfolioId ? { portfolioId } : {}) })
})

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods('POST')
