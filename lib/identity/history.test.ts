import { describe, expect, it } from 'vitest'
import type { Identifier } from './model'
import { phoneEnds } from './phone-history'
import { ABROAD, change, message, minute, SALES, type Sent, World } from './testing/world'

/**
 * Every identifier carries the time in which it held, in WhatsApp's time. What arrives late is put into that history, and
 * what is the person's today follows from it: here is each fact, heard in the order that used to go wrong.
 */
const OLD = { phone: '447700900118', bsuid: 'GB.1' }
const MID = { phone: '447700900777', bsuid: 'GB.2' }
const NEW = { phone: '447700900888', bsuid: 'GB.3' }

const numberChange = (from: { bsuid?: string; phone?: string }, to: { phone?: string; bsuid?: string }, at: number) =>
  change(to, { at, form: 'user_changed_number', from })

/** Known on both numbers of the portfolio abroad, so that late news at home finds one contact. */
function hear(...updates: Sent[]): World {
  const world = new World()
  for (const update of updates) world.send(update)
  return world
}

function held(world: World, contactId: string | undefined, value: string): (Date | string | boolean | undefined)[] {
  const row = world.ws.identifiersOf(contactId ?? '').find((known) => known.value === value)
  return [row?.validFrom, row?.validTo, row?.active]
}

describe('a number change heard of late', () => {
  it('ends the phone that was left, although it names only BSUIDs and the newer phone was heard of first', () => {
    const first = message(OLD, { at: 1 })
    const world = hear(first, numberChange({ bsuid: 'GB.2' }, { ...NEW }, 20), numberChange({ bsuid: 'GB.1' }, MID, 10))
    const wren = world.contactOf(first)
    expect(world.active(wren)).toEqual(['bsuid GB.3', `phone ${NEW.phone}`])
    expect(held(world, wren, OLD.phone)).toEqual([minute(1), minute(10), false])
    expect(held(world, wren, MID.phone)).toEqual([minute(10), minute(20), false])
  })

  it('ends each phone when that one was left, not when the last one was', () => {
    const first = message(OLD, { at: 1 })
    const abroad = message({ phone: OLD.phone, bsuid: 'GB.100' }, { at: 2, number: ABROAD })
    const world = hear(first, abroad, numberChange({ bsuid: 'GB.2' }, NEW, 20))
    world.send(
      change(
        { phone: MID.phone, bsuid: 'GB.200' },
        { at: 10, number: ABROAD, form: 'user_changed_number', from: { bsuid: 'GB.100' } },
      ),
    )
    world.send(numberChange({ bsuid: 'GB.1' }, MID, 10))
    const wren = world.contactOf(first)
    expect(held(world, wren, OLD.phone)).toEqual([minute(1), minute(10), false])
    expect(held(world, wren, MID.phone)).toEqual([minute(10), minute(20), false])
    expect(held(world, wren, NEW.phone)).toEqual([minute(20), undefined, true])
  })

  it('says since when the new phone and the new BSUID are theirs, although both were seen before it came', () => {
    const first = message({ phone: OLD.phone, bsuid: 'GB.100' }, { at: 1, number: ABROAD })
    const world = hear(first, change({ bsuid: 'GB.200' }, { at: 10, number: ABROAD, from: { bsuid: 'GB.100' } }))
    world.send(message({ phone: MID.phone, bsuid: 'GB.200' }, { at: 14, number: ABROAD }))
    world.send(message(MID, { at: 15 }))
    world.send(numberChange({ bsuid: 'GB.1' }, MID, 10))
    const wren = world.contactOf(first)
    expect(held(world, wren, MID.phone)).toEqual([minute(10), undefined, true])
    expect(held(world, wren, 'GB.2')).toEqual([minute(10), undefined, true])
  })

  it('a phone and a BSUID known only as what was left reach back to the first message with them', () => {
    const newest = message({ bsuid: 'GB.2' }, { at: 15 })
    const world = hear(
      newest,
      numberChange(OLD, { bsuid: 'GB.2' }, 10),
      message(OLD, { at: 3 }),
      message(OLD, { at: 5 }),
    )
    const wren = world.contactOf(newest)
    expect(held(world, wren, OLD.phone)).toEqual([minute(3), minute(10), false])
    expect(held(world, wren, 'GB.1')).toEqual([minute(3), minute(10), false])
  })

  it('a phone that was seen again after it had been left was taken back', () => {
    const first = message(OLD, { at: 1 })
    const world = hear(first, message({ bsuid: 'GB.1', phone: OLD.phone }, { at: 25 }))
    world.send(numberChange({ bsuid: 'GB.1' }, MID, 10))
    const rows = world.ws.identifiersOf(world.contactOf(first) ?? '').filter((row) => row.value === OLD.phone)
    expect(rows.map((row) => [row.validFrom, row.validTo, row.active])).toEqual([
      [minute(1), minute(10), false],
      [minute(25), undefined, true],
    ])
  })
})

describe('a rotation heard of late', () => {
  it('makes the newer BSUID the current one, although the older one was still open', () => {
    const first = message({ bsuid: 'GB.1' }, { at: 1 })
    const world = hear(first, change({ bsuid: 'GB.3' }, { at: 20, from: { bsuid: 'GB.2' } }))
    world.send(change({ bsuid: 'GB.2' }, { at: 10, from: { bsuid: 'GB.1' } }))
    const wren = world.contactOf(first)
    expect(world.active(wren)).toEqual(['bsuid GB.3'])
    expect(held(world, wren, 'GB.2')).toEqual([minute(10), minute(20), false])
  })

  it('corrects what was only a guess: a BSUID seen beside a phone that had been left', () => {
    const first = message(OLD, { at: 1 })
    const world = hear(first, numberChange(OLD, MID, 10))
    world.send(message({ phone: OLD.phone, bsuid: 'GB.100' }, { at: 5, number: ABROAD }))
    world.send(change({ bsuid: 'GB.200' }, { at: 7, number: ABROAD, from: { bsuid: 'GB.100' } }))
    expect(held(world, world.contactOf(first), 'GB.100')).toEqual([minute(5), minute(7), false])
  })
})

describe('replies', () => {
  it('follow to the living BSUID when the change comes after messages that are newer than it', () => {
    const late = message(OLD, { at: 1 })
    const world = hear(
      message({ bsuid: 'GB.2' }, { at: 15 }),
      change({ bsuid: 'GB.2' }, { at: 10, from: { bsuid: 'GB.1' } }),
    )
    expect(world.send(late).replyTo).toEqual({ kind: 'bsuid', value: 'GB.2' })
  })

  it('never go to a phone that was left before the message about it came', () => {
    const known = message(OLD, { at: 1 })
    const world = hear(known, numberChange(OLD, MID, 10))
    const late = world.send(message(OLD, { at: 5, number: SALES }))
    expect(late.contactId).toBe(world.contactOf(known))
    expect(late.replyTo).toEqual({ kind: 'bsuid', value: 'GB.2' })
  })

  it('go where the oldest message opened the conversation, whichever came first', () => {
    const [oldest, newer] = [message(OLD, { at: 1 }), message({ bsuid: 'GB.1' }, { at: 5 })]
    for (const order of [
      [oldest, newer],
      [newer, oldest],
    ]) {
      const world = hear(...order)
      const thread = world.ws.thread(world.resolutions.get(newer.key)?.threadId ?? '')
      expect(thread).toMatchObject({ destination: { kind: 'phone', value: OLD.phone }, openedAt: minute(1) })
    }
  })

  it('prefer the account of the own portfolio, whichever portfolio told of the change last', () => {
    const home = numberChange(OLD, MID, 10)
    const from = { bsuid: 'GB.100', phone: OLD.phone }
    const abroad = change(
      { phone: MID.phone, bsuid: 'GB.200' },
      { at: 10, number: ABROAD, form: 'user_changed_number', from },
    )
    for (const order of [
      [home, abroad],
      [abroad, home],
    ]) {
      const there = message({ phone: OLD.phone, bsuid: 'GB.100' }, { at: 2, number: ABROAD })
      const world = hear(message(OLD, { at: 1 }), there, ...order)
      const thread = world.ws.thread(world.resolutions.get(there.key)?.threadId ?? '')
      expect(thread?.destination).toEqual({ kind: 'bsuid', value: 'GB.200' })
    }
  })
})

describe('usernames', () => {
  it('the name seen last in WhatsApp’s time is the current one, whatever came last', () => {
    const names = [
      message({ bsuid: 'GB.1', username: 'wren.hollis' }, { at: 1 }),
      message({ bsuid: 'GB.1', username: 'wren_h' }, { at: 5 }),
      message({ bsuid: 'GB.1', username: 'wren.hollis' }, { at: 9 }),
      message({ bsuid: 'GB.2', username: 'wren_h' }, { at: 7 }),
    ]
    const state = (order: Sent[]) => {
      const world = hear(...order)
      return ['GB.1', 'GB.2'].map((value) => {
        const holder = world.ws.bsuid('pf_home', value).holder?.contactId ?? ''
        const rows = world.ws.identifiersOf(holder).filter((row) => row.kind === 'username')
        return rows.map((row) => [row.value, row.validFrom, row.validTo, row.active]).sort()
      })
    }
    const expected = [
      [
        ['wren.hollis', minute(1), undefined, true],
        ['wren_h', minute(5), minute(5), false],
      ],
      [['wren_h', minute(7), undefined, true]],
    ]
    for (const order of permutations(names)) expect(state(order)).toEqual(expected)
  })
})

function permutations<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]]
  return list.flatMap((first, i) => permutations(list.filter((_, j) => j !== i)).map((rest) => [first, ...rest]))
}

describe('which phones a number change ends', () => {
  const row = (more: Partial<Identifier>): Identifier => ({
    id: more.value ?? '',
    contactId: 'a',
    kind: 'bsuid',
    scope: 'pf_home',
    value: '',
    matchKey: more.value ?? '',
    assurance: 'verified',
    active: true,
    validFrom: minute(1),
    lastSeenAt: minute(1),
    evidence: { source: 'payload' },
    ...more,
  })
  const phone = (value: string, more: Partial<Identifier> = {}) =>
    row({ kind: 'phone', scope: 'workspace', value, ...more })
  const left = { active: false, validTo: minute(10), endReason: 'number-changed' } as const

  it('those seen before it, and not those that began with it', () => {
    const rows = [
      row({ value: 'GB.1', ...left, replacedById: 'GB.2' }),
      row({ value: 'GB.2' }),
      phone('1'),
      phone('2', { validFrom: minute(10) }),
    ]
    expect(phoneEnds(rows).map((end) => [end.row.value, end.at])).toEqual([['1', minute(10)]])
  })

  it('none, where the contact has two accounts in that portfolio: nobody can tell whose phone it was', () => {
    const rows = [
      row({ value: 'GB.1', ...left, replacedById: 'GB.2' }),
      row({ value: 'GB.2' }),
      row({ value: 'GB.9' }),
      phone('1'),
    ]
    expect(phoneEnds(rows)).toEqual([])
  })

  it('one that was believed to have been left later is corrected, one left earlier stays', () => {
    const rows = [
      row({ value: 'GB.1', ...left, replacedById: 'GB.2' }),
      row({ value: 'GB.2' }),
      phone('1', { ...left, validTo: minute(20) }),
      phone('2', { ...left, validTo: minute(5) }),
      phone('3', { ...left, validTo: minute(3), endReason: 'seen-late' }),
    ]
    expect(phoneEnds(rows).map((end) => [end.row.value, end.at])).toEqual([
      ['1', minute(10)],
      ['3', minute(10)],
    ])
  })
})
