import { fail, ok, type Result } from '@/lib/shared/result'
import { parseBsuid } from '@/lib/whatsapp/bsuid'
import { readDelivery } from '@/lib/whatsapp/payload'
import type { SampleName } from '@/lib/whatsapp/samples'

/**
 * Takes the personal data out of a delivery that was received, and leaves its shape. Nothing is kept because it looks
 * harmless: a text stays only under a name that is known to be structure, everything else becomes a placeholder or is
 * removed.
 */
export const REMOVED = 'removed'

/** Names whose values are structure, as far as they look like it: short, and words of a protocol. */
const STRUCTURE = new Set([
  ...['object', 'field', 'type', 'status', 'messaging_product', 'event', 'direction', 'category', 'value', 'action'],
  ...['origin', 'mime_type', 'source_type', 'pricing_model', 'recipient_type', 'context', 'phase'],
])
/** All small or all large letters: what people write is mixed. */
const PROTOCOL_WORD = /^(?:[a-z][a-z0-9_./+-]{0,40}(?:; [a-z]+=[a-z0-9]+)?|[A-Z][A-Z_]{0,40})$/
/** The names under which a payload carries phones; `id` and `input` do so in threads and groups. */
const PHONES = new Set([
  ...['wa_id', 'from', 'to', 'recipient_id', 'recipient_participant_id', 'phone_number', 'phone', 'input', 'id'],
])
const PHONE = /^\+?\d{7,15}$/
const TIMES = new Set(['timestamp', 'time', 'created_timestamp'])
const CODES = new Set([
  'code',
  'quantity',
  'chunk_order',
  'progress',
  'phase',
  'billable',
  'voice',
  'animated',
  'acknowledged',
])
const NAMES = new Set(['name', 'full_name', 'first_name', 'last_name', 'formatted_name'])

type Trail = readonly string[]

/** Stands for each identifier in the order of first sight; the same one is the same everywhere. */
class Stand {
  private readonly seen = new Map<string, string>()
  constructor(private readonly names: readonly string[]) {}

  of(value: string): string {
    const known = this.seen.get(value)
    if (known) return known
    const name = this.names[Math.min(this.seen.size, this.names.length - 1)] ?? REMOVED
    const token = `{{${name}}}`
    this.seen.set(value, token)
    return token
  }

  /** For an identifier whose part in the payload is known. */
  as(value: string, name: string): string {
    const token = this.seen.get(value) ?? `{{${name}}}`
    this.seen.set(value, token)
    return token
  }
}

class Cleaner {
  private readonly phones = new Stand(['phone', 'otherPhone'])
  private readonly accounts = new Stand(['bsuid', 'otherBsuid'])
  private readonly parents = new Stand(['parentBsuid', 'newParentBsuid'])
  private readonly wamids = new Stand(['wamid', 'wamid2', 'wamid3', 'wamid4'])

  clean(value: unknown, trail: Trail): unknown {
    if (Array.isArray(value)) return value.map((one) => this.clean(one, trail))
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.clean(one, [...trail, key])]))
    const key = trail.at(-1) ?? ''
    if (typeof value === 'string') return this.text(value, key, trail)
    if (typeof value === 'number') return TIMES.has(key) ? '{{timestamp}}' : CODES.has(key) ? value : 0
    return typeof value === 'boolean' && !CODES.has(key) ? false : value
  }

  private text(value: string, key: string, trail: Trail): string {
    const inSystem = trail.includes('system')
    if (value === '') return ''
    if (key === 'phone_number_id') return '{{phoneNumberId}}'
    if (key === 'display_phone_number') return '{{displayPhoneNumber}}'
    if (key === 'id' && trail.length === 2 && trail[0] === 'entry') return '{{wabaId}}'
    if (parseBsuid(value)) return this.account(value, key, inSystem)
    if (value.startsWith('wamid.')) return this.wamids.of(value)
    if (TIMES.has(key)) return '{{timestamp}}'
    if (PHONES.has(key) && PHONE.test(value)) {
      const digits = value.replace('+', '')
      return inSystem && key === 'wa_id' ? this.phones.as(digits, 'newPhone') : this.phones.of(digits)
    }
    if (key === 'username') return '{{username}}'
    if (NAMES.has(key)) return '{{name}}'
    return STRUCTURE.has(key) && PROTOCOL_WORD.test(value) ? value : REMOVED
  }

  private account(value: string, key: string, inSystem: boolean): string {
    const isParent = value.slice(3, 7) === 'ENT.'
    const stand = isParent ? this.parents : this.accounts
    if (inSystem && key.startsWith('previous')) return stand.as(value, isParent ? 'parentBsuid' : 'bsuid')
    if ((inSystem && key.endsWith('user_id')) || key === 'current')
      return stand.as(value, isParent ? 'newParentBsuid' : 'newBsuid')
    return stand.of(value)
  }
}

/** The delivery with placeholders for whoever and whatever is in it. */
export function cleanDelivery(text: string): Result<{ body: Record<string, unknown> }, 'capture-unreadable'> {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return fail('capture-unreadable')
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return fail('capture-unreadable')
  return ok({ body: new Cleaner().clean(parsed, []) as Record<string, unknown> })
}

/** The payload of the pack that a delivery is most like: what a good handler does with it is taken from there. */
export function nearestVariation(text: string, at: Date): SampleName {
  const [update] = readDelivery(text, at).updates
  switch (update?.kind) {
    case 'message':
      if (!update.who.phone) return 'bsuid-only-unknown'
      return update.who.bsuid ? 'phone-and-bsuid' : 'phone-only'
    case 'status':
      return update.status === 'failed' ? 'status-failed-phone' : 'status-delivered'
    case 'identity-change':
      return update.previous.bsuid || update.previous.phone ? 'rotation' : 'rotation-untold'
    case 'security-change':
      return 'security-code'
    case 'handle-update':
      return 'handle-approved'
    case 'notice':
      return update.about === 'number' ? 'value-error' : 'call'
    case 'unreadable':
      return 'no-sender'
    default:
      return 'unknown-field'
  }
}
