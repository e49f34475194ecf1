import { describe, expect, it } from 'vitest'
import { change, messagesBody, NUMBER, readOne } from './testing/bodies'

/** Facts section 3, copied character for character. */
const CHANGED_USER_ID = `{"id":"wamid.X","timestamp":"1790418000","type":"system","system":{"type":"user_changed_user_id","user_id":"ES.20000000000000000003","previous_user_id":"ES.20000000000000000002","body":"User changed from ... to ..."}}`
const CHANGED_NUMBER = `{"from":"16505551234","id":"wamid.Y","timestamp":"1790418000","type":"system","system":{"type":"user_changed_number","wa_id":"16505559999","user_id":"US.2","previous_user_id":"US.1","parent_user_id":"US.ENT.2","previous_parent_user_id":"US.ENT.1","body":"..."}}`

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
