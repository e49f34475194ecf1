import { attestEntryPoint } from '@/lib/entry-points/check-attest'
import { attestSchema } from '@/lib/entry-points/check-schema'
import { PICTURE_LIMITS } from '@/lib/entry-points/qr-read'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'

/** A form without its picture is small; what announces more than both is not read at all. */
const LARGEST_FORM = PICTURE_LIMITS.bytes + 65_536

async function readForm(request: Request): Promise<FormData | null> {
  try {
    return await request.formData()
  } catch {
    return null
  }
}

/** What a person saw, with a note or a photo from their phone. */
export const POST = memberRoute<{ id: string }>('entry-points:write', async (actor, request, { id }) => {
  if (Number(request.headers.get('content-length') ?? 0) > LARGEST_FORM) return routeRefusal('picture-too-large')
  const form = await readForm(request)
  const photo = form?.get('photo')
  const input = attestSchema.safeParse({
    id,
    claim: form?.get('claim'),
    note: form?.get('note') ?? '',
    // A control in which nothing was chosen sends an empty file.
    photo: photo instanceof File && photo.size > 0 ? photo : null,
  })
  if (!input.success) return routeRefusal('bad-input', { message: input.error.issues[0]?.message })
  const { photo: file, ...said } = input.data
  const bytes = file ? new Uint8Array(await file.arrayBuffer()) : null
  const attested = await attestEntryPoint(actor, { ...said, photo: bytes })
  if (!attested.ok) return routeRefusal(attested.code, attested.details)
  return Response.json(attested.value, { headers: { 'cache-control': 'no-store' } })
})
