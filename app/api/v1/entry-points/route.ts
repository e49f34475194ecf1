import { entryPointCreate, entryPointsList } from '@/lib/api/calls/entry-points'
import { writeCursor } from '@/lib/api/cursor'
import { listEntryPoints, toAnswer } from '@/lib/entry-points/api-list'
import { createEntryPoint } from '@/lib/entry-points/create-entry-point'
import { apiRoute, otherMethods } from '@/lib/server/api-route'
import { ok } from '@/lib/shared/result'

export const dynamic = 'force-dynamic'

export const GET = apiRoute(entryPointsList, async ({ actor, query }) => {
  const { cursor, limit, ...filters } = query
  const found = await listEntryPoints(actor, { cursor, limit, filters })
  if (!found.ok) return found
  const { items, nextCursor } = found.value
  return ok({ items, nextCursor: writeCursor('entry-points', nextCursor) })
})

export const POST = apiRoute(entryPointCreate, async ({ actor, body }) => {
  const made = await createEntryPoint(actor, body)
  return made.ok ? ok(toAnswer(made.value)) : made
})

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET', 'POST')
