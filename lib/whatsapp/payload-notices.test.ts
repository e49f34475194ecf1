import { describe, expect, it } from 'vitest'
import { change, NUMBER, RECEIVED, read } from './testing/bodies'
import type { NoticeUpdate, Update } from './update'

const METADATA = { display_phone_number: '+1 555-078-3881', phone_number_id: NUMBER }
const AT = '1790418000'

function notices(field: string, value: object): NoticeUpdate[] {
  return read(change(field, { metadata: METADATA, ...value })).map((update) => {
    if (update.kind !== 'notice') throw new Error(`Expected a notice, read ${JSON.stringify(update)}`)
    return update
  })
}

const kinds = (field: string, value: object): Update['kind'][] =>
  read(change(field, { metadata: METADATA, ...value })).map((update) => update.kind)

describe('calls', () => {
  const call = { id: 'wacid.1', from: '447700900111', from_user_id: 'GB.1', to: '15550783881', timestamp: AT }
  const incoming = { ...call, event: 'connect', direction: 'USER_INITIATED' }
  const outgoing = { id: 'wacid.2', from: '15550783881', to: '447700900112', to_user_id: 'GB.2', event: 'terminate' }

  it('name the customer, whoever called', () => {
    const calls = [incoming, { ...outgoing, direction: 'BUSINESS_INITIATED', timestamp: AT }]
    const statuses = [{ id: 'wacid.2', type: 'call', status: 'RINGING', recipient_user_id: 'GB.2', timestamp: AT }]
    expect(
      notices('calls', { calls, statuses }).map(({ about, detail, who, wamid }) => [about, detail, who, wamid]),
    ).toEqual([
      ['call', 'connect', { phone: '447700900111', bsuid: 'GB.1' }, 'wacid.1'],
      ['call', 'terminate', { phone: '447700900112', bsuid: 'GB.2' }, 'wacid.2'],
      ['call', 'RINGING', { bsuid: 'GB.2' }, 'wacid.2'],
    ])
  })

  it('take the name from contacts by identifier', () => {
    const contacts = [{ profile: { name: 'Ana', username: 'ana.larkin' }, user_id: 'GB.1' }]
    const [first] = notices('calls', { contacts, calls: [{ ...incoming, from: '' }] })
    expect(first?.who).toEqual({ bsuid: 'GB.1', username: 'ana.larkin', profileName: 'Ana' })
  })

  it('are one notice when delivered twice, and two when something else happened', () => {
    const keys = [incoming, incoming, { ...incoming, event: 'terminate' }].flatMap((one) =>
      notices('calls', { calls: [one] }),
    )
    expect(new Set(keys.map(({ key }) => key)).size).toBe(2)
  })

  it('that are no objects are kept as unreadable beside the others', () => {
    expect(kinds('calls', { calls: [7, incoming, null] })).toEqual(['unreadable', 'notice', 'unreadable'])
  })
})

describe('user_preferences', () => {
  it('say who wants what', () => {
    const preference = {
      wa_id: '447700900111',
      user_id: 'GB.1',
      category: 'marketing_messages',
      value: 'stop',
      timestamp: AT,
    }
    const contacts = [{ profile: { name: 'Ana' }, wa_id: '447700900111', user_id: 'GB.1' }]
    expect(notices('user_preferences', { contacts, user_preferences: [preference] })[0]).toMatchObject({
      about: 'preference',
      detail: 'marketing_messages:stop',
      who: { phone: '447700900111', bsuid: 'GB.1', profileName: 'Ana' },
      at: new Date(1_790_418_000_000),
    })
  })
})

describe('smb_app_state_sync', () => {
  const ana = {
    full_name: 'Ana from the market',
    first_name: 'Ana',
    phone_number: '447700900111',
    user_id: 'GB.1',
    username: '@ana.larkin',
  }
  const entry = (contact: object, action = 'add') => ({ type: 'contact', action, contact, metadata: { timestamp: AT } })

  it('holds many contacts, each with the identifiers that stand together', () => {
    const state_sync = [entry(ana), entry({ phone_number: '447700900112' }), entry({ user_id: 'GB.3' }, 'remove')]
    expect(notices('smb_app_state_sync', { state_sync }).map(({ detail, who }) => [detail, who])).toEqual([
      ['add', { phone: '447700900111', bsuid: 'GB.1', username: 'ana.larkin' }],
      ['add', { phone: '447700900112' }],
      ['remove', { bsuid: 'GB.3' }],
    ])
  })

  it('takes no name from it: that is what the business calls the person', () => {
    expect(notices('smb_app_state_sync', { state_sync: [entry(ana)] })[0]?.who).not.toHaveProperty('profileName')
  })

  it('has its time in its metadata', () => {
    expect(notices('smb_app_state_sync', { state_sync: [entry(ana)] })[0]?.at).toEqual(new Date(1_790_418_000_000))
  })

  it('keeps what is no contact as not understood', () => {
    const state_sync = [{ type: 'label', label: { id: '1' } }, entry(ana), { type: 'contact', contact: 'Ana' }]
    expect(kinds('smb_app_state_sync', { state_sync })).toEqual(['unsupported', 'notice', 'unsupported'])
  })
})

describe('group_participants_update', () => {
  const group = { group_id: 'GRP.1', type: 'group_participants_add', timestamp: AT }

  it('names every participant for themselves', () => {
    const added_participants = [{ input: '447700900111', wa_id: '447700900111', user_id: 'GB.1' }, { user_id: 'GB.2' }]
    const removed_participants = [{ wa_id: '447700900113' }]
    const found = notices('group_participants_update', {
      groups: [{ ...group, added_participants, removed_participants }],
    })
    expect(found.map(({ who, groupId, detail }) => [who, groupId, detail])).toEqual([
      [{ phone: '447700900111', bsuid: 'GB.1' }, 'GRP.1', 'group_participants_add'],
      [{ bsuid: 'GB.2' }, 'GRP.1', 'group_participants_add'],
      [{ phone: '447700900113' }, 'GRP.1', 'group_participants_add'],
    ])
    expect(new Set(found.map(({ key }) => key)).size).toBe(3)
  })

  it('a request to join names its person beside the group', () => {
    const request = {
      ...group,
      type: 'group_join_request_created',
      join_request_id: 'J1',
      wa_id: '447700900111',
      user_id: 'GB.1',
    }
    expect(notices('group_participants_update', { groups: [request] })[0]?.who).toEqual({
      phone: '447700900111',
      bsuid: 'GB.1',
    })
  })

  it('a participant that could not be removed carries the reason', () => {
    const failed_participants = [{ wa_id: '447700900111', errors: [{ code: 131_000, title: 'Something failed' }] }, 'x']
    const updates = read(
      change('group_participants_update', { metadata: METADATA, groups: [{ ...group, failed_participants }] }),
    )
    expect(updates[0]).toMatchObject({ kind: 'notice', errors: [{ code: 131_000, title: 'Something failed' }] })
    expect(updates[1]?.kind).toBe('unreadable')
  })
})

describe('errors beside the lists of a value', () => {
  it('are notices about the number, each with its code', () => {
    const errors = [{ code: 130429, title: 'Rate limit hit', error_data: { details: 'Too many messages.' } }, 'broken']
    const updates = read(change('messages', { metadata: METADATA, errors }))
    expect(updates[0]).toMatchObject({
      kind: 'notice',
      about: 'number',
      phoneNumberId: NUMBER,
      errors: [{ code: 130429, title: 'Rate limit hit', details: 'Too many messages.' }],
      at: RECEIVED,
    })
    expect(updates[0]).toHaveProperty('who', undefined)
    expect(updates[1]?.kind).toBe('unreadable')
  })

  it('cost the messages beside them nothing', () => {
    const messages = [{ id: 'wamid.A', from: '447700900111', type: 'text', timestamp: AT, text: { body: 'Hi' } }]
    expect(kinds('messages', { errors: [{ code: 1 }], messages })).toEqual(['notice', 'message'])
  })
})
