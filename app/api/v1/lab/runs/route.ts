import { labRunCreate } from '@/lib/api/calls/lab'
import { startRequested } from '@/lib/lab/start-run'
import { apiRoute, otherMethods } from '@/lib/server/api-route'

export const dynamic = 'force-dynamic'

export const POST = apiRoute(labRunCreate, ({ actor, body }) => startRequested(actor, body))

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods('POST')
