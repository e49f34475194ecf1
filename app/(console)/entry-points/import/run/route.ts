import { importEntryPoints } from '@/lib/entry-points/import-entry-points'
import { importOptionsSchema } from '@/lib/entry-points/import-options'
import { memberRoute, routeRefusal } from '@/lib/server/member-route'
import { cutText } from '@/lib/shared/text'

function readJson(text: FormDataEntryValue | null): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return null
  }
}

/** A file with the choices made on the import screen: a dry run first, then the import itself. */
export const POST = memberRoute('entry-points:write', async (actor, request) => {
  const form = await request.formData()
  const file = form.get('file')
  const options = importOptionsSchema.safeParse(readJson(form.get('options')))
  if (!(file instanceof File) || !options.success) return routeRefusal('bad-input')
  const { dryRun, columns, kinds, risks, planWaves, sheet, agreed } = options.data
  const result = await importEntryPoints(actor, {
    file: new Uint8Array(await file.arrayBuffer()),
    sheet,
    signal: request.signal,
    fileName: cutText(file.name, 200),
    missingWaves: planWaves ? 'all' : 'refuse',
    choices: { kinds, risks },
    dryRun,
    columns,
    agreed,
  })
  if (!result.ok) return routeRefusal(result.code, result.details)
  return Response.json(result.value, { headers: { 'cache-control': 'no-store' } })
})
