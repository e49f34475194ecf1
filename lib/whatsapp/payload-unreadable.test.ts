import { describe, expect, it } from 'vitest'
import { readDelivery } from './payload'
import type { Update } from './update'

const RECEIVED = new Date('2026-11-23T10:00:00Z')
const METADATA = { display_phone_number: '+1 555-078-3881', phone_number_id: '106540352242922' }

function read(field: string, value: unknown, entry: object = {}): Update[] {
  const body = { object: 'whatsapp_business_account', entry: [{ id: '102', ...entry, changes: [{ field, value }] }] }
  return readDelivery(JSON.stringify(body), RECEIVED).updates
}

describe('what cannot be read', () => {
  const neighbour = { id: 'wamid.N', from: '447700900111', type: 'text', timestamp: '1790418000', text: { body: 'Hi' } }

  it.each([
    ['null', null],
    ['a number', 7],
    ['a list', []],
    ['nothing in it', {}],
    ['no id', { ...neighbour, id: undefined }],
    ['an empty id', { ...neighbour, id: '' }],
    ['an id that is an object', { ...neighbour, id: {} }],
    ['an id no database would index', { ...neighbour, id: 'w'.repeat(5000) }],
    ['no type', { ...neighbour, type: undefined }],
    ['a type of the wrong type', { ...neighbour, type: ['text'] }],
    ['a system message without content', { ...neighbour, type: 'system' }],
  ])('a message that is or has %s costs its neighbours nothing', (_what, bad) => {
    const after = { ...neighbour, id: 'wamid.M' }
    const updates = read('messages', { metadata: METADATA, messages: [neighbour, bad, after] })
    expect(updates.map((update) => update.kind)).toEqual(['message', 'unreadable', 'message'])
    expect(updates[1]).toHaveProperty('problem', expect.stringMatching(/^[A-Z].*\.$/))
  })

  it('lists, contacts and metadata of the wrong type cost the statuses beside them nothing', () => {
    const statuses = [{ id: 'wamid.S', status: 'read', timestamp: '1790418000' }, null, { id: 'wamid.S' }]
    const updates = read('messages', { metadata: 7, contacts: { a: 1 }, messages: { 0: neighbour }, statuses })
    expect(updates.map((update) => update.kind)).toEqual(['unreadable', 'status', 'unreadable', 'unreadable'])
    expect(updates[1]?.key).toBe('s:-:wamid.S:read')
  })

  it('entries and changes of the wrong type cost the others nothing', () => {
    const good = { field: 'messages', value: { metadata: METADATA, messages: [neighbour] } }
    const entry = [
      null,
      { id: '1' },
      { id: '2', changes: [7, {}, { field: 'messages' }, { field: 'x', value: [] }, good] },
    ]
    const { updates } = readDelivery(JSON.stringify({ entry }), RECEIVED)
    expect(updates.map((update) => update.kind)).toEqual([...Array(6).fill('unreadable'), 'message'])
  })

  it.each([
    ['', 'The body is empty.'],
    [' \n', 'The body is empty.'],
    ['{"entry":[', 'not JSON'],
    ['null', 'not an object'],
    ['[]', 'not an object'],
    ['7', 'not an object'],
    ['{}', 'no list of entries'],
    ['{"entry":{}}', 'no list of entries'],
    ['['.repeat(200_000), 'not JSON'],
  ])('a body that is no delivery has a problem and no updates: %.20s', (body, problem) => {
    const reading = readDelivery(Buffer.from(body), RECEIVED)
    expect(reading.updates).toEqual([])
    expect(reading.problem).toContain(problem)
  })

  it('a delivery without entries is not a problem', () => {
    expect(readDelivery('{"object":"whatsapp_business_account","entry":[]}', RECEIVED)).toEqual({ updates: [] })
  })
})

describe('times', () => {
  const at = (timestamp: unknown, entry: object = {}) =>
    read('messages', { statuses: [{ id: 'wamid.S', status: 'sent', timestamp }] }, entry)[0]?.at

  it('are seconds, as text or as a number; milliseconds are recognised', () => {
    const expected = new Date(1_790_418_000_000)
    expect(at('1790418000')).toEqual(expected)
    expect(at(1_790_418_000)).toEqual(expected)
    expect(at('1790418000000')).toEqual(expected)
  })

  it.each([
    [undefined],
    [null],
    [''],
    ['soon'],
    ['0'],
    ['-5'],
    [1e308],
    ['99999999999'],
    ['253402300800'],
    ['1.5e9'],
    [{}],
  ])('that are absent or absurd fall back to the receipt: %j', (timestamp) => {
    expect(at(timestamp)).toEqual(RECEIVED)
  })

  it("fall back to the entry's time before the receipt", () => {
    expect(at(undefined, { time: 1_790_418_000 })).toEqual(new Date(1_790_418_000_000))
  })
})
