import { describe, expect, it } from 'vitest'
import { ABROAD, change, message, minute, SALES, SUPPORT, status, World } from './testing/world'

const WREN = { phone: '447700900118', bsuid: 'GB.1' }
const FINN = { phone: '447700900119', bsuid: 'GB.2' }

describe('row 1: somebody holds the BSUID', () => {
  it('matches a payload without a phone', () => {
    const world = new World()
    const first = world.send(message(WREN))
    const second = world.send(message({ bsuid: 'GB.1' }, { at: 2 }))
    expect(second).toMatchObject({ outcome: 'matched', rule: 1, decisive: 'bsuid', contactId: first.contactId })
  })

  it('adds a phone that is new to the contact and known to nobody', () => {
    const world = new World()
    const first = world.send(message({ bsuid: 'GB.1' }))
    const second = world.send(message(WREN, { at: 2 }))
    expect(second).toMatchObject({ outcome: 'linked', rule: 1, contactId: first.contactId })
    expect(world.active(first.contactId)).toEqual(['bsuid GB.1', 'phone 447700900118'])
  })

  it('matches an older BSUID of the lineage', () => {
    const world = new World()
    const first = world.send(message({ bsuid: 'GB.1' }))
    world.send(change({ bsuid: 'GB.3' }, { at: 2, from: { bsuid: 'GB.1' } }))
    const late = world.send(message({ bsuid: 'GB.1' }, { at: 1 }))
    expect(late).toMatchObject({ outcome: 'matched', rule: 1, contactId: first.contactId })
    expect(world.active(first.contactId)).toEqual(['bsuid GB.3'])
  })

  it('confirms a phone the contact claims, although others claim it too', () => {
    const world = World.withCrm([
      { crm: 'a', phone: WREN.phone, bsuid: 'GB.1' },
      { crm: 'b', phone: WREN.phone },
    ])
    expect(world.send(message(WREN))).toMatchObject({ outcome: 'matched', rule: 1, contactId: 'a' })
    expect(world.active('a')).toEqual(['bsuid GB.1', 'phone 447700900118'])
  })

  it('treats a BSUID only one CRM contact claims as theirs, and confirms it', () => {
    const world = World.withCrm([{ crm: 'a', bsuid: 'GB.1' }])
    expect(world.send(message({ bsuid: 'GB.1' }))).toMatchObject({ outcome: 'matched', rule: 1, contactId: 'a' })
    expect(world.active('a')).toEqual(['bsuid GB.1'])
  })
})

describe('row 2: nobody holds the BSUID and one contact has the phone', () => {
  it('links the BSUID to the contact that claims the phone, and verifies the phone', () => {
    const world = World.withCrm([{ crm: 'a', phone: WREN.phone }])
    const resolution = world.send(message(WREN))
    expect(resolution).toMatchObject({ outcome: 'linked', rule: 2, decisive: 'phone', contactId: 'a' })
    expect(world.active('a')).toEqual(['bsuid GB.1', 'phone 447700900118'])
  })

  it('matches without linking when the payload carries no BSUID', () => {
    const world = World.withCrm([{ crm: 'a', phone: WREN.phone }])
    expect(world.send(message({ phone: WREN.phone }))).toMatchObject({ outcome: 'matched', rule: 2, contactId: 'a' })
    expect(world.active('a')).toEqual(['phone 447700900118'])
  })

  it('prefers the verified holder over contacts that only claim the phone', () => {
    const world = World.withCrm([{ crm: 'a', phone: WREN.phone }])
    world.send(message({ phone: WREN.phone }))
    const other = World.withCrm([
      { crm: 'a', phone: WREN.phone },
      { crm: 'b', phone: '447700900555' },
    ])
    expect(other.send(message(WREN))).toMatchObject({ outcome: 'linked', contactId: 'a' })
    expect(world.send(message(WREN, { at: 2 }))).toMatchObject({ outcome: 'linked', rule: 2, contactId: 'a' })
  })

  it.each([
    ['Brazil, ninth digit', '551187654321', '5511987654321'],
    ['Mexico, 521', '5215512345678', '525512345678'],
    ['Argentina, 549', '541123456789', '5491123456789'],
  ])('counts equivalent spellings as one phone: %s', (_name, claimed, received) => {
    const world = World.withCrm([{ crm: 'a', phone: claimed }])
    expect(world.send(message({ phone: received, bsuid: 'BR.1' }))).toMatchObject({ outcome: 'linked', contactId: 'a' })
  })

  it('links the BSUID of a second portfolio to the contact the phone verified in the first', () => {
    const world = new World()
    const first = world.send(message(WREN))
    const abroad = world.send(message({ phone: WREN.phone, bsuid: 'GB.900' }, { at: 2, number: ABROAD }))
    expect(abroad).toMatchObject({ outcome: 'linked', rule: 2, contactId: first.contactId })
  })

  it('sees the same BSUID on all numbers of one portfolio', () => {
    const world = new World()
    const first = world.send(message({ bsuid: 'GB.1' }))
    expect(world.send(message({ bsuid: 'GB.1' }, { at: 2, number: SALES }))).toMatchObject({
      contactId: first.contactId,
    })
    const abroad = world.send(message({ bsuid: 'GB.1' }, { at: 2, number: ABROAD }))
    expect(abroad.contactId).not.toBe(first.contactId)
  })
})

describe('row 3: the parent BSUID decides', () => {
  it('links the BSUID of another portfolio to the holder of the parent', () => {
    const world = new World()
    const first = world.send(message({ bsuid: 'GB.1', parent: 'GB.ENT.7' }))
    const abroad = world.send(message({ bsuid: 'GB.900', parent: 'GB.ENT.7' }, { at: 2, number: ABROAD }))
    expect(abroad).toMatchObject({ outcome: 'linked', rule: 3, decisive: 'parent_bsuid', contactId: first.contactId })
  })

  it('does not decide when its contact has another active BSUID in the portfolio', () => {
    const world = new World()
    world.send(message({ bsuid: 'GB.1', parent: 'GB.ENT.7' }))
    const second = world.send(message({ bsuid: 'GB.5', parent: 'GB.ENT.7' }, { at: 2 }))
    expect(second).toMatchObject({ outcome: 'conflict', rule: 5 })
    expect(second.contactId).toBeUndefined()
  })
})

describe('row 4: the BSUID is one contact’s and the phone another’s', () => {
  it('keeps the event with the contact of the BSUID and moves nothing', () => {
    const world = new World()
    const wren = world.send(message({ bsuid: 'GB.1' }))
    const finn = world.send(message({ phone: FINN.phone }))
    const mixed = world.send(message({ bsuid: 'GB.1', phone: FINN.phone }, { at: 2 }))
    expect(mixed).toMatchObject({ outcome: 'conflict', rule: 4, contactId: wren.contactId })
    expect(mixed.candidates).toEqual([wren.contactId, finn.contactId])
    expect(world.active(wren.contactId)).toEqual(['bsuid GB.1'])
    expect(world.active(finn.contactId)).toEqual([`phone ${FINN.phone}`])
    const [conflict] = world.ws.log.conflictsOpened.values()
    expect(conflict?.proposal).toEqual({
      kind: 'duplicate-review',
      contactIds: [wren.contactId, finn.contactId],
      basis: 'phone',
    })
  })

  it('opens one conflict for the same disagreement, however often it is seen', () => {
    const world = World.withCrm([{ crm: 'a', phone: FINN.phone }])
    world.send(message({ bsuid: 'GB.1' }))
    world.send(message({ bsuid: 'GB.1', phone: FINN.phone }, { at: 2 }))
    world.send(message({ bsuid: 'GB.1', phone: FINN.phone }, { at: 3 }))
    expect(world.ws.log.conflictsOpened.size).toBe(1)
    expect([...world.ws.log.conflictsOpened.values()][0]?.proposal).toMatchObject({ basis: 'claim' })
  })

  it('does not propose a merge of two accounts of one portfolio', () => {
    const world = new World()
    world.send(message(WREN))
    world.send(message(FINN))
    world.send(message({ bsuid: WREN.bsuid, phone: FINN.phone }, { at: 2 }))
    expect([...world.ws.log.conflictsOpened.values()][0]?.proposal).toMatchObject({ kind: 'choose-contact' })
  })
})

describe('row 5: the holder of the phone has another BSUID here', () => {
  it('keeps the event in review without a contact, and nothing moves', () => {
    const world = new World()
    const wren = world.send(message(WREN))
    const stranger = world.send(message({ phone: WREN.phone, bsuid: 'GB.9' }, { at: 2 }))
    expect(stranger).toMatchObject({ outcome: 'conflict', rule: 5, candidates: [wren.contactId] })
    expect(stranger.contactId).toBeUndefined()
    expect(world.active(wren.contactId)).toEqual(['bsuid GB.1', 'phone 447700900118'])
    expect(world.ws.thread(stranger.threadId ?? '')).toMatchObject({ inReview: true, contactId: undefined })
  })
})

describe('row 6: several contacts claim the phone', () => {
  it('is ambiguous, with every candidate listed and nothing learned', () => {
    const world = World.withCrm([
      { crm: 'a', phone: WREN.phone },
      { crm: 'b', phone: WREN.phone },
      { crm: 'c', phone: WREN.phone },
    ])
    const resolution = world.send(message(WREN))
    expect(resolution).toMatchObject({ outcome: 'ambiguous', rule: 6, candidates: ['a', 'b', 'c'] })
    expect(resolution.contactId).toBeUndefined()
    expect(world.ws.log.identifiersCreated.size).toBe(0)
  })
})

describe('row 7: nothing is known', () => {
  it('creates a provisional contact with every identifier of the payload', () => {
    const world = new World()
    const made = world.send(message({ ...WREN, parent: 'GB.ENT.7', username: 'wren.hollis', name: 'Wren Hollis' }))
    expect(made).toMatchObject({ outcome: 'created', rule: 7, phoneOnlyOutcome: 'new_contact' })
    expect(world.active(made.contactId)).toEqual([
      'bsuid GB.1',
      'parent_bsuid GB.ENT.7',
      'phone 447700900118',
      'username wren.hollis',
    ])
    expect(world.ws.contact(made.contactId ?? '')).toMatchObject({ provisional: true, name: 'Wren Hollis' })
  })

  it('never matches by username alone', () => {
    const world = new World()
    const first = world.send(message({ bsuid: 'GB.1', username: 'same.name' }))
    const second = world.send(message({ bsuid: 'GB.2', username: 'same.name' }, { at: 2 }))
    expect(second).toMatchObject({ outcome: 'created' })
    expect(second.contactId).not.toBe(first.contactId)
  })
})

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
