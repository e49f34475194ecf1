import { gzipSync } from 'node:zlib'
import type { SeededNumber } from '@/lib/server/testing/seed'
import type { Random } from '@/lib/shared/random'
import type { SampleParams } from '@/lib/whatsapp/sample-parts'
import { buildSample, SAMPLES } from '@/lib/whatsapp/samples'
import { MAX_BODY_BYTES } from '../read-body'

/**
 * Deliveries as nobody should send them (product.md section 8), made from the payload pack. Each comes with a good message
 * that has to be resolved all the same: inside the delivery when that can still be read, otherwise in one of its own.
 */
export type HostileDelivery = {
  kind: string
  body: Buffer
  headers: Record<string, string>
  /** What it may be answered. */
  answers: readonly number[]
  /** True when the body as a whole cannot be read: then the stored delivery says so. */
  unreadable: boolean
  good: { wamid: string; inside: boolean; body: Buffer }
}

type Change = { field: string; value: unknown }
type Json = Record<string, unknown>
const PEOPLE = 500

function changesOf(payload: object): Change[] {
  const { entry = [] } = payload as { entry?: { changes?: Change[] }[] }
  return entry.flatMap(({ changes = [] }) => changes)
}

function goodChange(number: SeededNumber, index: number, wamid: string): Change {
  const bsuid = `GB.5000000${index % PEOPLE}`
  const text = { type: 'text', text: { body: 'Is this in stock?' } }
  const metadata = { display_phone_number: '442079460000', phone_number_id: number.phoneNumberId }
  return {
    field: 'messages',
    value: {
      messaging_product: 'whatsapp',
      metadata,
      contacts: [{ profile: { name: 'Test Person' }, user_id: bsuid }],
      messages: [{ from_user_id: bsuid, id: wamid, timestamp: '1790000000', ...text }],
    },
  }
}

/** Who a damaged payload is about: one of many, so that no contact collects the history of thousands. */
function personOf(index: number): Pick<SampleParams, 'phone' | 'bsuid' | 'newPhone' | 'newBsuid'> {
  const person = String(index % PEOPLE).padStart(3, '0')
  return {
    phone: `447700900${person}`,
    newPhone: `442079460${person}`,
    bsuid: `GB.1349120865530274${person}`,
    newBsuid: `GB.2000000000000000${person}`,
  }
}

function deliveryText(number: SeededNumber, changes: readonly unknown[]): string {
  return JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: number.wabaId, changes }] })
}

/** Stands in the object where raw JSON text goes, because an object cannot hold a key twice or a number of 400 digits. */
const MARK = 'here-goes-raw-text'

type Spot = { parent: Json; key: string }

function spotsOf(value: unknown, found: Spot[] = []): Spot[] {
  if (typeof value !== 'object' || value === null) return found
  const parent = value as Json
  for (const key of Object.keys(parent)) {
    found.push({ parent, key })
    spotsOf(parent[key], found)
  }
  return found
}

const WRONG = [
  'null',
  'true',
  '0',
  '-1',
  '1.5',
  '""',
  '"text"',
  '[]',
  '{}',
  '[[]]',
  '[null]',
  '[{}]',
  '{"a":1}',
  '{"id":{}}',
]
const HUGE = ['12345678901234567890', '-9007199254740993', '1e400', '-1e-400', `1${'0'.repeat(400)}`, '0.1e+99']
const NULS = ['"\\u0000"', '"a\\u0000b"', '"wamid.\\u0000"', '"447700\\u0000900118"']
const SURROGATES = ['"\\ud800"', '"\\udfffx"', '"a\\ud83c"', '"\\udc00\\ud800"', '"\\u0000\\ud83c"']
const KEYS = [
  'id',
  'from',
  'from_user_id',
  'type',
  'timestamp',
  'user_id',
  'wa_id',
  'messages',
  'contacts',
  'metadata',
  'field',
]
const PROTO = [
  '"__proto__":{"id":"wamid.P","from":"447700900199","type":"text"}',
  '"constructor":{"prototype":{"polluted":true}}',
  '"__proto__":null',
  '"toString":1,"hasOwnProperty":"x","__proto__":[]',
]

function nested(random: Random): string {
  const depth = random.pick([50, 500, 5_000, 20_000])
  return random.below(2) === 0
    ? `${'['.repeat(depth)}${']'.repeat(depth)}`
    : `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
}

/** One damage to one place of a change; `raw` replaces a value, `pairs` are more keys of an object. */
type Damage = { raw: string } | { pairs: string } | 'remove'

const DAMAGES: Record<string, (random: Random) => Damage> = {
  'wrong types': (random) => ({ raw: random.pick(WRONG) }),
  'huge integers': (random) => ({ raw: random.pick(HUGE) }),
  'NUL in text': (random) => ({ raw: random.pick(NULS) }),
  'lone surrogates': (random) => ({ raw: random.pick(SURROGATES) }),
  'deep nesting': (random) => ({ raw: nested(random) }),
  'very long text': (random) => ({ raw: JSON.stringify('x'.repeat(random.pick([1_000, 10_000, 60_000]))) }),
  'missing fields': () => 'remove',
  'unknown fields': (random) => ({ pairs: `"brand_new_${random.below(50)}":${random.pick(WRONG)}` }),
  __proto__: (random) => ({ pairs: random.pick(PROTO) }),
  'duplicate keys': (random) => {
    const key = random.pick(KEYS)
    return { pairs: `"${key}":${random.pick(WRONG)},"${key}":${random.pick([...WRONG, ...HUGE])}` }
  },
}

function damaged(
  text: (changes: readonly unknown[]) => string,
  changes: Change[],
  damage: Damage,
  random: Random,
): string {
  const spots = spotsOf(changes)
  if (damage !== 'remove' && 'pairs' in damage) {
    const objects = spots.map(({ parent }) => parent).filter((parent) => !Array.isArray(parent))
    const parent = random.pick(objects)
    parent[MARK] = MARK
    return text(changes).replace(`"${MARK}":"${MARK}"`, () => damage.pairs)
  }
  const { parent, key } = random.pick(spots)
  if (damage === 'remove') {
    if (Array.isArray(parent)) parent.splice(Number(key), 1)
    else delete parent[key]
    return text(changes)
  }
  parent[key] = MARK
  return text(changes).replace(`"${MARK}"`, () => damage.raw)
}

type Whole = { body: Buffer; headers?: Record<string, string>; answers?: readonly number[]; unreadable?: boolean }

/** Damage to the body as a whole. */
const WHOLES: Record<string, (body: Buffer, random: Random) => Whole> = {
  truncated: (body, random) => ({ body: body.subarray(0, 1 + random.below(body.length - 1)), unreadable: true }),
  'compressed and said so': (body) => ({
    body: gzipSync(body),
    headers: { 'Content-Encoding': 'gzip' },
    answers: [415],
  }),
  'compressed and not said so': (body) => ({ body: gzipSync(body), unreadable: true }),
  'a NUL byte': (body, random) => ({ body: withByte(body, 0x00, random), unreadable: true }),
  'a byte that is no UTF-8': (body, random) => ({ body: withByte(body, 0xff, random) }),
  'no object': (_body, random) => ({
    body: Buffer.from(random.pick(['', ' ', '[]', 'null', '"x"', '1', '{}', '{"entry":{}}', '[[[[', 'undefined'])),
    unreadable: true,
  }),
}

function withByte(body: Buffer, byte: number, random: Random): Buffer {
  const at = random.below(body.length)
  return Buffer.concat([body.subarray(0, at), Buffer.from([byte]), body.subarray(at)])
}

/** One of this many is as large as a delivery may be, and one is larger. */
const LARGE_EVERY = 1_000

export function hostileDelivery(number: SeededNumber, index: number, random: Random): HostileDelivery {
  const wamid = `wamid.good.${index}`
  const good = goodChange(number, index, wamid)
  const alone = Buffer.from(deliveryText(number, [good]))
  const inside = { wamid, inside: true, body: alone }
  const outside = { wamid, inside: false, body: alone }
  const fixed = { headers: {}, answers: [200], unreadable: false }
  const size = index % LARGE_EVERY
  if (size === 1 || size === 2) {
    const largest = Buffer.alloc(MAX_BODY_BYTES + size - 1, ' ')
    alone.copy(largest)
    const allowed = size === 1
    return { ...fixed, kind: 'large', body: largest, answers: [allowed ? 200 : 413], good: allowed ? inside : outside }
  }
  const at = new Date(1_790_000_000_000)
  const place = { phoneNumberId: number.phoneNumberId, displayPhoneNumber: '442079460000', wabaId: number.wabaId }
  const sample = buildSample(random.pick(SAMPLES).name, {
    ...place,
    ...personOf(index),
    wamid: `wamid.bad.${index}`,
    at,
  })
  const bad = structuredClone(changesOf(sample))
  const kinds = [...Object.keys(DAMAGES), ...Object.keys(WHOLES)]
  const kind = kinds[index % kinds.length] ?? ''
  const whole = WHOLES[kind]?.(Buffer.from(deliveryText(number, bad)), random)
  if (whole) return { ...fixed, ...whole, kind, good: outside }
  const damage = DAMAGES[kind]?.(random) ?? 'remove'
  const first = random.below(2) === 0
  const text = damaged(
    (changes) => deliveryText(number, first ? [good, ...changes] : [...changes, good]),
    bad,
    damage,
    random,
  )
  return { ...fixed, kind, body: Buffer.from(text), good: inside }
}
