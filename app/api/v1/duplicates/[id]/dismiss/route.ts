import { duplicateDismiss } from '@/lib/api/calls/duplicates'
import { dismissById } from '@/lib/duplicates/api-pairs'
import { apiRoute, otherMethods } from '@/lib/server/api-route'

export const dynamic = 'force-dynamic'

export const POST = apiRoute(duplicateDismiss, ({ actor, params, body }) =>
  dismissById(actor, { id: params.id, version: body.version, note: body.note }),
)

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods('POST')
