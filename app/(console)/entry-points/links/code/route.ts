import { CODE_FORMATS, codeFile, makeCheckedCode } from '@/lib/entry-points/links-code'
import { readLinkForm } from '@/lib/entry-points/links-form'
import { DATA_POLICY } from '@/lib/server/headers'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'

/** The QR code of a link as SVG or PNG, read back before it is handed out. The link is built here, never taken. */
export const GET = memberRoute('entry-points:read', async (_actor, request) => {
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const form = readLinkForm(query)
  const format = CODE_FORMATS.find((one) => one === query.format) ?? 'svg'
  const made = await makeCheckedCode(form)
  if (!made) return routeRefusal('bad-input')
  if (!made.ok) return routeRefusal(made.code, made.details)
  const { bytes, mediaType, fileName } = await codeFile(made.value, form, format)
  const disposition = query.download === '1' ? 'attachment' : 'inline'
  return new Response(bytes, {
    headers: {
      'content-type': mediaType,
      'content-disposition': `${disposition}; filename="${fileName}"`,
      'content-security-policy': `${DATA_POLICY}; sandbox`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  })
})
