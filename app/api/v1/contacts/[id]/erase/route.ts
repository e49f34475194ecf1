import { contactErase } from '@/lib/api/calls/erasure'
import { erasePerson } from '@/lib/erasure/erase'
import { apiRoute, otherMethods } from '@/lib/server/api-route'

export const dynamic = 'force-dynamic'

export const POST = apiRoute(contactErase, ({ actor, params, body }) =>
  erasePerson(actor, { ...body, contactId: params.id }),
)

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods('POST')
