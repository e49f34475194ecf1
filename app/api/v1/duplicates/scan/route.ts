import { duplicatesScan } from '@/lib/api/calls/duplicates'
import { startScan } from '@/lib/duplicates/run-scans'
import { apiRoute, otherMethods } from '@/lib/server/api-route'
import { ok } from '@/lib/shared/result'

export const dynamic = 'force-dynamic'

export const POST = apiRoute(duplicatesScan, async ({ actor }) => {
  const started = await startScan(actor)
  return started.ok ? ok({ id: started.value.scanId, state: 'running' }) : started
})

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods('POST')
