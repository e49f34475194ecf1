import { fail, ok, type Result } from '@/lib/shared/result'
import type { LinkForm } from './links-form'
import { type BuiltLink, buildLink, codeNotes } from './links-rules'
import { type Code, codePng, codeSvg, makeCode } from './qr-make'
import { readCodes } from './qr-read'

/** A code that was read back: what a phone will see is what was meant. */
export type CheckedCode = BuiltLink & { code: Code; notes: string[] }

export type CodeRefusal = 'link-problem' | 'code-too-long' | 'code-unreadable'

/** Small on purpose: a code that is read at this size is read in print. */
const PROOF_SIZE = 400

async function readsAs(code: Code, form: LinkForm, link: string): Promise<boolean> {
  const picture = await codePng(code, { level: form.level, margin: form.margin, size: PROOF_SIZE })
  const read = await readCodes(picture, 'quick')
  return read.ok && read.value.length === 1 && read.value[0] === link
}

/** Makes the code of a link and reads it again. A code that does not read as exactly its link is never handed out. */
export async function makeCheckedCode(form: LinkForm): Promise<Result<CheckedCode, CodeRefusal> | null> {
  const built = buildLink(form)
  if (!built?.ok) return built
  const made = makeCode(built.value.link, form.level)
  if (!made.ok) return made
  if (!(await readsAs(made.value, form, built.value.link))) return fail('code-unreadable')
  const notes = [...built.value.notes, ...codeNotes({ version: made.value.version, margin: form.margin })]
  return ok({ ...built.value, notes, code: made.value })
}

export const CODE_FORMATS = ['svg', 'png'] as const
export type CodeFormat = (typeof CODE_FORMATS)[number]

export type CodeFile = { bytes: Uint8Array<ArrayBuffer>; mediaType: string; fileName: string }

/** The code as a file: a drawing for print, a picture for everything else. */
export async function codeFile({ code, name }: CheckedCode, form: LinkForm, format: CodeFormat): Promise<CodeFile> {
  const fileName = `qr-${name.replace(/[^\w.-]/g, '')}.${format}`
  if (format === 'svg')
    return { bytes: new TextEncoder().encode(codeSvg(code, form)), mediaType: 'image/svg+xml', fileName }
  return { bytes: new Uint8Array(await codePng(code, form)), mediaType: 'image/png', fileName }
}
