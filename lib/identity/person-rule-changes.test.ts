import { describe, expect, it } from 'vitest'
import { change, message, minute, SUPPORT, status, World } from './testing/world'

const WREN = { phone: '447700900118', bsuid: 'GB.1' }
const FINN = { phone: '447700900119', bsuid: 'GB.2' }

describe('row 8: an identity change', () => {
  it('ends the old BSUID, keeps it in the lineage and gives the new one', () => {
    const world = new World()
    const first = world.send(message({ bsuid: 'GB.1' }))
    const changed = world.send(change({ bsuid: 'GB.2' }, { at: 2, from: { bsuid: 'GB.1' } }))
    expect(changed).toMatchObject({ outcome: 'linked', rule: 8, contactId: first.contactId })
    const old = world.ws.identifiersOf(first.contactId ?? '').find((row) => row.value === 'GB.1')
    expect(old).toMatchObject({ active: false, validTo: minute(2), endReason: 'rotated' })
    expect(world.send(message({ bsuid: 'GB.2' }, { at: 3 }))).toMatchObject({ rule: 1, contactId: first.contactId })
  })

  it('adds the new phone and ends the old one as previous', () => {
    const world = new World()
    const first = world.send(message(WREN))
    const next = { phone: '447700900777', bsuid: 'GB.2' }
    world.send(change(next, { at: 2, form: 'user_changed_number', from: WREN }))
    expect(world.active(first.contactId)).toEqual(['bsuid GB.2', 'phone 447700900777'])
    expect(world.send(message({ phone: WREN.phone, bsuid: 'GB.8' }, { at: 3 }))).toMatchObject({ outcome: 'created' })
  })

  it('does not give a left phone back because the CRM still claims it', () => {
    const world = World.withCrm([{ crm: 'a', phone: WREN.phone }])
    world.send(message(WREN))
    world.send(change({ phone: '447700900777', bsuid: 'GB.2' }, { at: 2, form: 'user_changed_number', from: WREN }))
    expect(world.send(message({ phone: WREN.phone, bsuid: 'GB.8' }, { at: 3 }))).toMatchObject({ outcome: 'created' })
  })

  it('is a conflict when another contact holds the new BSUID', () => {
    const world = new World()
    const wren = world.send(message({ bsuid: 'GB.1' }))
    const finn = world.send(message({ bsuid: 'GB.2' }))
    const changed = world.send(change({ bsuid: 'GB.2' }, { at: 2, from: { bsuid: 'GB.1' } }))
    expect(changed).toMatchObject({ outcome: 'conflict', rule: 8, candidates: [wren.contactId, finn.contactId] })
    expect(world.active(wren.contactId)).toEqual(['bsuid GB.1'])
  })

  it('is matched when the new BSUID is the contact’s already', () => {
    const world = new World()
    world.send(message({ bsuid: 'GB.1' }))
    world.send(change({ bsuid: 'GB.2' }, { at: 2, from: { bsuid: 'GB.1' } }))
    const again = world.send(change({ bsuid: 'GB.2' }, { at: 2, from: { bsuid: 'GB.1' } }))
    expect(again).toMatchObject({ outcome: 'matched', rule: 8 })
  })

  it('finds a number change of the older shape by the old phone, and ends the BSUIDs of the portfolio', () => {
    const world = new World()
    const first = world.send(message(WREN))
    const moved = change({ phone: '447700900777' }, { at: 2, form: 'user_changed_number', from: { phone: WREN.phone } })
    expect(world.send(moved)).toMatchObject({
      outcome: 'linked',
      rule: 8,
      decisive: 'phone',
      contactId: first.contactId,
    })
    expect(world.active(first.contactId)).toEqual(['phone 447700900777'])
    expect(world.send(message({ phone: '447700900777', bsuid: 'GB.4' }, { at: 3 }))).toMatchObject({
      outcome: 'linked',
      rule: 2,
      contactId: first.contactId,
    })
  })

  it('does not take a phone that another contact holds', () => {
    const world = new World()
    const wren = world.send(message(WREN))
    const finn = world.send(message(FINN))
    const moved = { phone: FINN.phone, bsuid: 'GB.3' }
    const changed = world.send(change(moved, { at: 2, form: 'user_changed_number', from: WREN }))
    expect(changed).toMatchObject({ outcome: 'conflict', contactId: wren.contactId })
    expect(world.active(finn.contactId)).toEqual(['bsuid GB.2', `phone ${FINN.phone}`])
    expect(world.active(wren.contactId)).toEqual(['bsuid GB.3'])
  })

  it('does not end the account of somebody who took the phone over after the change', () => {
    const world = new World()
    const next = world.send(message({ phone: WREN.phone, bsuid: 'GB.8' }, { at: 5 }))
    const late = change({ phone: '447700900777' }, { at: 2, form: 'user_changed_number', from: { phone: WREN.phone } })
    expect(world.send(late)).toMatchObject({ outcome: 'failed' })
    expect(world.active(next.contactId)).toEqual(['bsuid GB.8', 'phone 447700900118'])
  })
})

describe('row 9: a change whose previous BSUID nobody holds', () => {
  it('waits, and is applied when the missing link comes', () => {
    const world = new World()
    const first = world.send(message({ bsuid: 'GB.1' }))
    const second = change({ bsuid: 'GB.3' }, { at: 3, from: { bsuid: 'GB.2' } })
    expect(world.send(second)).toMatchObject({ outcome: 'waiting', rule: 9 })
    world.send(change({ bsuid: 'GB.2' }, { at: 2, from: { bsuid: 'GB.1' } }))
    expect(world.resolutions.get(second.key)).toMatchObject({ outcome: 'linked', rule: 8, contactId: first.contactId })
    expect(world.active(first.contactId)).toEqual(['bsuid GB.3'])
  })

  it('is joined from the other side when the new BSUID is known first', () => {
    const world = new World()
    const newest = world.send(message({ bsuid: 'GB.3' }, { at: 4 }))
    const joined = world.send(change({ bsuid: 'GB.3' }, { at: 3, from: { bsuid: 'GB.2' } }))
    expect(joined).toMatchObject({ outcome: 'linked', rule: 9, contactId: newest.contactId })
    expect(world.send(message({ bsuid: 'GB.2' }, { at: 1 }))).toMatchObject({ rule: 1, contactId: newest.contactId })
    expect(world.active(newest.contactId)).toEqual(['bsuid GB.3'])
  })

  it('fails with a clear error when no previous BSUID is given and none can be told', () => {
    const world = new World()
    const lost = world.send(change({ bsuid: 'GB.3' }, { from: {} }))
    expect(lost).toMatchObject({ outcome: 'failed', rule: 9, error: { code: 'change-not-linkable' } })
  })
})

describe('row 10: a status', () => {
  it('is joined to its message by wamid', () => {
    const world = new World()
    const first = world.send(message(WREN, { wamid: 'wamid.A', direction: 'echo' }))
    const read = world.send(status({}, { wamid: 'wamid.A', status: 'failed', at: 2 }))
    expect(read).toMatchObject({ outcome: 'matched', rule: 10, contactId: first.contactId })
  })

  it('is joined by its recipient when the message is not known', () => {
    const world = new World()
    const first = world.send(message(WREN))
    const sent = world.send(status({ bsuid: 'GB.1' }, { wamid: 'wamid.B', status: 'sent', at: 2 }))
    expect(sent).toMatchObject({ outcome: 'matched', rule: 10, contactId: first.contactId })
  })

  it('never makes a contact', () => {
    const world = new World()
    expect(world.send(status(WREN, { wamid: 'wamid.C', status: 'sent' }))).toMatchObject({ outcome: 'unmapped' })
    expect(world.ws.log.contactsCreated.size).toBe(0)
  })

  it('links a BSUID seen beside a verified phone, and not beside a claimed one', () => {
    const world = World.withCrm([{ crm: 'a', phone: WREN.phone }])
    const claimed = world.send(status(WREN, { wamid: 'wamid.D', status: 'sent' }))
    expect(claimed).toMatchObject({ outcome: 'matched', contactId: 'a' })
    expect(world.active('a')).toEqual([])
    world.send(message({ phone: WREN.phone }, { at: 2 }))
    expect(world.send(status(WREN, { wamid: 'wamid.E', status: 'sent', at: 3 }))).toMatchObject({ outcome: 'linked' })
    expect(world.active('a')).toEqual(['bsuid GB.1', 'phone 447700900118'])
  })

  it('gives statuses that were unmapped their person once the message is known', () => {
    const world = new World()
    const first = world.send(message(WREN))
    world.send(status({}, { wamid: 'wamid.F', status: 'failed' }))
    world.send(status({ bsuid: 'GB.1' }, { wamid: 'wamid.F', status: 'sent' }))
    expect(world.ws.log.adoptions).toMatchObject([{ contactId: first.contactId }])
  })
})

describe('row 11: what cannot be resolved', () => {
  it('fails for a number that is not ours', () => {
    const world = new World()
    const lost = world.send({ ...message(WREN), number: undefined, phoneNumberId: '999' })
    expect(lost).toMatchObject({ outcome: 'failed', rule: 11, error: { code: 'number-unknown' } })
  })

  it('keeps an unknown field as unsupported', () => {
    const update = { kind: 'unsupported', key: 'u:1', field: 'brand_new_thing', at: minute(1) } as const
    expect(new World().send(update)).toMatchObject({ outcome: 'unsupported', rule: 11 })
  })

  it('fails an unreadable update with its own sentence', () => {
    const problem = 'This status does not say which message it is about.'
    const update = { kind: 'unreadable', key: 'x:1', field: 'messages', at: minute(1), problem } as const
    expect(new World().send(update)).toMatchObject({
      outcome: 'failed',
      error: { code: 'update-unreadable', args: { problem } },
    })
  })

  it('fails a message that names nobody', () => {
    const lost = new World().send(message({ username: 'only.a.name' }, { number: SUPPORT }))
    expect(lost).toMatchObject({ outcome: 'failed', error: { code: 'no-identifiers' } })
  })
})
