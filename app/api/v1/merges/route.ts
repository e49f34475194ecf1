import { mergeCreate } from '@/lib/api/calls/merges'
import { mergeContacts } from '@/lib/merges/merge-contacts'
import { recordReveal } from '@/lib/server/api-reveal'
import { apiRoute, otherMethods } from '@/lib/server/api-route'

export const dynamic = 'force-dynamic'

export const POST = apiRoute(mergeCreate, async ({ actor, body }) => {
  const result = await mergeContacts(actor, body)
  // Refused or not, the answer holds where replies go.
  const shows = result.ok || result.code === 'merge-refused'
  await recordReveal(actor, 'contact', shows ? [body.survivorId, body.mergedId] : [])
  return result
})

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods('POST')
