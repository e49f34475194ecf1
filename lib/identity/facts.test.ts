import { describe, expect, it } from 'vitest'
import { ABROAD, change, message, minute, status, World } from './testing/world'

/** What went wrong for others, facts section 6: the lines that concern resolving, each named after it. */
const WREN = { phone: '447700900118', bsuid: 'GB.1' }

describe('what went wrong for others', () => {
  it('“BSUID first” opened a second thread for known phone customers (chatwoot #14931)', () => {
    const world = World.withCrm([{ crm: 'a', phone: WREN.phone }])
    const known = world.send(message({ phone: WREN.phone }))
    const both = world.send(message(WREN, { at: 2 }))
    expect(both).toMatchObject({ contactId: 'a', threadId: known.threadId })
    expect(world.ws.keysOf(known.threadId ?? '').map((key) => key.kind)).toEqual(['phone', 'bsuid'])
  })

  it('phone arrived later, lookup by phone alone made a second contact and stole the BSUID (courier #1096)', () => {
    const world = new World()
    const first = world.send(message({ bsuid: 'GB.1' }))
    const later = world.send(message(WREN, { at: 2 }))
    expect(later.contactId).toBe(first.contactId)
    expect(world.ws.log.contactsCreated.size).toBe(1)
  })

  it('phone arrived later and is another contact’s (courier #1096): a conflict, and nothing is taken', () => {
    const world = new World()
    const hidden = world.send(message({ bsuid: 'GB.1' }))
    const finn = world.send(message({ phone: WREN.phone, bsuid: 'GB.2' }, { at: 2 }))
    const both = world.send(message(WREN, { at: 3 }))
    expect(both).toMatchObject({ outcome: 'conflict', contactId: hidden.contactId })
    expect(world.active(hidden.contactId)).toEqual(['bsuid GB.1'])
    expect(world.active(finn.contactId)).toEqual(['bsuid GB.2', `phone ${WREN.phone}`])
    const [conflict] = world.ws.log.conflictsOpened.values()
    expect(conflict?.contactIds).toEqual([hidden.contactId, finn.contactId])
  })

  it('the reply went to a different person after a merge (chatwoot #15359)', () => {
    const world = new World()
    const [survivor, merged] = [world.send(message(WREN)), world.send(message({ bsuid: 'GB.2' }, { at: 2 }))]
    world.merge(survivor.contactId ?? '', merged.contactId ?? '')
    const [wren, finn] = [world.send(message(WREN, { at: 3 })), world.send(message({ bsuid: 'GB.2' }, { at: 4 }))]
    expect(finn.contactId).toBe(wren.contactId)
    expect(wren).toMatchObject({ threadId: survivor.threadId, replyTo: { kind: 'phone', value: WREN.phone } })
    expect(finn).toMatchObject({ threadId: merged.threadId, replyTo: { kind: 'bsuid', value: 'GB.2' } })
  })

  it('phone-less messages were dropped (whatomate #531)', () => {
    const hidden = new World().send(message({ bsuid: 'GB.1' }))
    expect(hidden).toMatchObject({ outcome: 'created', phoneOnlyOutcome: 'new_contact' })
    expect(hidden.messageId).toBeDefined()
  })

  it('phone normalisers mangled BSUIDs (builderbot #1233)', () => {
    const world = new World()
    const made = world.send(message({ bsuid: 'BR.5511987654321' }))
    expect(world.active(made.contactId)).toEqual(['bsuid BR.5511987654321'])
    expect(world.send(message({ phone: '5511987654321' }, { at: 2 })).contactId).not.toBe(made.contactId)
  })

  it.each([
    ['Brazil, with and without the ninth digit', '5511987654321', '551187654321'],
    ['Mexico, 521 and 52', '5215512345678', '525512345678'],
    ['Argentina, 549 and 54', '5491123456789', '541123456789'],
  ])('one person, two phone spellings: %s', (_where, one, other) => {
    for (const [first, second] of [
      [one, other],
      [other, one],
    ] as const) {
      const world = new World()
      const known = world.send(message({ phone: first, bsuid: 'GB.1' }))
      const again = world.send(message({ phone: second }, { at: 2 }))
      expect(again).toMatchObject({ outcome: 'matched', contactId: known.contactId, threadId: known.threadId })
      // For matching only: the value stays as received, and so does where replies go.
      expect(world.active(known.contactId)).toEqual(['bsuid GB.1', `phone ${first}`])
      expect(again.replyTo).toEqual({ kind: 'phone', value: first })
    }
  })

  it('the status went from read back to delivered', () => {
    const world = new World()
    world.send(message(WREN, { wamid: 'wamid.A', direction: 'echo' }))
    for (const state of ['read', 'delivered', 'sent'] as const) {
      world.send(status(WREN, { wamid: 'wamid.A', status: state, at: 2 }))
    }
    expect(world.ws.message('num_support', 'wamid.A')?.status).toBe('read')
  })

  it.each([
    ['sent then failed', ['sent', 'failed'], 'failed'],
    ['failed heard before sent', ['failed', 'sent'], 'failed'],
    ['a delivery outranks a failure heard first', ['failed', 'delivered'], 'delivered'],
    ['a delivery outranks a failure heard last', ['delivered', 'failed'], 'delivered'],
    ['a voice message was played', ['played', 'read', 'sent'], 'played'],
  ] as const)('statuses in any order: %s', (_name, states, expected) => {
    const world = new World()
    for (const state of states) world.send(status(WREN, { wamid: 'wamid.A', status: state }))
    expect(world.ws.message('num_support', 'wamid.A')?.status).toBe(expected)
  })

  it('a late status came before its message', () => {
    const world = new World()
    world.send(status({}, { wamid: 'wamid.A', status: 'delivered', at: 2 }))
    const echo = world.send(message(WREN, { wamid: 'wamid.A', direction: 'echo', at: 1 }))
    const known = world.ws.message('num_support', 'wamid.A')
    expect(known).toMatchObject({ contactId: echo.contactId, status: 'delivered', direction: 'outbound' })
  })

  it('the phone disappears and the person stays: usernames with dates, never a key', () => {
    const world = new World()
    const wren = world.send(message({ ...WREN, username: 'wren.hollis' }))
    world.send(message({ bsuid: 'GB.1', username: 'wren_h' }, { at: 2 }))
    const finn = world.send(message({ bsuid: 'GB.2', username: 'Wren_H' }, { at: 3 }))
    expect(finn.contactId).not.toBe(wren.contactId)
    expect(world.active(finn.contactId)).toContain('username Wren_H')
    const names = world.ws.identifiersOf(wren.contactId ?? '').filter((row) => row.kind === 'username')
    expect(names.map((row) => [row.value, row.active, row.endReason])).toEqual([
      ['wren.hollis', false, 'username-changed'],
      ['wren_h', false, 'username-elsewhere'],
    ])
  })

  it('a username in an older payload is history, and takes nothing from who has it now', () => {
    const world = new World()
    const finn = world.send(message({ bsuid: 'GB.2', username: 'wren.hollis' }, { at: 9 }))
    const wren = world.send(message({ bsuid: 'GB.1', username: 'wren.hollis' }, { at: 1 }))
    expect(world.active(finn.contactId)).toContain('username wren.hollis')
    expect(world.active(wren.contactId)).toEqual(['bsuid GB.1'])
  })

  it('a shared contact card never binds somebody else’s number, and an answered request binds one’s own', () => {
    const world = new World()
    const card = world.send(message({ bsuid: 'GB.1' }, { messageType: 'contacts' }))
    expect(world.active(card.contactId)).toEqual(['bsuid GB.1'])
    const own = world.send(message({ bsuid: 'GB.1' }, { at: 2, messageType: 'contacts', sharedOwnPhone: WREN.phone }))
    expect(own).toMatchObject({ outcome: 'linked', contactId: card.contactId })
    expect(world.active(card.contactId)).toEqual(['bsuid GB.1', 'phone 447700900118'])
  })
})

describe('phones that pass from person to person', () => {
  const NEXT = { phone: '447700900777', bsuid: 'GB.2' }

  it('a message sent before its sender left the number is theirs, although somebody else has it by now', () => {
    const world = new World()
    const wren = world.send(message({ phone: WREN.phone }, { at: 1 }))
    const moved = { phone: NEXT.phone }
    world.send(change(moved, { at: 5, form: 'user_changed_number', from: { phone: WREN.phone } }))
    const finn = world.send(message({ phone: WREN.phone, bsuid: 'GB.9' }, { at: 9 }))
    expect(world.send(message({ phone: WREN.phone }, { at: 3 })).contactId).toBe(wren.contactId)
    expect(world.send(message(WREN, { at: 4 }))).toMatchObject({ outcome: 'linked', contactId: wren.contactId })
    expect(world.active(wren.contactId)).toEqual([`phone ${NEXT.phone}`])
    expect(world.active(finn.contactId)).toEqual(['bsuid GB.9', `phone ${WREN.phone}`])
  })

  it('an older message of whoever left a number is no disagreement with who was first seen with it later', () => {
    const world = new World()
    const wren = world.send(message(NEXT, { at: 7 }))
    world.send(change(NEXT, { at: 4, form: 'user_changed_number', from: { bsuid: 'GB.1' } }))
    const finn = world.send(message({ phone: WREN.phone, bsuid: 'GB.9' }, { at: 8, number: ABROAD }))
    const late = world.send(message(WREN, { at: 1 }))
    expect(late).toMatchObject({ outcome: 'matched', contactId: wren.contactId })
    expect(world.ws.log.conflictsOpened.size).toBe(0)
    expect(world.active(finn.contactId)).toEqual(['bsuid GB.9', `phone ${WREN.phone}`])
    const left = world.ws.identifiersOf(wren.contactId ?? '').find((row) => row.value === WREN.phone)
    expect(left).toMatchObject({ active: false, validFrom: minute(1), validTo: minute(4) })
  })

  it('whoever took a number over by a signed change is not who wrote with it before', () => {
    const world = new World()
    const finn = world.send(message({ bsuid: 'GB.9' }, { at: 1 }))
    const taken = { phone: WREN.phone, bsuid: 'GB.10' }
    world.send(change(taken, { at: 5, form: 'user_changed_number', from: { bsuid: 'GB.9' } }))
    const late = world.send(message({ phone: WREN.phone, bsuid: 'GB.1' }, { at: 2, number: ABROAD }))
    expect(late).toMatchObject({ outcome: 'created' })
    expect(world.active(late.contactId)).toEqual(['bsuid GB.1'])
    expect(world.active(finn.contactId)).toEqual(['bsuid GB.10', `phone ${WREN.phone}`])
  })

  it('across portfolios, when the news comes too late, a split is proposed and nothing is taken back', () => {
    const world = new World()
    const wren = world.send(message(WREN, { at: 1 }))
    const finn = world.send(message({ phone: WREN.phone, bsuid: 'GB.900' }, { at: 9, number: ABROAD }))
    expect(finn).toMatchObject({ outcome: 'linked', contactId: wren.contactId })
    world.send(change(NEXT, { at: 5, form: 'user_changed_number', from: WREN }))
    const [conflict] = world.ws.log.conflictsOpened.values()
    const stranger = world.ws.identifiersOf(wren.contactId ?? '').find((row) => row.value === 'GB.900')
    expect(conflict).toMatchObject({
      kind: 'phone-passed-on',
      sightings: [{ facts: { at: minute(5) } }],
      proposal: { kind: 'split', contactId: wren.contactId, identifierIds: [stranger?.id] },
    })
    expect(stranger?.active).toBe(true)
    // Who was seen with the phone since is the stranger: it did not come back.
    expect(world.active(wren.contactId)).not.toContain(`phone ${WREN.phone}`)
  })

  it('across portfolios, an account that was first seen without its phone is told apart by the payload that showed both', () => {
    const world = new World()
    const stranger = world.send(message({ bsuid: 'GB.900' }, { at: 8, number: ABROAD }))
    world.send(message({ phone: WREN.phone, bsuid: 'GB.900' }, { at: 9, number: ABROAD }))
    // Written earlier and heard of late: by row 2 it goes to whoever has the phone.
    const wren = world.send(message(WREN, { at: 1 }))
    expect(wren.contactId).toBe(stranger.contactId)
    world.send(change(NEXT, { at: 5, form: 'user_changed_number', from: WREN }))
    const [conflict] = world.ws.log.conflictsOpened.values()
    const account = world.ws.identifiersOf(stranger.contactId ?? '').find((row) => row.value === 'GB.900')
    expect(conflict).toMatchObject({ kind: 'phone-passed-on', proposal: { kind: 'split' } })
    expect(conflict?.proposal).toMatchObject({ identifierIds: expect.arrayContaining([account?.id]) })
  })

  it('across portfolios, the split takes the phone that its new owner was seen with since', () => {
    const world = new World()
    const wren = world.send(message(WREN, { at: 1 }))
    world.send(message({ phone: WREN.phone, bsuid: 'GB.900' }, { at: 9, number: ABROAD }))
    const taken = { phone: WREN.phone, bsuid: 'GB.900' }
    const from = { phone: '447700900190', bsuid: 'GB.899' }
    world.send(change(taken, { at: 7, form: 'user_changed_number', from, number: ABROAD }))
    world.send(change(NEXT, { at: 5, form: 'user_changed_number', from: WREN }))
    const [conflict] = world.ws.log.conflictsOpened.values()
    const rows = world.ws.identifiersOf(wren.contactId ?? '')
    const { identifierIds = [] } = conflict?.proposal.kind === 'split' ? conflict.proposal : {}
    const goes = rows.filter((row) => identifierIds.includes(row.id)).map((row) => `${row.kind} ${row.value}`)
    expect(goes.sort()).toEqual(['bsuid GB.899', 'bsuid GB.900', `phone ${WREN.phone}`, 'phone 447700900190'].sort())
    const stays = rows.filter((row) => row.active && !identifierIds.includes(row.id)).map((row) => row.value)
    expect(stays).toEqual([NEXT.bsuid])
  })
})
