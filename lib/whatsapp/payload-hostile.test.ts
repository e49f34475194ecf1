import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDelivery } from './payload'
import { canonicalJson } from './payload-json'
import type { Update } from './update'

const RECEIVED = new Date('2026-11-23T10:00:00Z')
const NEIGHBOUR = {
  id: 'wamid.NEIGHBOUR',
  from: '447700900111',
  type: 'text',
  timestamp: '1790418000',
  text: { body: 'Hi' },
}

function hostileObject(): fc.Arbitrary<unknown> {
  const names = [
    '__proto__',
    'constructor',
    'toString',
    'id',
    'type',
    'system',
    'contacts',
    'wa_id',
    'user_id',
    'status',
  ]
  const key = fc.oneof(fc.constantFrom(...names), fc.string({ unit: 'binary' }))
  const leaf = fc.oneof(
    fc.constantFrom(null, true, '', '\u0000', '\ud800', 'GB.1', '447700900111', 1e308, -0, 9007199254740992, 'system'),
    fc.string({ unit: 'binary' }),
    fc.double(),
  )
  return fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('node'), { maxLength: 4 }),
      fc.dictionary(key, tie('node'), { maxKeys: 6 }),
    ),
  })).node
}

/** A value with every list of a messages webhook, filled with `element`, and one good message at the end. */
function around(element: unknown): object {
  const metadata = { display_phone_number: '15550783881', phone_number_id: '106' }
  return {
    messaging_product: 'whatsapp',
    metadata,
    contacts: [element],
    errors: [element],
    statuses: [element],
    unheard_of: [element],
    messages: [element, NEIGHBOUR],
  }
}

function delivery(changes: unknown[]): string {
  return JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes }] })
}

const SENTENCE = /^[A-Z"].+\.$/su
const UNSTORABLE = new RegExp(`[${String.fromCharCode(0)}\\p{Surrogate}]`, 'u')

function hasUnstorableText(update: Update): boolean {
  let found = false
  JSON.stringify(update, (_key, value: unknown) => {
    if (typeof value === 'string' && UNSTORABLE.test(value)) found = true
    return value
  })
  return found
}

function peopleFaults(update: Update): string[] {
  const who = ('who' in update ? update.who : undefined) ?? {}
  const isSomebody = who.phone !== undefined || who.bsuid !== undefined || who.parentBsuid !== undefined
  return [
    who.phone !== undefined && !/^\d{5,15}$/.test(who.phone) && 'phone',
    who.bsuid !== undefined && !/^[A-Z]{2}\.[A-Za-z0-9]{1,256}$/.test(who.bsuid) && 'bsuid',
    update.kind === 'message' && !isSomebody && 'a message from nobody',
  ].filter((fault) => fault !== false)
}

/** What is wrong with an update, whatever it was read from. Collected in plain code: a matcher per rule makes 9,000 cases slow. */
function faultsOf(update: Update): string[] {
  const { key, at } = update
  return [
    ...peopleFaults(update),
    (key.length < 5 || key.length > 2500) && 'key',
    !(at.getTime() > 0 && at.getTime() <= RECEIVED.getTime() + 86_400_000) && 'time',
    update.kind === 'unreadable' && !SENTENCE.test(update.problem) && 'sentence',
    hasUnstorableText(update) && 'text',
  ].filter((fault) => fault !== false)
}

describe('arbitrary content', { timeout: 60_000 }, () => {
  it('in every place of a messages change never throws and never loses a neighbour (2,000 cases)', () => {
    fc.assert(
      fc.property(hostileObject(), (element) => {
        const { updates } = readDelivery(delivery([{ field: 'messages', value: around(element) }]), RECEIVED)
        expect(updates).toHaveLength(5)
        expect(updates.at(-1)).toMatchObject({ kind: 'message', wamid: 'wamid.NEIGHBOUR', text: 'Hi' })
        expect(updates.flatMap(faultsOf)).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })

  it('as a change of any field never throws and never loses a neighbour (2,000 cases)', () => {
    const fields = fc.constantFrom(
      'messages',
      'smb_message_echoes',
      'user_id_update',
      'business_username_updates',
      'history',
      'calls',
      'user_preferences',
      'smb_app_state_sync',
      'group_participants_update',
      '__proto__',
      'new',
    )
    const lists = fc.constantFrom(
      'messages',
      'message_echoes',
      'user_id_update',
      'history',
      'calls',
      'state_sync',
      'user_preferences',
      'groups',
    )
    fc.assert(
      fc.property(fields, lists, hostileObject(), (field, list, element) => {
        const good = { field: 'messages', value: { metadata: { phone_number_id: '106' }, messages: [NEIGHBOUR] } }
        const body = delivery([{ field, value: element }, { field, value: { [list]: [element] } }, element, good])
        const { updates } = readDelivery(body, RECEIVED)
        expect(updates.length).toBeGreaterThanOrEqual(4)
        expect(updates.at(-1)).toMatchObject({ wamid: 'wamid.NEIGHBOUR' })
        expect(updates.flatMap(faultsOf)).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })

  it('as bytes never throws (2,000 cases)', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          const { updates, problem } = readDelivery(Buffer.from(bytes), RECEIVED)
          if (problem !== undefined) expect(updates).toEqual([])
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('made by damaging a good body is read, or has a problem (3,000 cases)', () => {
    const good = Buffer.from(delivery([{ field: 'messages', value: around({ ...NEIGHBOUR, id: 'wamid.B' }) }]))
    const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(damage, fc.nat(good.length), (edits, length) => {
        const body = Buffer.from(good)
        for (const [position, byte] of edits) body[position] = byte
        for (const part of [body, good.subarray(0, length)]) {
          const { updates, problem } = readDelivery(part, RECEIVED)
          expect(updates.length > 0 || problem !== undefined || part.includes('[]')).toBe(true)
          expect(updates.flatMap(faultsOf)).toEqual([])
        }
      }),
      { numRuns: 1500 },
    )
  })

  it('is read the same way twice', () => {
    fc.assert(
      fc.property(hostileObject(), (element) => {
        const body = delivery([{ field: 'messages', value: around(element) }])
        expect(readDelivery(body, RECEIVED)).toEqual(readDelivery(Buffer.from(body), RECEIVED))
      }),
    )
  })
})

describe('particular traps', () => {
  const inMessage = (fragment: string) =>
    `{"entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"106"},"messages":[${fragment},${JSON.stringify(NEIGHBOUR)}]}}]}]}`

  it('very deep nesting costs only the update that has it', () => {
    const depth = 100_000
    const { updates } = readDelivery(inMessage(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`), RECEIVED)
    expect(updates.map((update) => update.kind)).toEqual(['unreadable', 'message'])
  })

  it('__proto__ sets nothing', () => {
    const fragment = '{"__proto__":{"id":"wamid.P","type":"text","from":"447700900118"}}'
    const { updates } = readDelivery(inMessage(fragment), RECEIVED)
    expect(updates[0]?.kind).toBe('unreadable')
    expect({}).not.toHaveProperty('wamid')
  })

  it('of duplicate keys the last one counts, as in JSON.parse', () => {
    const { updates } = readDelivery(
      inMessage('{"id":"wamid.1","id":"wamid.2","type":"text","from":"447700900118"}'),
      RECEIVED,
    )
    expect(updates[0]).toMatchObject({ wamid: 'wamid.2' })
  })

  it('a number JSON has rounded is not an id, a small one is', () => {
    const ids = ['12345678901234567890', '42'].map(
      (id) => readDelivery(inMessage(`{"id":${id},"type":"text","from":447700900118}`), RECEIVED).updates[0],
    )
    expect(ids[0]?.kind).toBe('unreadable')
    expect(ids[1]).toMatchObject({ wamid: '42', who: { phone: '447700900118' } })
  })

  it('NUL and lone surrogates become U+FFFD wherever text is kept', () => {
    const fragment = '{"id":"wamid.\\u0000","type":"text","from":"447700900118","text":{"body":"a\\u0000b\\ud83cc"}}'
    expect(readDelivery(inMessage(fragment), RECEIVED).updates[0]).toMatchObject({
      wamid: 'wamid.\uFFFD',
      text: 'a\uFFFDb\uFFFDc',
    })
  })
})

describe('idempotency keys', () => {
  it('do not depend on the order of keys, on the batch, or on the time of receipt', () => {
    fc.assert(
      fc.property(hostileObject(), (element) => {
        const shuffled: unknown = JSON.parse(canonicalJson(element))
        const value = (content: unknown) => ({ metadata: { phone_number_id: '106' }, messages: [content] })
        const alone = readDelivery(delivery([{ field: 'messages', value: value(element) }]), RECEIVED)
        const later = readDelivery(
          delivery([
            { field: 'x', value: {} },
            { field: 'messages', value: value(shuffled) },
          ]),
          new Date('2026-11-29T10:00:00Z'),
        )
        expect(later.updates[1]?.key).toBe(alone.updates[0]?.key)
      }),
    )
  })

  it('tell two numbers, two fields and two contents apart', () => {
    const key = (field: string, number: string, content: object) =>
      readDelivery(delivery([{ field, value: { metadata: { phone_number_id: number }, ...content } }]), RECEIVED)
        .updates[0]?.key
    const keys = [key('x', '1', {}), key('y', '1', {}), key('x', '2', {}), key('x', '1', { a: 1 })]
    expect(new Set(keys).size).toBe(4)
  })
})

it('a delivery of 100 messages is read in well under 5 ms', () => {
  const people = Array.from({ length: 100 }, (_, index) => ({
    phone: `4477009${String(index).padStart(5, '0')}`,
    bsuid: `GB.7${index}`,
  }))
  const contacts = people.map(({ phone, bsuid }) => ({ profile: { name: 'A' }, wa_id: phone, user_id: bsuid }))
  const messages = people.map(({ phone, bsuid }, index) => ({
    ...NEIGHBOUR,
    id: `wamid.${index}`,
    from: phone,
    from_user_id: bsuid,
  }))
  const body = Buffer.from(
    delivery([{ field: 'messages', value: { metadata: { phone_number_id: '106' }, contacts, messages } }]),
  )
  const times = Array.from({ length: 40 }, () => {
    const start = performance.now()
    expect(readDelivery(body, RECEIVED).updates).toHaveLength(100)
    return performance.now() - start
  })
  expect(times.sort((a, b) => a - b)[20]).toBeLessThan(5)
})
