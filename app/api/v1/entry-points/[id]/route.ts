import { entryPointUpdate } from '@/lib/api/calls/entry-points'
import { toAnswer } from '@/lib/entry-points/api-list'
import type { EntryPointView } from '@/lib/entry-points/schema'
import { updateEntryPoint } from '@/lib/entry-points/update-entry-point'
import { apiRoute, otherMethods } from '@/lib/server/api-route'
import { fail, ok } from '@/lib/shared/result'

export const dynamic = 'force-dynamic'

export const PATCH = apiRoute(entryPointUpdate, async ({ actor, params, body, version }) => {
  const changed = await updateEntryPoint(actor, { id: params.id, version, patch: body })
  if (changed.ok) return ok(toAnswer(changed.value))
  if (changed.code !== 'stale-version' || !changed.details) return changed
  // Both versions in the words of the API: the row as it is now, and what was asked of an older one.
  const { current, yours, changedBy } = changed.details
  return fail('stale-version', {
    current: toAnswer(current as EntryPointView),
    yours: { version, ...(yours as object) },
    changedBy,
  })
})

export const { GET, POST, PUT, DELETE, OPTIONS } = otherMethods('PATCH')
