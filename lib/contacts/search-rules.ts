import type { CountryCode } from 'libphonenumber-js'
import { nameKey } from '@/lib/shared/name-key'
import { digitsOf, parsePhone, phoneMatchKey } from '@/lib/shared/phone'
import { parseBsuid } from '@/lib/whatsapp/bsuid'
import { usernameKey } from '@/lib/whatsapp/username'

/** What a typed search may mean. Each identifier is compared whole: part of one would give away the rest by trying. */
export type SearchMeaning = {
  /** Part of a name or of a label, folded. */
  words: string
  /** The beginning of a CRM contact id, in lower case. */
  crmId: string
  identifiers: { kind: string; matchKey: string }[]
}

const USERNAME = /^@?[a-z0-9._]{3,35}$/i
/** Fewer digits than this are part of a CRM id, not a phone. */
const SHORTEST_PHONE = 7

function phoneKey(text: string, country: CountryCode): string | undefined {
  if (text.replace(/\D/g, '').length < SHORTEST_PHONE) return undefined
  const phone = parsePhone(text, country)
  return phone ? phoneMatchKey(digitsOf(phone)) : undefined
}

/** Reads a search. A BSUID is told by its shape first, so that it never meets the phone reader. */
export function readSearch(typed: string, country: CountryCode): SearchMeaning {
  const text = typed.trim()
  const meaning: SearchMeaning = { words: nameKey(text) ?? '', crmId: text.toLowerCase(), identifiers: [] }
  const bsuid = parseBsuid(text)
  if (bsuid) {
    meaning.identifiers.push({ kind: 'bsuid', matchKey: bsuid }, { kind: 'parent_bsuid', matchKey: bsuid })
    return meaning
  }
  const phone = phoneKey(text, country)
  if (phone) meaning.identifiers.push({ kind: 'phone', matchKey: phone })
  if (USERNAME.test(text)) meaning.identifiers.push({ kind: 'username', matchKey: usernameKey(text) })
  if (/.@./.test(text)) meaning.identifiers.push({ kind: 'email', matchKey: text.toLowerCase() })
  return meaning
}
