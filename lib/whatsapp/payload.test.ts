import { describe, expect, it } from 'vitest'
import { message, messagesBody, NUMBER, read, readOne } from './testing/bodies'

/** Facts section 3, copied character for character. */
const WITHHELD = `{"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"field":"messages","value":{
 "messaging_product":"whatsapp","metadata":{"display_phone_number":"15550783881","phone_number_id":"106540352242922"},
 "contacts":[{"profile":{"name":"Sheena Nelson","username":"realsheenanelson"},"user_id":"US.13491208655302741918","parent_user_id":"US.ENT.11815799212886844830"}],
 "messages":[{"from_user_id":"US.13491208655302741918","from_parent_user_id":"US.ENT.11815799212886844830","id":"wamid.HBgL...","timestamp":"1749416383","type":"text","text":{"body":"Does it come in another color?"}}]}}]}]}`

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
