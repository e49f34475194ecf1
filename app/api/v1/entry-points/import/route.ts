import { entryPointsImport } from '@/lib/api/calls/entry-points'
import { importEntryPoints } from '@/lib/entry-points/import-entry-points'
import { apiRoute, otherMethods } from '@/lib/server/api-route'
import { ok } from '@/lib/shared/result'

export const dynamic = 'force-dynamic'

export const POST = apiRoute(entryPointsImport, async ({ actor, query, body }) => {
  const done = await importEntryPoints(actor, { file: body, dryRun: query.dryRun, fileName: query.fileName ?? null })
  if (!done.ok) return done
  const { batchId, total, created, updated, skipped, failed, errors, unknownColumns, createdWaves } = done.value
  return ok({ batchId, total, created, updated, skipped, failed, errors, unknownColumns, createdWaves })
})

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods('POST')
