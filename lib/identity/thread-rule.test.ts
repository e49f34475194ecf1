import { describe, expect, it } from 'vitest'
import { change, message, SALES, World } from './testing/world'

const WREN = { phone: '447700900118', bsuid: 'GB.1' }

describe('the thread rule', () => {
  it('continues the thread of the phone when a payload carries both, and adds the BSUID as a key', () => {
    const world = World.withCrm([{ crm: 'a', phone: WREN.phone }])
    const known = world.send(message({ phone: WREN.phone }))
    const both = world.send(message(WREN, { at: 2 }))
    const hidden = world.send(message({ bsuid: 'GB.1' }, { at: 3 }))
    expect(both.threadId).toBe(known.threadId)
    expect(hidden.threadId).toBe(known.threadId)
    expect(hidden.replyTo).toEqual({ kind: 'phone', value: WREN.phone })
  })

  it('continues the thread of the BSUID when the phone appears later, and replies go where they went', () => {
    const world = new World()
    const hidden = world.send(message({ bsuid: 'GB.1' }))
    const both = world.send(message(WREN, { at: 2 }))
    expect(both.threadId).toBe(hidden.threadId)
    expect(both.replyTo).toEqual({ kind: 'bsuid', value: 'GB.1' })
  })

  it('opens a thread of its own on another number', () => {
    const world = new World()
    const support = world.send(message(WREN))
    const sales = world.send(message(WREN, { at: 2, number: SALES }))
    expect(sales.contactId).toBe(support.contactId)
    expect(sales.threadId).not.toBe(support.threadId)
  })

  it('is not continued for another contact', () => {
    const world = new World()
    const wren = world.send(message(WREN))
    const stranger = world.send(message({ phone: WREN.phone, bsuid: 'GB.9' }, { at: 2 }))
    const again = world.send(message({ phone: WREN.phone, bsuid: 'GB.9' }, { at: 3 }))
    expect(stranger.threadId).not.toBe(wren.threadId)
    expect(again.threadId).toBe(stranger.threadId)
    expect(world.send(message(WREN, { at: 4 })).threadId).toBe(wren.threadId)
  })

  it('follows a rotation of the same contact to the new BSUID', () => {
    const world = new World()
    const first = world.send(message({ bsuid: 'GB.1' }))
    world.send(change({ bsuid: 'GB.2' }, { at: 2, from: { bsuid: 'GB.1' } }))
    const next = world.send(message({ bsuid: 'GB.2' }, { at: 3 }))
    expect(next.threadId).toBe(first.threadId)
    expect(next.replyTo).toEqual({ kind: 'bsuid', value: 'GB.2' })
  })

  it('does not leave replies on a phone its owner has left', () => {
    const world = new World()
    const first = world.send(message({ phone: WREN.phone }))
    const moved = { phone: '447700900777' }
    world.send(change(moved, { at: 2, form: 'user_changed_number', from: { phone: WREN.phone } }))
    const next = world.send(message(moved, { at: 3 }))
    expect(next.threadId).toBe(first.threadId)
    expect(next.replyTo).toEqual({ kind: 'phone', value: '447700900777' })
  })

  it('puts a message older than a rotation into the living conversation', () => {
    const world = new World()
    const newest = world.send(message({ bsuid: 'GB.2' }, { at: 3 }))
    world.send(change({ bsuid: 'GB.2' }, { at: 2, from: { bsuid: 'GB.1' } }))
    const late = world.send(message({ bsuid: 'GB.1' }, { at: 1 }))
    expect(late.threadId).toBe(newest.threadId)
    expect(late.replyTo).toEqual({ kind: 'bsuid', value: 'GB.2' })
  })

  it('keeps a group apart from the conversation of each member', () => {
    const world = new World()
    const alone = world.send(message(WREN))
    const inGroup = world.send(message(WREN, { at: 2, groupId: 'grp-1' }))
    const other = world.send(message({ bsuid: 'GB.2' }, { at: 3, groupId: 'grp-1' }))
    expect(inGroup.threadId).not.toBe(alone.threadId)
    expect(other.threadId).toBe(inGroup.threadId)
    expect(world.send(message(WREN, { at: 4 })).threadId).toBe(alone.threadId)
  })

  it('gives two strangers who share a phone in review a thread each', () => {
    const world = World.withCrm([
      { crm: 'a', phone: WREN.phone },
      { crm: 'b', phone: WREN.phone },
    ])
    const one = world.send(message({ phone: WREN.phone, bsuid: 'GB.7' }))
    const two = world.send(message({ phone: WREN.phone, bsuid: 'GB.8' }, { at: 2 }))
    expect(one.threadId).not.toBe(two.threadId)
  })
})
