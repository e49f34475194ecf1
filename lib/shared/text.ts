import { maskPhone } from './phone'

/**
 * Postgres refuses NUL in text, and a lone surrogate has no UTF-8 form. In a `u` pattern a surrogate matches only when
 * it is alone, so pairs (emoji) are left as they are.
 */
const UNSTORABLE = new RegExp(`[${String.fromCharCode(0)}\\p{Surrogate}]`, 'gu')

/** Text as both databases can keep it: NUL and lone surrogates become U+FFFD, everything else stays as received. */
export function storableText(value: string): string {
  return value.replace(UNSTORABLE, '\uFFFD')
}

/** The same for a whole JSON value, names of its parts included; what JSON leaves out (undefined) is left out. */
export function storableJson<T>(value: T): T {
  return storableParts(JSON.parse(JSON.stringify(value))) as T
}

function storableParts(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value)
  if (Array.isArray(value)) return value.map(storableParts)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [storableText(key), storableParts(part)]))
}

/** The first `limit` UTF-16 units at most, never cutting an emoji in half. Says nothing of the cut; see `shorten`. */
export function cutText(value: string, limit: number): string {
  if (value.length <= limit) return value
  const last = value.charCodeAt(limit - 1)
  const splitsPair = last >= 0xd800 && last <= 0xdbff
  return value.slice(0, splitsPair ? limit - 1 : limit)
}

/** For display: at most `limit` UTF-16 units, ending in `…` when something was left out. */
export function shorten(value: string, limit: number): string {
  return value.length <= limit ? value : `${cutText(value, Math.max(limit - 1, 0)).trimEnd()}…`
}

export type MaskableKind = 'phone' | 'bsuid' | 'parent_bsuid' | 'username' | 'email' | 'crm_id'

const DOTS = '••••'
/** `US.` or `US.ENT.`: the country and the kind are no secret, the rest is the person. */
const BSUID_PREFIX = /^[A-Z]{2}\.(?:ENT\.)?/

/** The last `count` characters, unless that would be more than a third of the value. */
function tail(value: string, count: number): string {
  return value.length >= count * 3 ? value.slice(-count) : ''
}

function maskBsuid(value: string): string {
  const prefix = BSUID_PREFIX.exec(value)?.[0] ?? ''
  return `${prefix}${DOTS}${tail(value.slice(prefix.length), 4)}`
}

function maskEmail(value: string): string {
  const at = value.lastIndexOf('@')
  if (at < 1) return DOTS
  return `${Array.from(value)[0] ?? ''}${DOTS}${value.slice(at)}`
}

/** The first two characters of a name long enough that they do not give it away. The number of dots is fixed, so the length stays hidden too. */
function maskUsername(value: string): string {
  const name = value.startsWith('@') ? value.slice(1) : value
  const shown = name.length >= 6 ? 2 : 1
  return `${Array.from(name).slice(0, shown).join('')}${DOTS}`
}

/**
 * An identifier as somebody without `identity:reveal` sees it: enough to tell two apart in a list, not enough to
 * write to the person. A CRM id is the business's own key and is shown.
 */
export function maskValue(kind: MaskableKind, value: string): string {
  switch (kind) {
    case 'phone':
      return maskPhone(value)
    case 'bsuid':
    case 'parent_bsuid':
      return maskBsuid(value)
    case 'username':
      return maskUsername(value)
    case 'email':
      return maskEmail(value)
    case 'crm_id':
      return value
  }
}
