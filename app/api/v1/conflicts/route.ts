import { conflictsList } from '@/lib/api/calls/conflicts'
import { writeCursor } from '@/lib/api/cursor'
import { findConflicts } from '@/lib/duplicates/queries'
import { apiRoute, otherMethods } from '@/lib/server/api-route'
import { ok } from '@/lib/shared/result'

export const dynamic = 'force-dynamic'

export const GET = apiRoute(conflictsList, async ({ actor, query }) => {
  const found = await findConflicts(actor, query)
  if (!found.ok) return found
  const { items, nextCursor } = found.value
  return ok({ items, nextCursor: writeCursor('conflicts', nextCursor) })
})

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET')
