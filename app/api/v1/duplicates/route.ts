import { duplicatesList } from '@/lib/api/calls/duplicates'
import { writeCursor } from '@/lib/api/cursor'
import { findPairs } from '@/lib/duplicates/api-pairs'
import { apiRoute, otherMethods } from '@/lib/server/api-route'
import { ok } from '@/lib/shared/result'

export const dynamic = 'force-dynamic'

export const GET = apiRoute(duplicatesList, async ({ actor, query }) => {
  const found = await findPairs(actor, query)
  if (!found.ok) return found
  const { items, nextCursor } = found.value
  return ok({ items, nextCursor: writeCursor('duplicates', nextCursor) })
})

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET')
