import type { CountryCode } from 'libphonenumber-js'
import { nameKey } from '@/lib/shared/name-key'
import { digitsOf, parsePhone, phoneEquivalents, phoneMatchKey } from '@/lib/shared/phone'
import { parseBsuid } from '@/lib/whatsapp/bsuid'
import { usernameKey } from '@/lib/whatsapp/username'

/** An identifier that was typed: how payloads may spell it, and the one form under which contacts keep it. */
export type TypedIdentifier = { kinds: readonly string[]; spellings: string[]; matchKey: string }

/** What somebody typed into the search of conflicts can mean. Identifiers are compared whole, never in part. */
export type Search =
  | { kind: 'id'; of: 'conflict' | 'event' | 'contact'; id: string }
  | { kind: 'wamid'; prefix: string }
  | { kind: 'words'; name: string | null; crmId: string; identifiers: TypedIdentifier[] }

const ID = /^(cf|ev|c)_[0-9A-HJKMNP-TV-Z]{26}$/
const OWNER = { cf: 'conflict', ev: 'event', c: 'contact' } as const
/** Usernames: a-z, 0-9, `.` and `_`, 3 to 35; people type the @ or not. [BSUID] */
const USERNAME = /^@?[A-Za-z0-9._]{3,35}$/
/** Fewer digits than this are part of a CRM id or an order, and no phone. */
const FEWEST_DIGITS = 7

function typedPhone(text: string, country: string): TypedIdentifier[] {
  if (text.startsWith('@') || text.replace(/\D/g, '').length < FEWEST_DIGITS) return []
  const phone = parsePhone(text, country as CountryCode)
  if (!phone) return []
  const digits = digitsOf(phone)
  return [{ kinds: ['phone'], spellings: phoneEquivalents(digits), matchKey: phoneMatchKey(digits) }]
}

function typedUsername(text: string): TypedIdentifier[] {
  if (!USERNAME.test(text)) return []
  const key = usernameKey(text)
  return [{ kinds: ['username'], spellings: [key], matchKey: key }]
}

/**
 * Reads a search: a wamid (or its beginning), one of our ids, a BSUID, a phone in any spelling, a username, a CRM id, or a
 * name. A BSUID is told by its shape before anything else looks at it, so it never meets the phone reader. Undefined when
 * nothing was typed.
 */
export function readSearch(typed: string, country: string): Search | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  const id = ID.exec(text)
  if (id) return { kind: 'id', of: OWNER[id[1] as keyof typeof OWNER], id: text }
  if (text.startsWith('wamid.')) return { kind: 'wamid', prefix: text }
  const bsuid = parseBsuid(text)
  if (bsuid) {
    const identifier = { kinds: ['bsuid', 'parent_bsuid'], spellings: [bsuid], matchKey: bsuid }
    return { kind: 'words', name: null, crmId: text, identifiers: [identifier] }
  }
  const identifiers = [...typedPhone(text, country), ...typedUsername(text)]
  return { kind: 'words', name: nameKey(text), crmId: text, identifiers }
}
