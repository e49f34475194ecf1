import { readPhone } from '@/lib/shared/phone'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import { handleLink, LINK_TEXT_LIMIT, numberLink, parseWhatsAppLink } from '@/lib/whatsapp/links'
import { checkUsername, parseHandle } from '@/lib/whatsapp/username'
import { type LinkForm, USUAL_MARGIN } from './links-form'

/** Meta keeps the text of a message link itself, and takes no more than this. [QR] */
export const MESSAGE_TEXT_LIMIT = 140
/** From here on a code has 57 modules a side: a small print of it is hard to read. */
const DENSE_VERSION = 10

export type BuiltLink = {
  link: string
  /** The target for a file name: `larkmoss`, `442079460118`. */
  name: string
  encodesHandle: boolean
  notes: string[]
}

export type LinkProblem = { field: 'target' | 'text'; sentence: string }

type Built = Result<BuiltLink, 'link-problem'>

function problem(field: LinkProblem['field'], sentence: string): Failure<'link-problem'> {
  return fail('link-problem', { field, sentence })
}

function tooLong(length: number, limit: number): Failure<'link-problem'> {
  return problem('text', `This text has ${length} characters; WhatsApp takes at most ${limit} here.`)
}

const PHONE_PROBLEM =
  'Write the number with its country code, as in +44 20 7946 0118. Extensions and two numbers at once cannot be linked.'

function buildNumber({ target, text }: LinkForm): Built {
  const read = readPhone(target)
  if (!read.ok) return problem('target', PHONE_PROBLEM)
  const link = numberLink(read.value, text)
  if (!link.ok) return tooLong(text.length, LINK_TEXT_LIMIT)
  return ok({ link: link.value, name: read.value.slice(1), encodesHandle: false, notes: [] })
}

function buildHandle({ target, text }: LinkForm): Built {
  const checked = checkUsername(target)
  const handle = parseHandle(target)
  if (!handle) {
    const errors = checked.issues.filter((issue) => issue.severity === 'error')
    return problem('target', errors.map((issue) => issue.sentence).join(' '))
  }
  const link = handleLink(handle, text)
  if (!link.ok) return tooLong(text.length, LINK_TEXT_LIMIT)
  const notes = [
    ...checked.issues.map((issue) => issue.sentence),
    'Links by username work since about September 2026 and are not proven for every account. Scan this one before anybody relies on it.',
  ]
  return ok({ link: link.value, name: handle, encodesHandle: true, notes })
}

/** A code that exists at WhatsApp already; it can be given as the whole link too. */
function buildMessage({ target, text }: LinkForm): Built {
  const given = target.trim()
  const read = parseWhatsAppLink(given.includes('/') ? given : `https://wa.me/message/${given}`)
  if (read?.kind !== 'message-code' && read?.kind !== 'qr-code') {
    return problem(
      'target',
      'Enter the code of a message link made in WhatsApp, as in https://wa.me/message/ABCDEF123456.',
    )
  }
  if (text.length > MESSAGE_TEXT_LIMIT) return tooLong(text.length, MESSAGE_TEXT_LIMIT)
  const folder = read.kind === 'qr-code' ? 'qr' : 'message'
  const notes = ['It belongs to a phone number, whatever its username is, and WhatsApp counts no clicks of it.']
  if (text !== '') {
    notes.push('The text is not part of this link: enter it in WhatsApp, where the message link was made. It fits.')
  }
  return ok({ link: `https://wa.me/${folder}/${read.code}`, name: read.code, encodesHandle: false, notes })
}

/** The link somebody asked for, or what has to be put right. Null while nothing was entered. */
export function buildLink(form: LinkForm): Built | null {
  if (form.target.trim() === '') return null
  switch (form.kind) {
    case 'number':
      return buildNumber(form)
    case 'handle':
      return buildHandle(form)
    case 'message':
      return buildMessage(form)
  }
}

/** What to know about a code before it is printed. */
export function codeNotes({ version, margin }: { version: number; margin: number }): string[] {
  const notes = []
  if (version >= DENSE_VERSION) {
    const modules = 17 + 4 * version
    notes.push(
      `The text makes this a dense code of ${modules} × ${modules} modules: print it at least ${Math.ceil(modules / 2)} mm wide, or shorten the text.`,
    )
  }
  if (margin < USUAL_MARGIN) {
    notes.push(
      `Readers expect ${USUAL_MARGIN} modules of white around a code. With ${margin} the design must leave the rest.`,
    )
  }
  return notes
}
