import type { CountryCode } from 'libphonenumber-js'
import { digitsOf, parsePhone, phoneMatchKey } from '@/lib/shared/phone'
import { parseBsuid } from '@/lib/whatsapp/bsuid'

/** What somebody typed into the search field can mean. Several meanings are asked for at once, the sharpest first. */
export type Search =
  | { kind: 'id'; of: 'event' | 'delivery' | 'contact' | 'thread'; id: string }
  | { kind: 'wamid'; prefix: string }
  | { kind: 'bsuid'; value: string }
  | { kind: 'words'; name: string; crmId: string; username?: string; phone?: { digits: string; matchKey: string } }

const ID = /^(ev|d|c|th)_[0-9A-HJKMNP-TV-Z]{26}$/
const OWNER = { ev: 'event', d: 'delivery', c: 'contact', th: 'thread' } as const
/** Usernames: a-z, 0-9, `.` and `_`, 3 to 35; people type the @ or not. [BSUID] */
const USERNAME = /^@?([A-Za-z0-9._]{3,35})$/
/** Fewer digits than this are part of a number, a CRM id or an order, and no phone. */
const FEWEST_DIGITS = 7

function phoneOf(text: string, country?: string): { digits: string; matchKey: string } | undefined {
  if (text.replace(/\D/g, '').length < FEWEST_DIGITS) return undefined
  const phone = parsePhone(text, country as CountryCode | undefined)
  if (!phone) return undefined
  const digits = digitsOf(phone)
  return { digits, matchKey: phoneMatchKey(digits) }
}

/**
 * Reads a search: a wamid (or its beginning), one of our ids, a BSUID, a phone in any spelling, a username with or without
 * @, a CRM id, or a name. A BSUID is recognised by its shape before anything else looks at it, so it never meets the phone
 * reader. Undefined when nothing was typed.
 */
export function readSearch(typed: string, defaultCountry?: string): Search | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  const id = ID.exec(text)
  if (id) return { kind: 'id', of: OWNER[id[1] as keyof typeof OWNER], id: text }
  if (text.startsWith('wamid.')) return { kind: 'wamid', prefix: text }
  const bsuid = parseBsuid(text)
  if (bsuid) return { kind: 'bsuid', value: bsuid }
  const username = USERNAME.exec(text)?.[1]?.toLowerCase()
  const phone = text.startsWith('@') ? undefined : phoneOf(text, defaultCountry)
  return {
    kind: 'words',
    name: text.toLowerCase(),
    crmId: text,
    ...(username && { username }),
    ...(phone && { phone }),
  }
}
