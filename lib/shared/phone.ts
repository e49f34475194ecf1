import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js'
import { isPlainInternational } from './phone-lengths'
import { fail, ok, type Result } from './result'

declare const e164Brand: unique symbol

/** A phone number as `+` and 7 to 15 digits. Made only here; a BSUID can never become one. */
export type E164 = string & { readonly [e164Brand]: true }

export type PhoneProblem = 'empty' | 'letters' | 'extension' | 'several' | 'rounded' | 'no-country' | 'impossible'

const EXTENSION = /(?:;\s*ext=|\bext\.?|\bextension|\bx|#)\s*\.?\d+\s*$/i
/** What Excel leaves of a long number: `4.47701E+11`. The digits are gone, so guessing would name somebody else. */
const SCIENTIFIC = /^[+]?\d+(?:[.,]\d+)?e[+]?\d+$/i
const SEPARATORS = /[\s()./\-\u2010-\u2015\u2212\u00a0\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const E164_SHAPE = /^\+[1-9]\d{6,14}$/
/** Mexico's old mobile spelling `521` and ten digits: no longer in the numbering plan, still what WhatsApp calls many accounts. */
const MEXICO_OLD = /^\+521\d{10}$/

function possible(value: string, country?: CountryCode): E164 | undefined {
  if (MEXICO_OLD.test(value)) return value as E164
  if (E164_SHAPE.test(value) && isPlainInternational(value.slice(1))) return value as E164
  const parsed = parsePhoneNumberFromString(value, country)
  // isPossible looks at the length only. isValid would refuse the ranges reserved for fiction and tests, and numbers
  // newer than the metadata; WhatsApp is the one that knows whether a number exists.
  if (!parsed?.isPossible() || parsed.ext) return undefined
  return E164_SHAPE.test(parsed.number) ? (parsed.number as string as E164) : undefined
}

function international(compact: string, country?: CountryCode): E164 | undefined {
  if (compact.startsWith('+')) return possible(compact)
  if (compact.startsWith('00')) return possible(`+${compact.slice(2)}`)
  const national = country ? possible(compact, country) : undefined
  if (national) return national
  // CRMs often keep WhatsApp's own form: country code and number, no plus.
  return compact.startsWith('0') ? undefined : possible(`+${compact}`)
}

/**
 * Reads a phone number as people and CRM exports write it: `+44 7700 900118`, `0044…`, `(212) 555-0118` with a default
 * country, or WhatsApp's bare digits. Accepts every number that is possible, including ranges reserved for fiction.
 * Refuses rather than guesses: letters, extensions (WhatsApp numbers have none), two numbers in one cell, and numbers
 * a spreadsheet has rounded.
 */
export function readPhone(input: string, defaultCountry?: CountryCode): Result<E164, PhoneProblem> {
  const trimmed = input.trim().replace(/^tel:/i, '')
  if (trimmed === '') return fail('empty')
  if (SCIENTIFIC.test(trimmed)) return fail('rounded')
  if (EXTENSION.test(trimmed)) return fail('extension')
  if (/\p{L}/u.test(trimmed)) return fail('letters')
  const compact = trimmed.replace(SEPARATORS, '').replace(/^\uff0b/, '+')
  if (/[,;|\n]|.\+/.test(compact)) return fail('several')
  const phone = international(compact, defaultCountry)
  if (phone) return ok(phone)
  return fail(!defaultCountry && /^0(?!0)/.test(compact) ? 'no-country' : 'impossible')
}

/** As `readPhone`, for callers that only need to know whether there is a number. */
export function parsePhone(input: string, defaultCountry?: CountryCode): E164 | undefined {
  const read = readPhone(input, defaultCountry)
  return read.ok ? read.value : undefined
}

/** WhatsApp's form of a number (`wa_id`): the digits without the plus. */
export function digitsOf(phone: E164): string {
  return phone.slice(1)
}

/** The digits of a payload as a phone number. Undefined when they cannot be one. */
export function phoneFromDigits(digits: string): E164 | undefined {
  const value = `+${digits}`
  return E164_SHAPE.test(value) ? (value as E164) : undefined
}

/** Two spellings of one mobile line, and the one that stands for both. */
type Spelling = { pattern: RegExp; other: (match: RegExpExecArray) => string; canonical: boolean }

/**
 * Brazil put a 9 before eight-digit mobile numbers, and WhatsApp kept the old spelling for many accounts. Eight digits
 * that begin with 2 to 5 are landlines: there, the number with a 9 in front is a different line, so they are no pair.
 * Mexico dropped the 1 after the country code in 2019. Argentina writes a 9 after the country code for mobiles when
 * dialled from abroad. Facts section 6, last row.
 */
const SPELLINGS: readonly Spelling[] = [
  { pattern: /^55([1-9]\d)9([016-9]\d{7})$/, other: (m) => `55${m[1]}${m[2]}`, canonical: true },
  { pattern: /^55([1-9]\d)([016-9]\d{7})$/, other: (m) => `55${m[1]}9${m[2]}`, canonical: false },
  { pattern: /^52([2-9]\d{9})$/, other: (m) => `521${m[1]}`, canonical: true },
  { pattern: /^521([2-9]\d{9})$/, other: (m) => `52${m[1]}`, canonical: false },
  { pattern: /^549([1-8]\d{9})$/, other: (m) => `54${m[1]}`, canonical: true },
  { pattern: /^54([1-8]\d{9})$/, other: (m) => `549${m[1]}`, canonical: false },
]

/** Country codes that have two spellings; everything else leaves at once, because this runs for every message. */
const MAY_DIFFER = /^5[245]/

function otherSpelling(digits: string): { value: string; canonical: boolean } | undefined {
  if (!MAY_DIFFER.test(digits)) return undefined
  for (const spelling of SPELLINGS) {
    const match = spelling.pattern.exec(digits)
    if (match) return { value: spelling.other(match), canonical: spelling.canonical }
  }
  return undefined
}

/**
 * Every spelling under which WhatsApp or a CRM may know this line, the given one first. For matching only: what is
 * stored stays as received.
 */
export function phoneEquivalents(digits: string): string[] {
  const other = otherSpelling(digits)
  return other ? [digits, other.value] : [digits]
}

/** One stable key for all spellings of a line: two numbers are equivalent exactly when their keys are equal. */
export function phoneMatchKey(digits: string): string {
  const other = otherSpelling(digits)
  return other && !other.canonical ? other.value : digits
}

/** Digits as people read them: `+44 7700 900118`. What cannot be grouped is shown with its plus, unchanged otherwise. */
export function formatPhone(digits: string): string {
  const plain = digits.startsWith('+') ? digits.slice(1) : digits
  if (!/^\d+$/.test(plain)) return digits
  const oldMexico = MEXICO_OLD.test(`+${plain}`)
  const grouped = parsePhoneNumberFromString(`+${oldMexico ? `52${plain.slice(3)}` : plain}`)?.formatInternational()
  if (!grouped) return `+${plain}`
  return oldMexico ? grouped.replace(/^\+52 /, '+52 1 ') : grouped
}

/** `+44 •••• 118`: the country and the last three digits, enough to tell two people apart and not to call one. */
export function maskPhone(digits: string): string {
  const plain = digits.replace(/\D/g, '')
  if (plain.length < 7) return '••••'
  const code = parsePhoneNumberFromString(`+${plain}`)?.countryCallingCode
  return `${code ? `+${code} ` : ''}•••• ${plain.slice(-3)}`
}
