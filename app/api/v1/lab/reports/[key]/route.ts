import { labReportTake } from '@/lib/api/calls/lab'
import { takeReport } from '@/lib/lab/take-report'
import { keyedRoute, otherMethods } from '@/lib/server/api-route'

export const dynamic = 'force-dynamic'

export const POST = keyedRoute(labReportTake, ({ params, body }) => takeReport(params.key, body))

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods('POST')
