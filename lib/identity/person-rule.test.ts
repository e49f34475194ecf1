import { describe, expect, it } from 'vitest'
import { ABROAD, change, message, SALES, World } from './testing/world'

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
