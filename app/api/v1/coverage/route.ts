import { coverageRead } from '@/lib/api/calls/coverage'
import { readCoverage } from '@/lib/contacts/coverage'
import { apiRoute, otherMethods } from '@/lib/server/api-route'

export const dynamic = 'force-dynamic'

export const GET = apiRoute(coverageRead, ({ actor }) => readCoverage(actor))

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET')
