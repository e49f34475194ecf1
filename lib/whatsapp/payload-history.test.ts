import { describe, expect, it } from 'vitest'
import { readDelivery } from './payload'
import { NUMBER, RECEIVED } from './testing/bodies'
import type { MessageUpdate, Update } from './update'

const METADATA = { display_phone_number: '15550783881', phone_number_id: NUMBER }
const SYNCED = 1_790_418_000

function readHistory(value: object, time: number | null = SYNCED): Update[] {
  const entry = [{ id: '102', time, changes: [{ field: 'history', value: { metadata: METADATA, ...value } }] }]
  const { updates, problem } = readDelivery(JSON.stringify({ object: 'whatsapp_business_account', entry }), RECEIVED)
  expect(problem).toBeUndefined()
  return updates
}

const readThreads = (...threads: unknown[]) =>
  readHistory({ history: [{ metadata: { phase: 1, chunk_order: 2, progress: 55 }, threads }] })

function messages(updates: Update[]): MessageUpdate[] {
  return updates.map((update) => {
    if (update.kind !== 'message') throw new Error(`Expected a message, read ${JSON.stringify(update)}`)
    return update
  })
}

let made = 0
function past(more: object) {
  made += 1
  return { id: `wamid.P${made}`, timestamp: '1780000000', type: 'text', text: { body: 'Hi' }, ...more }
}

const fromAna = (more: object = {}) => past({ from: '447700900111', history_context: { status: 'READ' }, ...more })
const fromUs = (more: object = {}) =>
  past({ from: '15550783881', to: '447700900111', history_context: { status: 'DELIVERED' }, ...more })

describe('the stored history', () => {
  it('is read message by message, with who wrote to whom', () => {
    const found = messages(readThreads({ id: '447700900111', messages: [fromAna(), fromUs()] }))
    expect(found.map(({ direction, who, messageType }) => [direction, who, messageType])).toEqual([
      ['inbound', { phone: '447700900111' }, 'text'],
      ['echo', { phone: '447700900111' }, 'text'],
    ])
    expect(found[0]?.key).toBe(`p:${NUMBER}:${found[0]?.wamid}`)
  })

  it('is marked as past: written then, put together when it was synchronised', () => {
    const [first] = messages(readThreads({ id: '447700900111', messages: [fromAna()] }))
    expect(first?.at).toEqual(new Date(1_780_000_000_000))
    expect(first?.past?.shownAt).toEqual(new Date(SYNCED * 1_000))
    const [untimed] = messages(
      readHistory({ history: [{ threads: [{ id: '447700900111', messages: [fromAna()] }] }] }, null),
    )
    expect(untimed?.past?.shownAt).toEqual(RECEIVED)
  })

  it.each([
    ['SENT', 'sent'],
    ['DELIVERED', 'delivered'],
    ['READ', 'read'],
    ['PLAYED', 'played'],
    ['ERROR', 'failed'],
    ['read', 'read'],
    ['PENDING', undefined],
    ['constructor', undefined],
    [7, undefined],
  ])('a message of ours with the status %s had come as far as %s', (status, known) => {
    const [echo] = messages(readThreads({ id: '447700900111', messages: [fromUs({ history_context: { status } })] }))
    expect(echo?.past?.status).toBe(known)
  })

  it('says nothing about how far a message of the customer came: we are who read it', () => {
    const [inbound] = messages(readThreads({ id: '447700900111', messages: [fromAna()] }))
    expect(inbound?.past).not.toHaveProperty('status')
  })

  it('names people who have no phone in it', () => {
    const context = { user_id: 'GB.1', username: 'ana.larkin' }
    const thread = {
      context,
      messages: [past({ from_user_id: 'GB.1' }), past({ from: '15550783881', to_user_id: 'GB.1' })],
    }
    const found = messages(readThreads(thread))
    expect(found.map(({ direction }) => direction)).toEqual(['inbound', 'echo'])
    for (const { who } of found) expect(who).toEqual({ bsuid: 'GB.1', username: 'ana.larkin' })
  })

  it('takes what stands beside the address of a thread as identifiers of the same person', () => {
    const context = { wa_id: '447700900111', user_id: 'GB.1' }
    const [found] = messages(readThreads({ id: '447700900111', context, messages: [fromAna()] }))
    expect(found?.who).toEqual({ phone: '447700900111', bsuid: 'GB.1' })
  })

  it('never takes our own number for the customer, however it is written', () => {
    const ours = [
      past({ from: '15550783881' }),
      past({ from: '15550783882' }),
      past({ from: '447700900111', history_context: { from_me: true } }),
    ]
    const found = messages(readThreads({ id: '447700900111', messages: ours }))
    expect(found.map(({ direction, who }) => [direction, who.phone])).toEqual(ours.map(() => ['echo', '447700900111']))
  })

  it('keeps pictures that come later as another update of the same message', () => {
    const placeholder = past({ from: '447700900111', type: 'media_placeholder' })
    const picture = { ...placeholder, type: 'image', image: { id: '1', mime_type: 'image/jpeg' } }
    const threads = [{ id: '447700900111', messages: [placeholder] }]
    const [first, second] = messages(readHistory({ history: [{ threads }], messages: [picture] }))
    expect([first?.messageType, second?.messageType]).toEqual(['media_placeholder', 'image'])
    expect(first?.wamid).toBe(second?.wamid)
    expect(first?.key).not.toBe(second?.key)
    const [sent] = messages(readHistory({ messages: [fromUs({ type: 'image' })] }))
    expect([sent?.direction, sent?.who]).toEqual(['echo', { phone: '447700900111' }])
  })

  it('that the business did not share says so', () => {
    const errors = [{ code: 2593109, title: 'History sharing is turned off by the business' }]
    expect(readHistory({ history: [{ errors }] })).toEqual([
      expect.objectContaining({
        kind: 'notice',
        about: 'history',
        errors: [expect.objectContaining({ code: 2593109 })],
      }),
    ])
  })

  it('loses nothing to what is broken beside it', () => {
    const threads = [
      7,
      { id: '447700900111', messages: [null, { id: 'wamid.X' }, fromAna(), { type: 'text' }] },
      { messages: [past({})] },
    ]
    expect(readThreads(...threads).map(({ kind }) => kind)).toEqual([
      'unreadable',
      'unreadable',
      'unreadable',
      'message',
      'unreadable',
      'unreadable',
    ])
    expect(readHistory({ history: ['x', { threads: 'y' }] }).map(({ kind }) => kind)).toEqual(['unreadable', 'notice'])
  })

  it('keeps a thread and a chunk without messages, and types nobody knows', () => {
    const updates = readThreads(
      { id: '447700900111', messages: [] },
      { id: '447700900111', messages: [fromAna({ type: 'hologram' })] },
    )
    expect(updates.map(({ kind }) => kind)).toEqual(['notice', 'unsupported'])
    expect(updates[0]).toMatchObject({ about: 'history', who: { phone: '447700900111' } })
    expect(readHistory({ history: [{ metadata: { progress: 100 } }] })).toEqual([
      expect.objectContaining({ kind: 'notice', about: 'history', detail: 'chunk' }),
    ])
  })
})
