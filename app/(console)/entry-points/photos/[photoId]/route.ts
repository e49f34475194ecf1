import { findPhoto } from '@/lib/entry-points/check-queries'
import { DATA_POLICY } from '@/lib/server/headers'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'

/** A photo kept as evidence: only for members of its workspace, as a picture and nothing else. */
export const GET = memberRoute<{ photoId: string }>('entry-points:read', async (actor, _request, { photoId }) => {
  const photo = await findPhoto(actor, photoId)
  if (!photo) return routeRefusal('not-found')
  return new Response(photo.bytes, {
    headers: {
      'content-type': photo.mediaType,
      'content-length': String(photo.bytes.byteLength),
      'content-disposition': 'inline; filename="photo.jpg"',
      'content-security-policy': `${DATA_POLICY}; sandbox`,
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-store',
    },
  })
})
