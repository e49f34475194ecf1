import type { Actor } from '@/lib/server/actor'
import { checkImport, type ImportCheck } from '../check-import'
import { type ImportDetail, importDetail } from '../import-queries'
import { startImport } from '../run-import'
import type { ImportMapping } from '../schema'
import { stageImport } from '../stage-import'
import { undoImport } from '../undo-import'

function must<T>(result: { ok: true; value: T } | { ok: false; code: string }): T {
  if (!result.ok) throw new Error(result.code)
  return result.value
}

export const bytesOf = (text: string) => new TextEncoder().encode(text)

export async function upload(actor: Actor, content: string | Uint8Array): Promise<ImportDetail> {
  const bytes = typeof content === 'string' ? bytesOf(content) : content
  const { batchId } = must(await stageImport(actor, { fileName: 'people.csv', bytes }))
  return must(await importDetail(actor, batchId))
}

/** Runs to the end, as the background would. */
export async function run(actor: Actor, batchId: string): Promise<ImportDetail> {
  let work: Promise<unknown> = Promise.resolve()
  must(await startImport(actor, { batchId }, (started) => (work = started)))
  await work
  return must(await importDetail(actor, batchId))
}

/** Uploads, checks with the suggested mapping (or a given one), and imports. */
export async function importFile(
  actor: Actor,
  content: string | Uint8Array,
  mapping: Partial<ImportMapping> = {},
): Promise<{ check: ImportCheck; detail: ImportDetail }> {
  const staged = await upload(actor, content)
  const chosen = { ...staged.plan.mapping, ...mapping }
  const check = must(await checkImport(actor, { batchId: staged.id, mapping: chosen }))
  return { check, detail: await run(actor, staged.id) }
}

export async function undo(actor: Actor, batchId: string): Promise<ImportDetail> {
  let work: Promise<unknown> = Promise.resolve()
  must(await undoImport(actor, { batchId }, (started) => (work = started)))
  await work
  return must(await importDetail(actor, batchId))
}
