import { createHash } from 'node:crypto'
import { cutText, storableText } from '@/lib/shared/text'
import { parseBsuid } from './bsuid'
import type { WhatsAppError } from './update'

/**
 * Readers for the untrusted JSON of a webhook. They are written by hand, not as zod schemas, because a worker reads
 * thousands of updates a second and because a schema answers "the whole is wrong" where we need "this one field is
 * absent": every reader here returns undefined for what it cannot use, and never throws. Only own, named properties are
 * read, so a `__proto__` key from JSON.parse is a name like any other.
 */
export type JsonObject = { readonly [key: string]: unknown }

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Longest id we keep: wamids have some 60 to 120 characters, and a database index has a limit. */
const ID_LIMIT = 512

/** Text made safe to store and cut to `limit`. An empty string means absent: older drafts send `""` for withheld values. [BSUID] */
export function readText(value: unknown, limit: number): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined
  return cutText(storableText(value), limit)
}

/** An opaque id. A whole number is accepted as its digits unless JSON has already rounded it; a cut id would be another id, so a long one is refused. */
export function readId(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? String(value) : undefined
  if (typeof value !== 'string' || value === '' || value.length > ID_LIMIT) return undefined
  return storableText(value)
}

const PHONE_DIGITS = /^\+?(\d{5,15})$/

/** A phone as payloads carry it: digits, a leading plus tolerated. A BSUID is not made of digits, so it never passes. */
export function readPhoneDigits(value: unknown): string | undefined {
  const id = readId(value)
  return id === undefined || parseBsuid(id) ? undefined : PHONE_DIGITS.exec(id)?.[1]
}

/** The digits of a display number (`+1 555-078-3881` or `15550783881`), for comparing with our own numbers. */
export function readDisplayNumber(value: unknown): string | undefined {
  const digits = readId(value)?.replace(/\D/g, '')
  return digits && digits.length <= 20 ? digits : undefined
}

/** WhatsApp did not exist before 2009; an earlier time is a missing or broken one. */
const EARLIEST = Date.UTC(2009, 0, 1)
const CLOCK_TOLERANCE = 24 * 3_600_000

/**
 * WhatsApp's timestamp: seconds since 1970, as a string or a number; milliseconds are recognised by their size.
 * Undefined when absent or absurd (before WhatsApp existed, or more than a day after the receipt).
 */
export function readTime(value: unknown, receivedAt: Date): Date | undefined {
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined
  const milliseconds = number > 100_000_000_000 ? number : number * 1000
  if (milliseconds < EARLIEST || milliseconds > receivedAt.getTime() + CLOCK_TOLERANCE) return undefined
  return new Date(milliseconds)
}

function readError(value: unknown): WhatsAppError | undefined {
  if (!isObject(value)) return undefined
  const code = typeof value.code === 'string' && /^\d{1,9}$/.test(value.code) ? Number(value.code) : value.code
  const detail = isObject(value.error_data) ? value.error_data.details : value.details
  const title = readText(value.title, 500)
  const message = readText(value.message, 1000)
  const details = readText(detail, 2000)
  return {
    code: typeof code === 'number' && Number.isSafeInteger(code) ? code : 0,
    ...(title !== undefined && { title }),
    ...(message !== undefined && { message }),
    ...(details !== undefined && { details }),
  }
}

const MOST_ERRORS = 20

/** `errors:[{code,title,message,error_data:{details}}]`. An error without a readable code is kept with code 0. */
export function readErrors(value: unknown): WhatsAppError[] {
  if (!Array.isArray(value)) return []
  return value.slice(0, MOST_ERRORS).flatMap((error) => readError(error) ?? [])
}

type Step = { text: string } | { value: unknown }

function stepsOf(value: object): Step[] {
  if (Array.isArray(value)) {
    const inner = value.flatMap((element): Step[] => [{ text: ',' }, { value: element }]).slice(1)
    return [{ text: '[' }, ...inner, { text: ']' }]
  }
  const keys = Object.keys(value).sort()
  const inner = keys.flatMap((key, index): Step[] => [
    { text: `${index > 0 ? ',' : ''}${JSON.stringify(key)}:` },
    { value: (value as JsonObject)[key] },
  ])
  return [{ text: '{' }, ...inner, { text: '}' }]
}

/**
 * JSON with sorted keys, so that the same content always has the same text. It keeps its own stack: JSON.parse accepts
 * nesting so deep that a recursive writer would overflow.
 */
export function canonicalJson(value: unknown): string {
  const pending: Step[] = [{ value }]
  let out = ''
  for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
    if ('text' in step) out += step.text
    else if (typeof step.value !== 'object' || step.value === null) out += JSON.stringify(step.value) ?? 'null'
    else for (const next of stepsOf(step.value).reverse()) pending.push(next)
  }
  return out
}

/** sha256 (hex) over the parts and the canonical JSON of a value: the key of an update that has no id of its own. */
export function contentHash(value: unknown, parts: readonly (string | undefined)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part ?? ''}\n`)
  return hash.update(canonicalJson(value)).digest('hex')
}
