import { resolveIdentity } from '@/lib/api/calls/resolve'
import { askResolver } from '@/lib/api/resolve-identity'
import { apiRoute, otherMethods } from '@/lib/server/api-route'

export const dynamic = 'force-dynamic'

export const POST = apiRoute(resolveIdentity, ({ actor, body }) => askResolver(actor, body))

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods('POST')
