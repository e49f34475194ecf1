import { describe, expect, it } from 'vitest'
import { readDelivery } from './payload'
import type { Update } from './update'

const RECEIVED = new Date('2026-11-23T10:00:00Z')
const NUMBER = '106540352242922'

/** Facts section 3, copied character for character. */
const WITHHELD = `{"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"field":"messages","value":{
 "messaging_product":"whatsapp","metadata":{"display_phone_number":"15550783881","phone_number_id":"106540352242922"},
 "contacts":[{"profile":{"name":"Sheena Nelson","username":"realsheenanelson"},"user_id":"US.13491208655302741918","parent_user_id":"US.ENT.11815799212886844830"}],
 "messages":[{"from_user_id":"US.13491208655302741918","from_parent_user_id":"US.ENT.11815799212886844830","id":"wamid.HBgL...","timestamp":"1749416383","type":"text","text":{"body":"Does it come in another color?"}}]}}]}]}`

const CHANGED_USER_ID = `{"id":"wamid.X","timestamp":"1790418000","type":"system","system":{"type":"user_changed_user_id","user_id":"ES.20000000000000000003","previous_user_id":"ES.20000000000000000002","body":"User changed from ... to ..."}}`
const CHANGED_NUMBER = `{"from":"16505551234","id":"wamid.Y","timestamp":"1790418000","type":"system","system":{"type":"user_changed_number","wa_id":"16505559999","user_id":"US.2","previous_user_id":"US.1","parent_user_id":"US.ENT.2","previous_parent_user_id":"US.ENT.1","body":"..."}}`

function change(field: string, value: unknown): string {
  return JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '102', changes: [{ field, value }] }] })
}

function messagesBody(value: object): string {
  const metadata = { display_phone_number: '15550783881', phone_number_id: NUMBER }
  return change('messages', { messaging_product: 'whatsapp', metadata, ...value })
}

function read(body: string): Update[] {
  const reading = readDelivery(Buffer.from(body), RECEIVED)
  expect(reading.problem).toBeUndefined()
  return reading.updates
}

function readOne<K extends Update['kind']>(kind: K, body: string): Extract<Update, { kind: K }> {
  const updates = read(body)
  expect(updates).toHaveLength(1)
  const [update] = updates
  if (update?.kind !== kind) throw new Error(`Expected ${kind}, read ${JSON.stringify(update)}`)
  return update as Extract<Update, { kind: K }>
}

const message = (extra: object) => ({
  id: 'wamid.A',
  timestamp: '1790418000',
  type: 'text',
  text: { body: 'Hi' },
  ...extra,
})

describe('an incoming message', () => {
  it('with a username and the phone withheld names the BSUID, the parent BSUID and the username', () => {
    expect(readOne('message', WITHHELD)).toEqual({
      kind: 'message',
      key: `m:${NUMBER}:wamid.HBgL...`,
      wabaId: '102290129340398',
      phoneNumberId: NUMBER,
      displayPhoneNumber: '15550783881',
      field: 'messages',
      at: new Date(1_749_416_383_000),
      direction: 'inbound',
      wamid: 'wamid.HBgL...',
      messageType: 'text',
      text: 'Does it come in another color?',
      who: {
        bsuid: 'US.13491208655302741918',
        parentBsuid: 'US.ENT.11815799212886844830',
        username: 'realsheenanelson',
        profileName: 'Sheena Nelson',
      },
      errors: [],
    })
  })

  it('without a username names the phone and the BSUID', () => {
    const contacts = [{ profile: { name: 'Ana Larkin' }, wa_id: '447700900118', user_id: 'GB.1' }]
    const body = messagesBody({ contacts, messages: [message({ from: '447700900118', from_user_id: 'GB.1' })] })
    expect(readOne('message', body).who).toEqual({ phone: '447700900118', bsuid: 'GB.1', profileName: 'Ana Larkin' })
  })

  it('takes its contact by identifier and never by position', () => {
    const contacts = [
      { profile: { name: 'Second' }, user_id: 'GB.2' },
      { profile: { name: 'First' }, wa_id: '447700900111' },
    ]
    const messages = [message({ from: '447700900111' }), message({ id: 'wamid.B', from_user_id: 'GB.2' })]
    const names = read(messagesBody({ contacts, messages })).map((update) => 'who' in update && update.who?.profileName)
    expect(names).toEqual(['First', 'Second'])
  })

  it('takes no name from a contact that is somebody else, even when it is the only one', () => {
    const contacts = [{ profile: { name: 'Somebody else', username: 'other' }, user_id: 'GB.9' }]
    const body = messagesBody({ contacts, messages: [message({ from: '447700900111', from_user_id: 'GB.1' })] })
    expect(readOne('message', body).who).toEqual({ phone: '447700900111', bsuid: 'GB.1' })
  })

  it('alone with one contact that shares no identifier and contradicts none is paired with it', () => {
    const contacts = [{ profile: { name: 'Ana' }, wa_id: '447700900111' }]
    const who = readOne('message', messagesBody({ contacts, messages: [message({ from_user_id: 'GB.1' })] })).who
    expect(who).toEqual({ phone: '447700900111', bsuid: 'GB.1', profileName: 'Ana' })
  })

  it('is not paired with the only contact when there are two messages', () => {
    const contacts = [{ profile: { name: 'Ana' }, wa_id: '447700900111' }]
    const messages = [message({ from_user_id: 'GB.1' }), message({ id: 'wamid.B', from_user_id: 'GB.2' })]
    for (const update of read(messagesBody({ contacts, messages }))) {
      expect(update).not.toHaveProperty('who.phone')
    }
  })

  it('treats empty strings of older drafts as absent', () => {
    const contacts = [{ profile: { name: '', username: '' }, wa_id: '', user_id: 'GB.1', parent_user_id: '' }]
    const body = messagesBody({ contacts, messages: [message({ from: '', from_user_id: 'GB.1', group_id: '' })] })
    const update = readOne('message', body)
    expect(update.who).toEqual({ bsuid: 'GB.1' })
    expect(update.groupId).toBeUndefined()
  })

  it('reads a BSUID that stands in `from` as a BSUID, never as a phone', () => {
    expect(readOne('message', messagesBody({ messages: [message({ from: 'GB.447700900118' })] })).who).toEqual({
      bsuid: 'GB.447700900118',
    })
  })

  it('reads no phone from a user id field', () => {
    const body = messagesBody({ messages: [message({ from: '447700900111', from_user_id: '447700900118' })] })
    expect(readOne('message', body).who).toEqual({ phone: '447700900111' })
  })

  it('sorts a parent BSUID that stands in a user id field by its shape', () => {
    const body = messagesBody({ messages: [message({ from_user_id: 'US.ENT.77' })] })
    expect(readOne('message', body).who).toEqual({ parentBsuid: 'US.ENT.77' })
  })

  it('from nobody is kept as unreadable with a sentence', () => {
    const update = readOne('unreadable', messagesBody({ messages: [message({})] }))
    expect(update.problem).toContain('names no sender')
    expect(update.wamid).toBe('wamid.A')
  })

  it('carries its group and the ad it came from', () => {
    const referral = {
      source_url: 'https://example.com/a',
      source_id: '120210000000',
      source_type: 'ad',
      headline: 'Ferns',
    }
    const body = messagesBody({ messages: [message({ from: '447700900111', group_id: 'GRP.1', referral })] })
    expect(readOne('message', body)).toMatchObject({ groupId: 'GRP.1', referralSourceId: '120210000000' })
  })

  it.each([
    ['text', { text: { body: 'Opening hours?' } }, 'Opening hours?'],
    ['button', { button: { text: 'Yes please', payload: 'YES' } }, 'Yes please'],
    ['interactive', { interactive: { type: 'button_reply', button_reply: { id: '1', title: 'Track' } } }, 'Track'],
    ['interactive', { interactive: { type: 'list_reply', list_reply: { id: '1', title: 'Delivery' } } }, 'Delivery'],
    ['interactive', { interactive: { type: 'nfm_reply', nfm_reply: { body: 'Sent', response_json: '{}' } } }, 'Sent'],
    ['image', { image: { id: '1', caption: 'Is this box blight?' } }, 'Is this box blight?'],
    ['video', { video: { id: '1', caption: 'Look' } }, 'Look'],
    ['document', { document: { id: '1', caption: 'Invoice', filename: 'a.pdf' } }, 'Invoice'],
    ['order', { order: { text: 'Two of these', product_items: [] } }, 'Two of these'],
    ['audio', { audio: { id: '1' } }, undefined],
    ['sticker', { sticker: { id: '1' } }, undefined],
    ['location', { location: { latitude: 51, longitude: 0 } }, undefined],
    ['reaction', { reaction: { message_id: 'wamid.Z', emoji: '👍' } }, undefined],
    ['text', {}, undefined],
    ['text', { text: 'not an object' }, undefined],
  ])('of type %s gives routing its words: %j', (type, content, text) => {
    const messages = [{ id: 'wamid.A', timestamp: '1790418000', from: '447700900111', type, ...content }]
    expect(readOne('message', messagesBody({ messages }))).toMatchObject({ messageType: type, text })
  })

  it('keeps emoji whole, and cuts a very long text without splitting one', () => {
    const emoji = readOne(
      'message',
      messagesBody({ messages: [message({ from: '447700900111', text: { body: '🌿👩🏽‍🌾 ok' } })] }),
    )
    expect(emoji.text).toBe('🌿👩🏽‍🌾 ok')
    const long = `${'a'.repeat(4095)}🌿`
    const cut = readOne(
      'message',
      messagesBody({ messages: [message({ from: '447700900111', text: { body: long } })] }),
    )
    expect(cut.text).toBe('a'.repeat(4095))
  })

  it('that WhatsApp could not pass on keeps the reason', () => {
    const errors = [{ code: 131051, title: 'Message type unknown', error_data: { details: 'Not supported.' } }]
    const messages = [{ id: 'wamid.A', from: '447700900111', timestamp: '1790418000', type: 'unsupported', errors }]
    expect(readOne('message', messagesBody({ messages })).errors).toEqual([
      { code: 131051, title: 'Message type unknown', details: 'Not supported.' },
    ])
  })

  it('of a type that is not known is kept as unsupported, with its sender', () => {
    const messages = [{ id: 'wamid.A', from_user_id: 'GB.1', timestamp: '1790418000', type: 'hologram' }]
    expect(readOne('unsupported', messagesBody({ messages }))).toMatchObject({
      type: 'hologram',
      who: { bsuid: 'GB.1' },
      wamid: 'wamid.A',
    })
  })
})

describe('a shared contact', () => {
  const shared = (contacts: unknown) =>
    readOne(
      'message',
      messagesBody({ messages: [{ ...message({ from_user_id: 'GB.1' }), type: 'contacts', contacts }] }),
    )

  it('with origin contact_request is the own number of the sender', () => {
    expect(
      shared([{ origin: 'contact_request', phones: [{ phone: '+44 7700 900118', wa_id: '447700900118' }] }])
        .sharedOwnPhone,
    ).toBe('447700900118')
    expect(shared([{ origin: 'contact_request', phones: [{ phone: '+44 7700 900118' }] }]).sharedOwnPhone).toBe(
      '447700900118',
    )
  })

  it('can be read from the vCard when no phones are listed', () => {
    const vcard = 'BEGIN:VCARD\nTEL;type=CELL;waid=447700900118:+44 7700 900118\nEND:VCARD'
    expect(shared([{ origin: 'contact_request', vcard }]).sharedOwnPhone).toBe('447700900118')
  })

  it.each([
    ['of any other origin', [{ origin: 'other', phones: [{ phone: '+447700900118', wa_id: '447700900118' }] }]],
    ['without an origin', [{ name: { formatted_name: 'Bo' }, phones: [{ wa_id: '447700900118' }] }]],
    [
      'with two different numbers',
      [{ origin: 'contact_request', phones: [{ wa_id: '447700900118' }, { wa_id: '447700900119' }] }],
    ],
    ['with a BSUID in the phone', [{ origin: 'contact_request', phones: [{ wa_id: 'GB.447700900118' }] }]],
    [
      'that is malformed',
      [null, 7, { origin: 'contact_request', phones: 'x' }, { origin: 'contact_request', phones: [null] }],
    ],
    ['that is no list', { origin: 'contact_request' }],
  ])('%s is never bound to the sender', (_what, contacts) => {
    expect(shared(contacts).sharedOwnPhone).toBeUndefined()
  })
})

describe('a status', () => {
  const status = (extra: object) => ({ id: 'wamid.S', status: 'delivered', timestamp: '1790418000', ...extra })

  it('failed to a phone has no contacts and is still joined by wamid', () => {
    const errors = [
      {
        code: 131026,
        title: 'Message undeliverable',
        message: 'Message undeliverable',
        error_data: { details: 'Message Undeliverable.' },
        href: 'https://example.com',
      },
    ]
    const update = readOne(
      'status',
      messagesBody({ statuses: [status({ status: 'failed', recipient_id: '447700900111', errors })] }),
    )
    expect(update).toMatchObject({ wamid: 'wamid.S', status: 'failed', who: { phone: '447700900111' } })
    expect(update.key).toBe(`s:${NUMBER}:wamid.S:failed:131026`)
    expect(update.errors[0]?.details).toBe('Message Undeliverable.')
  })

  it('failed to a BSUID names the BSUID', () => {
    const statuses = [status({ status: 'failed', recipient_user_id: 'GB.1', errors: [{ code: '131062' }] })]
    const update = readOne('status', messagesBody({ statuses }))
    expect(update.who).toEqual({ bsuid: 'GB.1' })
    expect(update.errors).toEqual([{ code: 131062 }])
  })

  it('that names nobody is still a status of its message', () => {
    expect(readOne('status', messagesBody({ statuses: [status({})] })).who).toEqual({})
  })

  it('delivered carries the username of its contact', () => {
    const contacts = [{ profile: { name: 'Ana', username: 'ana.larkin' }, wa_id: '447700900111', user_id: 'GB.1' }]
    const statuses = [status({ recipient_id: '447700900111', recipient_user_id: 'GB.1' })]
    expect(readOne('status', messagesBody({ contacts, statuses })).who.username).toBe('ana.larkin')
  })

  it.each(['sent', 'delivered', 'read', 'played', 'failed'])('%s is its own update of the message', (name) => {
    const update = readOne(
      'status',
      messagesBody({ statuses: [status({ status: name, recipient_id: '447700900111' })] }),
    )
    expect(update.key).toBe(`s:${NUMBER}:wamid.S:${name}`)
  })

  it('in a group is one per participant, and the group is not a person', () => {
    const group = { recipient_type: 'group', recipient_id: 'GRP.1' }
    const statuses = [
      status({ ...group, recipient_participant_id: '447700900111', recipient_participant_user_id: 'GB.1' }),
      status({ ...group, recipient_participant_user_id: 'GB.2' }),
    ]
    const updates = read(messagesBody({ statuses }))
    expect(updates.map((update) => update.key)).toEqual([
      `s:${NUMBER}:wamid.S:delivered:g:GB.1`,
      `s:${NUMBER}:wamid.S:delivered:g:GB.2`,
    ])
    expect(updates[0]).toMatchObject({ groupId: 'GRP.1', who: { phone: '447700900111', bsuid: 'GB.1' } })
  })

  it('reads a BSUID that stands in recipient_id as a BSUID', () => {
    expect(readOne('status', messagesBody({ statuses: [status({ recipient_id: 'GB.12' })] })).who).toEqual({
      bsuid: 'GB.12',
    })
  })

  it('that failed twice for different reasons is two pieces of news, in any order of the codes', () => {
    const failed = (codes: number[]) => status({ status: 'failed', errors: codes.map((code) => ({ code })) })
    const keys = read(messagesBody({ statuses: [failed([1, 2]), failed([2, 1]), failed([3])] })).map(
      (update) => update.key,
    )
    expect(new Set(keys).size).toBe(2)
  })

  it('that is not known is kept as unsupported', () => {
    const update = readOne(
      'unsupported',
      messagesBody({ statuses: [status({ status: 'warning', recipient_user_id: 'GB.1' })] }),
    )
    expect(update).toMatchObject({ type: 'status:warning', wamid: 'wamid.S', who: { bsuid: 'GB.1' } })
  })
})

describe('an identity change', () => {
  const system = (json: string) => readOne('identity-change', messagesBody({ messages: [JSON.parse(json)] }))

  it('user_changed_user_id has no contacts and no from, only the two BSUIDs', () => {
    expect(system(CHANGED_USER_ID)).toMatchObject({
      key: `i:${NUMBER}:wamid.X`,
      wamid: 'wamid.X',
      form: 'user_changed_user_id',
      who: { bsuid: 'ES.20000000000000000003' },
      previous: { bsuid: 'ES.20000000000000000002' },
      at: new Date(1_790_418_000_000),
    })
  })

  it('user_changed_number gives old and new phone, BSUID and parent BSUID', () => {
    const update = system(CHANGED_NUMBER)
    expect(update.form).toBe('user_changed_number')
    expect(update.who).toEqual({ phone: '16505559999', bsuid: 'US.2', parentBsuid: 'US.ENT.2' })
    expect(update.previous).toEqual({ phone: '16505551234', bsuid: 'US.1', parentBsuid: 'US.ENT.1' })
  })

  it('in the oldest shape has the two phones and no BSUIDs at all', () => {
    const update = system(
      '{"from":"16505551234","id":"wamid.O","type":"system","system":{"type":"user_changed_number","wa_id":"16505559999","body":"x"}}',
    )
    expect(update.who).toEqual({ phone: '16505559999' })
    expect(update.previous).toEqual({ phone: '16505551234' })
  })

  it('in the first API wrote the new phone as new_wa_id', () => {
    const update = system(
      '{"from":"16505551234","id":"wamid.O","type":"system","system":{"new_wa_id":"16505559999","body":"x"}}',
    )
    expect(update).toMatchObject({
      form: 'user_changed_number',
      who: { phone: '16505559999' },
      previous: { phone: '16505551234' },
    })
  })

  it('without previous_user_id takes the old BSUID from from_user_id', () => {
    const update = system(
      '{"from_user_id":"ES.1","id":"wamid.O","type":"system","system":{"type":"user_changed_user_id","user_id":"ES.2","body":"User changed from ES.7 to ES.2"}}',
    )
    expect(update.previous).toEqual({ bsuid: 'ES.1' })
  })

  it('never takes the new BSUID for the old one, and never reads the prose', () => {
    const update = system(
      '{"from_user_id":"ES.2","id":"wamid.O","type":"system","system":{"type":"user_changed_user_id","user_id":"ES.2","body":"User changed from ES.1 to ES.2"}}',
    )
    expect(update.previous).toEqual({})
  })

  it('without a new identifier is unreadable, and moves nothing', () => {
    const broken = { id: 'wamid.O', type: 'system', system: { type: 'user_changed_user_id', previous_user_id: 'ES.1' } }
    expect(readOne('unreadable', messagesBody({ messages: [broken] })).problem).toContain('does not say what the new')
  })

  it('takes nothing from a contact that may describe the state before', () => {
    const contacts = [{ profile: { name: 'Ana' }, wa_id: '16505551234' }]
    const update = readOne('identity-change', messagesBody({ contacts, messages: [JSON.parse(CHANGED_USER_ID)] }))
    expect(update.who).toEqual({ bsuid: 'ES.20000000000000000003' })
  })

  it('customer_identity_changed is a changed security code and moves no identifier', () => {
    const notice = {
      from: '447700900111',
      from_user_id: 'GB.1',
      id: 'wamid.C',
      type: 'system',
      timestamp: '1790418000',
      system: { type: 'customer_identity_changed', body: 'x' },
      identity: { acknowledged: false, created_timestamp: 1, hash: 'h' },
    }
    const update = readOne('security-change', messagesBody({ messages: [notice] }))
    expect(update).toMatchObject({ wamid: 'wamid.C', who: { phone: '447700900111', bsuid: 'GB.1' } })
  })

  it('of a kind that is not known is kept as unsupported', () => {
    const notice = { from: '447700900111', id: 'wamid.C', type: 'system', system: { type: 'user_changed_planet' } }
    expect(readOne('unsupported', messagesBody({ messages: [notice] }))).toMatchObject({
      type: 'system:user_changed_planet',
      who: { phone: '447700900111' },
    })
  })

  it('of the withdrawn field user_id_update is still accepted', () => {
    const item = {
      wa_id: '447700900111',
      user_id: { previous: 'GB.1', current: 'GB.2' },
      parent_user_id: { previous: 'GB.ENT.1', current: 'GB.ENT.2' },
      timestamp: '1790418000',
    }
    const body = change('user_id_update', { metadata: { phone_number_id: NUMBER }, user_id_update: [item] })
    const update = readOne('identity-change', body)
    expect(update).toMatchObject({ form: 'user_id_update', phoneNumberId: NUMBER })
    expect(update.who).toEqual({ phone: '447700900111', bsuid: 'GB.2', parentBsuid: 'GB.ENT.2' })
    expect(update.previous).toEqual({ bsuid: 'GB.1', parentBsuid: 'GB.ENT.1' })
  })
})
