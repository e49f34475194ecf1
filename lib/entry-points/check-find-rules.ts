import { parseWhatsAppLink, type WhatsAppLink } from '@/lib/whatsapp/links'

/**
 * WhatsApp links inside any text: an attribute, a script, structured data, plain words. Every form of facts section 5
 * is found, also when it is written for a script (`https:\/\/wa.me`) or packed into another address (`?u=https%3A%2F%2F`).
 */
export type TextKind = 'attribute' | 'script' | 'words'

export type FoundLink = { url: string; link: WhatsAppLink }

const HOSTS = String.raw`(?:www\.)?(?:wa\.me|(?:api\.|web\.)?whatsapp\.com)`
/** The characters of an address; what a script puts its own pieces in with (`${'$'}{phone}`) ends it. */
const REST = String.raw`[^\s"'<>\\^\x60{|}]{0,6000}`
const LINK = new RegExp(
  String.raw`(?:https?:)?//${HOSTS}(?![\w.-])(?:[/?#]${REST})?|whatsapp://${REST}|(?<![\w.@/-])${HOSTS}/${REST}`,
  'gi',
)
/** Starts at the scheme and ends somewhere: looking backwards from the host would take for ever on a hostile page. */
const PACKED = /(?:https?|whatsapp)(?:%3A|%253A)(?:%2F|%252F){2}[^\s"'<>\\&]{1,6000}/gi
const MENTIONS = /wa\.me|whatsapp/i
const LONGEST = 6_000
const CLOSING = '.,;:!?)]}\'"’”»…*'

/** What scripts and structured data write instead of the plain character. */
function unescapeScript(text: string): string {
  return text
    .replace(/\\u(?:00)?([2-7][0-9a-f])|\\x([2-7][0-9a-f])/gi, (_all, a?: string, b?: string) =>
      String.fromCharCode(Number.parseInt(a ?? b ?? '', 16)),
    )
    .replaceAll('\\/', '/')
    .replaceAll('&amp;', '&')
}

function decodeOnce(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Words around a link end in a full stop or a bracket that is not part of it. */
function trimWords(url: string): string {
  let end = url.length
  while (end > 0 && CLOSING.includes(url.charAt(end - 1))) end -= 1
  return url.slice(0, end)
}

function read(candidate: string, kind: TextKind): FoundLink | null {
  const short = candidate.slice(0, LONGEST)
  const url = kind === 'attribute' ? short : trimWords(short)
  const link = parseWhatsAppLink(url)
  if (!link) return null
  // A script often holds only the beginning and adds the number when it runs: that is no broken link.
  if (kind === 'script' && link.kind === 'unofficial' && !/wa\.me\/u\//i.test(url)) return null
  return { url, link }
}

function unpacked(text: string): string[] {
  return [...text.matchAll(PACKED)].map(([packed]) => {
    const once = decodeOnce(packed)
    return /%2F/i.test(once) ? decodeOnce(once) : once
  })
}

/** All WhatsApp links in a text, in the order they stand there; links to WhatsApp's own pages and share links are none. */
export function whatsAppLinksIn(text: string, kind: TextKind): FoundLink[] {
  if (!MENTIONS.test(text)) return []
  // The attribute is one address as a whole: a prefilled text in it may hold spaces.
  const whole = kind === 'attribute' && text.length < LONGEST ? read(text.trim(), kind) : null
  if (whole) return [whole]
  const plain = kind === 'words' ? text : unescapeScript(text)
  const places = [plain, ...unpacked(plain)]
  const found = places.flatMap((place) => [...place.matchAll(LINK)].map(([url]) => read(url, kind)))
  return found.filter((one) => one !== null)
}

/** What a link reaches, as one text to compare and to count by. */
export function targetOf(link: WhatsAppLink): string {
  switch (link.kind) {
    case 'number':
      return link.phone
    case 'handle':
      return `@${link.username}`
    case 'message-code':
      return `wa.me/message/${link.code}`
    case 'qr-code':
      return `wa.me/qr/${link.code}`
    case 'unofficial':
      return 'not an official link'
  }
}
