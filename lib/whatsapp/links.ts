import { digitsOf, type E164, phoneFromDigits } from '@/lib/shared/phone'
import { fail, ok, type Result } from '@/lib/shared/result'
import { storableText } from '@/lib/shared/text'
import { checkUsername, type Handle, parseHandle } from './username'

/** Where a WhatsApp link leads, with the text it fills in. Facts section 5; [QR] for the codes. */
export type WhatsAppLink =
  | { kind: 'number'; phone: E164; text?: string }
  | { kind: 'handle'; username: Handle; text?: string }
  | { kind: 'message-code'; code: string }
  | { kind: 'qr-code'; code: string }
  | { kind: 'unofficial'; sentence: string }

/** Prefilled text of a number or handle link: what a text message can hold. */
export const LINK_TEXT_LIMIT = 4096

const SHORT_HOSTS = new Set(['wa.me', 'www.wa.me'])
const SEND_HOSTS = new Set(['api.whatsapp.com', 'web.whatsapp.com', 'whatsapp.com', 'www.whatsapp.com'])
const CODE = /^[A-Za-z0-9_-]{4,64}$/

function unofficial(sentence: string): WhatsAppLink {
  return { kind: 'unofficial', sentence }
}

function withText<const T extends object>(link: T, url: URL): T & { text?: string } {
  const text = url.searchParams.get('text')
  return text ? { ...link, text } : link
}

/** WhatsApp asks for digits only. One plus in front is taken as well; separators and leading zeros are not a number. */
function numberFrom(written: string): E164 | undefined {
  return phoneFromDigits(written.replace(/^\+/, ''))
}

const BAD_NUMBER =
  'This link does not hold a full international number: WhatsApp wants the country code and the number, digits only, without zeros in front.'

/** `send?phone=` and `send/?...&username=<name>&type=username`, the form wa.me redirects to. */
function readSend(url: URL): WhatsAppLink | undefined {
  const { searchParams } = url
  const username = searchParams.get('username')
  if (username !== null || searchParams.get('type') === 'username') {
    const handle = parseHandle(username ?? '')
    return handle ? withText({ kind: 'handle', username: handle }, url) : unofficial(badHandle(username ?? ''))
  }
  const phone = searchParams.get('phone')
  if (phone === null) return undefined
  // The address decodes a plus to a space, and the send page takes both.
  const number = numberFrom(phone.replace(/[+\s-]/g, ''))
  return number ? withText({ kind: 'number', phone: number }, url) : unofficial(BAD_NUMBER)
}

function badHandle(name: string): string {
  const reason = checkUsername(name).issues.find((issue) => issue.severity === 'error')?.sentence
  return `This link names "${name}", which cannot be a WhatsApp username. ${reason ?? ''}`.trim()
}

function readCode(kind: 'message-code' | 'qr-code', code: string | undefined): WhatsAppLink {
  if (code && CODE.test(code)) return { kind, code }
  return unofficial('This link should hold a code of a WhatsApp number, and the code is missing or damaged.')
}

function readShort(url: URL): WhatsAppLink | undefined {
  const [first, second, ...rest] = url.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decode)
  if (first === undefined) return readSend(url)
  if (first === 'message') return readCode('message-code', second)
  if (first === 'qr') return readCode('qr-code', second)
  if (first === 'u') {
    return unofficial('wa.me/u/ is not an official form of a WhatsApp link. Use wa.me/ and the username.')
  }
  if (first === 'send') return readSend(url)
  if (second !== undefined || rest.length > 0) return undefined
  return readNumberOrHandle(first, url)
}

/** Digits are a number. WhatsApp usernames have at least one letter, so the two cannot be confused. */
function readNumberOrHandle(name: string, url: URL): WhatsAppLink {
  if (/^\+?[\d\s().-]+$/.test(name)) {
    const phone = numberFrom(name)
    return phone ? withText({ kind: 'number', phone }, url) : unofficial(BAD_NUMBER)
  }
  if (name.startsWith('@')) {
    return unofficial('The username in this link is written with an @. The link works without it only.')
  }
  const username = parseHandle(name)
  return username ? withText({ kind: 'handle', username }, url) : unofficial(badHandle(name))
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** People write `wa.me/447700900118` without a scheme; everything else that has none is no link. */
function toUrl(value: string): URL | undefined {
  const trimmed = value.trim()
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(trimmed) ? trimmed : `https://${trimmed.replace(/^\/\//, '')}`
  return URL.canParse(withScheme) ? new URL(withScheme) : undefined
}

/**
 * Where a link leads, for every form of a WhatsApp link: `wa.me`, `api.`, `web.` and `www.whatsapp.com`, `whatsapp://send`.
 * `unofficial` is a WhatsApp link that is wrong or not documented, with the reason. Undefined for links to anything else,
 * WhatsApp's own pages included. Says nothing about whether somebody holds the number or the name.
 */
export function parseWhatsAppLink(value: string): WhatsAppLink | undefined {
  const url = toUrl(value)
  if (!url) return undefined
  if (url.protocol === 'whatsapp:') return url.host === 'send' || url.pathname === 'send' ? readSend(url) : undefined
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined
  if (url.port !== '') return undefined
  const host = url.hostname.replace(/\.$/, '')
  if (SHORT_HOSTS.has(host)) return readShort(url)
  if (!SEND_HOSTS.has(host)) return undefined
  const [first, second] = url.pathname.split('/').filter((part) => part !== '')
  if (first === 'send') return readSend(url)
  if (first === 'message') return readCode('message-code', second)
  return undefined
}

function link(target: string, text: string | undefined): Result<string, 'text-too-long'> {
  if (text === undefined || text === '') return ok(`https://wa.me/${target}`)
  if (text.length > LINK_TEXT_LIMIT) return fail('text-too-long', { length: text.length, limit: LINK_TEXT_LIMIT })
  return ok(`https://wa.me/${target}?text=${encodeURIComponent(storableText(text))}`)
}

/** `https://wa.me/<digits>?text=`. Fails when the prefilled text is longer than `LINK_TEXT_LIMIT`. */
export function numberLink(phone: E164, text?: string): Result<string, 'text-too-long'> {
  return link(digitsOf(phone), text)
}

/**
 * `https://wa.me/<username>?text=`. Works since about September 2026 and is not proven for every account. If the business
 * changes the name, the link stops reaching it and may later reach whoever claims the name: printing it is a one-way door.
 */
export function handleLink(username: Handle, text?: string): Result<string, 'text-too-long'> {
  return link(username, text)
}
