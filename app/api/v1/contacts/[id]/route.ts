import { contactRead } from '@/lib/api/calls/contacts'
import { getContact } from '@/lib/contacts/queries'
import { apiRoute, otherMethods } from '@/lib/server/api-route'

export const dynamic = 'force-dynamic'

export const GET = apiRoute(contactRead, ({ actor, params }) => getContact(actor, params.id))

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET')
