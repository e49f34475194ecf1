import { shorten } from '@/lib/shared/text'
/** One thing a person is told by e-mail. */
export type MailItem = { sentence: string; href: string; at: Date }

export type MailWords = { subject: string; text: string; html: string }

type MailFacts = {
  kind: 'now' | 'digest'
  /** The first name is enough for a greeting. */
  name: string
  workspace: string
  /** The address Handrail is opened at, without a slash at its end. */
  baseUrl: string
  items: readonly MailItem[]
}

/** A subject is one line: a break in it would begin a header of its own (owasp.org, CRLF injection). */
function oneLine(text: string, limit = 120): string {
  return shorten(text.replace(/[\s\p{Cc}]+/gu, ' ').trim(), limit)
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => ESCAPES[letter] ?? letter)

function subjectOf({ kind, workspace, items }: MailFacts): string {
  const [first] = items
  if (items.length === 1 && kind === 'now' && first) return oneLine(first.sentence)
  const count = `${items.length} ${items.length === 1 ? 'thing' : 'things'}`
  return oneLine(kind === 'digest' ? `${workspace}: ${count} since yesterday` : `${workspace}: ${count} for you`)
}

/**
 * The e-mail that tells of these things, as plain text and as HTML of the same words. It holds sentences and links into
 * Handrail, never identifiers of customers: the catalogue of notifications has none.
 */
export function mailWords(facts: MailFacts): MailWords {
  const { name, workspace, baseUrl, items } = facts
  const greeting = `Hello ${oneLine(name, 60).split(' ')[0] ?? ''},`
  const end = `You get this because you are a member of ${oneLine(workspace)}. Choose what reaches you by e-mail:`
  const choices = `${baseUrl}/account/notifications`
  const blocks = items.map(({ sentence, href }) => `${sentence.trim()}\n${baseUrl}${href}`)
  const lines = items.map(
    ({ sentence, href }) => `<p>${escaped(sentence.trim())}<br><a href="${escaped(baseUrl + href)}">Open it</a></p>`,
  )
  return {
    subject: subjectOf(facts),
    text: [greeting, ...blocks, `${end}\n${choices}`].join('\n\n'),
    html: [
      '<!doctype html><html lang="en"><body style="font-family:sans-serif;font-size:15px;line-height:1.5">',
      `<p>${escaped(greeting)}</p>`,
      ...lines,
      `<p style="font-size:13px">${escaped(end)} <a href="${escaped(choices)}">notifications</a></p></body></html>`,
    ].join('\n'),
  }
}
