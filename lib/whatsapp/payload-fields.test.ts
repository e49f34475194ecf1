import { describe, expect, it } from 'vitest'
import { readDelivery } from './payload'
import type { Update } from './update'

const RECEIVED = new Date('2026-11-23T10:00:00Z')
const METADATA = { display_phone_number: '+1 555-078-3881', phone_number_id: '106540352242922' }

function read(field: string, value: unknown, entry: object = {}): Update[] {
  const body = { object: 'whatsapp_business_account', entry: [{ id: '102', ...entry, changes: [{ field, value }] }] }
  return readDelivery(JSON.stringify(body), RECEIVED).updates
}

function who(update: Update | undefined) {
  return update && 'who' in update ? update.who : undefined
}

describe('business_username_updates', () => {
  const approved = { display_phone_number: '15550783881', username: 'larkmoss', status: 'approved' }

  it('names our number by WABA and display number, because there is no phone_number_id', () => {
    const [update] = read('business_username_updates', approved)
    expect(update).toMatchObject({
      kind: 'handle-update',
      wabaId: '102',
      displayPhoneNumber: '15550783881',
      username: 'larkmoss',
      status: 'approved',
      revoked: false,
    })
    expect(update?.phoneNumberId).toBeUndefined()
  })

  it('is accepted in the singular too', () => {
    expect(read('business_username_update', approved)[0]?.kind).toBe('handle-update')
  })

  it('with context revoked says that Meta took the name away', () => {
    const [update] = read('business_username_updates', { ...approved, status: 'deleted', context: 'revoked' })
    expect(update).toMatchObject({ status: 'deleted', revoked: true })
  })

  it('revoked and replaced arrives as approved, with the generated name', () => {
    const replaced = { ...approved, username: 'user83726', context: 'revoked' }
    expect(read('business_username_updates', replaced)[0]).toMatchObject({
      username: 'user83726',
      status: 'approved',
      revoked: true,
    })
  })

  it('deleted may come without the name', () => {
    const [update] = read('business_username_updates', { display_phone_number: '15550783881', status: 'deleted' })
    expect(update).toMatchObject({ kind: 'handle-update', status: 'deleted', revoked: false })
    expect(update).not.toHaveProperty('username')
  })

  it('reads the old pending_review as reserved', () => {
    expect(read('business_username_updates', { ...approved, status: 'pending_review' })[0]).toMatchObject({
      status: 'reserved',
    })
  })

  it('with a status that is not known is kept as unsupported', () => {
    for (const status of ['frozen', 'constructor', '__proto__']) {
      expect(read('business_username_updates', { ...approved, status })[0]).toMatchObject({
        kind: 'unsupported',
        type: `username:${status}`,
      })
    }
  })

  it('reserved, deleted and reserved again are three updates when the entries have different times', () => {
    const keys = [1_790_418_000, 1_790_418_060].map(
      (time) => read('business_username_updates', approved, { time })[0]?.key,
    )
    expect(new Set(keys).size).toBe(2)
  })
})

describe('a message the business sent from its app (smb_message_echoes)', () => {
  const echo = {
    id: 'wamid.E',
    from: '15550783881',
    timestamp: '1790418000',
    type: 'text',
    text: { body: 'On its way' },
  }

  it('names the customer it was sent to, by phone or by BSUID', () => {
    const echoes = [
      { ...echo, to: '447700900111' },
      { ...echo, id: 'wamid.F', to_user_id: 'GB.1' },
    ]
    const updates = read('smb_message_echoes', { metadata: METADATA, message_echoes: echoes })
    expect(updates[0]).toMatchObject({
      kind: 'message',
      direction: 'echo',
      key: 'e:106540352242922:wamid.E',
      who: { phone: '447700900111' },
      text: 'On its way',
    })
    expect(who(updates[1])).toEqual({ bsuid: 'GB.1' })
  })

  it('to nobody is unreadable, and to a group is kept as unsupported', () => {
    const kinds = read('smb_message_echoes', { message_echoes: [echo, { ...echo, group_id: 'GRP.1' }] })
    expect(kinds.map((update) => update.kind)).toEqual(['unreadable', 'unsupported'])
  })
})

describe('what is not understood', () => {
  it('a field that is not known is kept whole, with the person when the usual names are there', () => {
    const updates = read('message_teleport', { metadata: METADATA, wa_id: '447700900111', list: [1, 2] })
    expect(updates).toHaveLength(1)
    expect(updates[0]).toMatchObject({
      kind: 'unsupported',
      field: 'message_teleport',
      who: { phone: '447700900111' },
      displayPhoneNumber: '15550783881',
    })
  })

  it('a list that is not known beside messages is kept beside them', () => {
    const messages = [{ id: 'wamid.A', from: '447700900111', type: 'text', timestamp: '1790418000' }]
    const updates = read('messages', { metadata: METADATA, messages, holograms: [{}] })
    expect(updates.map((update) => update.kind)).toEqual(['message', 'unsupported'])
  })

  it('a messages change without any list is kept', () => {
    expect(read('messages', { metadata: METADATA }).map((update) => update.kind)).toEqual(['unsupported'])
  })
})
