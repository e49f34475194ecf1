import { describe, expect, it } from 'vitest'
import type { NoticeUpdate } from '@/lib/whatsapp/update'
import { change, message, minute, type Person, type Sent, SUPPORT, status, World, who } from './testing/world'

const WREN: Person = { phone: '447700900118', bsuid: 'GB.1', name: 'Wren Hollis' }
const BO: Person = { phone: '447700900120', bsuid: 'GB.2', name: 'Bo Carrow' }

let serial = 0

function notice(person: Person | undefined, more: Partial<NoticeUpdate> & { at?: Date } = {}): Sent {
  serial += 1
  return {
    kind: 'notice',
    key: `n:${serial}`,
    field: 'calls',
    at: minute(50),
    about: 'call',
    detail: 'connect',
    who: person && who(person),
    errors: [],
    number: SUPPORT,
    ...more,
  }
}

type Past = { at: number; shown: number; from?: 'us'; wamid?: string; status?: 'delivered' | 'read'; type?: string }

/** A message of the stored history, written at minute `at` and put into a payload at minute `shown`. */
function past(person: Person, { at, shown, from, wamid, status: state, type = 'text' }: Past) {
  const direction = from === 'us' ? 'echo' : 'inbound'
  const made = message(person, { at, direction, messageType: type, past: { shownAt: minute(shown), status: state } })
  return wamid ? { ...made, wamid, key: `p:${serial}:${wamid}` } : { ...made, key: `p:${made.wamid}` }
}

describe('a notice about a person', () => {
  it('finds its contact and makes none', () => {
    const world = new World()
    const first = world.send(message(WREN))
    expect(world.send(notice({ bsuid: 'GB.1' }))).toMatchObject({
      outcome: 'matched',
      rule: 10,
      contactId: first.contactId,
      threadId: undefined,
      phoneOnlyOutcome: 'none',
    })
    expect(world.send(notice(BO))).toMatchObject({ outcome: 'unmapped', contactId: undefined })
    expect(world.ws.log.contactsCreated.size).toBe(1)
  })

  it('links a BSUID to a phone that a signed payload had shown, and to no claimed one', () => {
    const world = World.withCrm([{ crm: 'a', phone: BO.phone }])
    const first = world.send(message({ phone: WREN.phone }))
    expect(world.send(notice(WREN))).toMatchObject({ outcome: 'linked', contactId: first.contactId })
    expect(world.active(first.contactId)).toEqual(['bsuid GB.1', 'phone 447700900118'])
    expect(world.send(notice(BO))).toMatchObject({ outcome: 'matched', contactId: 'a' })
    expect(world.active('a')).toEqual([])
  })

  it('opens no conflict where two people disagree, and moves nothing', () => {
    const world = new World()
    const wren = world.send(message(WREN))
    const bo = world.send(message(BO))
    const mixed = notice({ phone: BO.phone, bsuid: WREN.bsuid })
    expect(world.send(mixed)).toMatchObject({ outcome: 'unmapped', contactId: undefined })
    expect(world.ws.log.conflictsOpened.size).toBe(0)
    expect(world.active(wren.contactId)).toEqual(['bsuid GB.1', 'phone 447700900118'])
    expect(world.active(bo.contactId)).toEqual(['bsuid GB.2', 'phone 447700900120'])
  })

  it('that names nobody is recorded; with an error it is a failure with its code', () => {
    const world = new World()
    expect(world.send(notice(undefined, { about: 'history', detail: 'chunk' }))).toMatchObject({ outcome: 'matched' })
    const broken = notice(undefined, { about: 'number', detail: undefined, errors: [{ code: 130429 }] })
    expect(world.send(broken)).toMatchObject({
      outcome: 'failed',
      error: { code: 'number-has-error', args: { meta: 130429 } },
    })
  })

  it('for a number that is not ours fails like everything else', () => {
    expect(new World().send(notice(WREN, { phoneNumberId: '999' })).outcome).toBe('unmapped')
    const foreign = { ...notice(WREN), number: undefined, phoneNumberId: '999' }
    expect(new World().send(foreign)).toMatchObject({ outcome: 'failed', error: { code: 'number-unknown' } })
  })
})

describe('a message of the stored history', () => {
  it('is filed under the contact it belongs to, and is not routed, not threaded, not new', () => {
    const routed: string[] = []
    const world = new World((question) => {
      routed.push(question.eventType)
      return { workflowId: 'wf', steps: [] }
    })
    const first = world.send(message(WREN, { at: 40 }))
    const old = world.send(past(WREN, { at: 5, shown: 50 }))
    expect(old).toMatchObject({ outcome: 'matched', rule: 10, contactId: first.contactId, threadId: first.threadId })
    expect(old.workflowId).toBeUndefined()
    expect(routed).toEqual(['text'])
    expect(world.send(past(BO, { at: 6, shown: 50 }))).toMatchObject({ outcome: 'unmapped', threadId: undefined })
    expect(world.ws.log.contactsCreated.size).toBe(1)
    expect(world.ws.log.threadsCreated.size).toBe(1)
  })

  it('moves the first contact back, and never the last one', () => {
    const world = new World()
    const { contactId } = world.send(message(WREN, { at: 40 }))
    world.send(past(WREN, { at: 5, shown: 50 }))
    world.send(past(WREN, { at: 60, shown: 70, from: 'us' }))
    const contact = world.ws.contact(contactId ?? '')
    expect([contact?.firstContactAt, contact?.lastContactAt]).toEqual([minute(5), minute(40)])
  })

  it('joins phone and BSUID as of when WhatsApp wrote them together, not as of the old message', () => {
    const world = new World()
    // Wren had the phone, known by it alone, and left it for a new one; Bo has it now and is not known yet.
    const wren = world.send(message({ phone: WREN.phone }, { at: 10 }))
    const left = change({ phone: '447700900199' }, { at: 20, form: 'user_changed_number', from: { phone: WREN.phone } })
    world.send(left)
    const old = past({ phone: WREN.phone, bsuid: 'GB.2' }, { at: 12, shown: 30 })
    expect(world.send(old).contactId).toBeUndefined()
    expect(world.active(wren.contactId)).toEqual(['phone 447700900199'])
  })

  it('is filed under nobody when its phone was somebody else’s then', () => {
    const world = new World()
    world.send(message(WREN, { at: 10 }))
    const moved = { bsuid: 'GB.9', phone: '447700900199' }
    world.send(change(moved, { at: 20, form: 'user_changed_number', from: { phone: WREN.phone, bsuid: WREN.bsuid } }))
    const heir = world.send(message({ phone: WREN.phone, bsuid: 'GB.2' }, { at: 25 }))
    expect(heir.outcome).toBe('created')
    const old = world.send(past({ phone: WREN.phone, bsuid: 'GB.2' }, { at: 12, shown: 30 }))
    expect(old).toMatchObject({ outcome: 'unmapped', contactId: undefined })
    expect(old.why.map(({ code }) => code)).toContain('past-stranger')
    const newer = world.send(past({ phone: WREN.phone, bsuid: 'GB.2' }, { at: 26, shown: 30 }))
    expect(newer.contactId).toBe(heir.contactId)
  })

  it('keeps what is known of a message from the time it happened', () => {
    const world = new World()
    const live = message(WREN, { at: 10, wamid: 'wamid.L' })
    const first = world.send(live)
    const again = world.send(past(BO, { at: 10, shown: 30, wamid: 'wamid.L', type: 'media_placeholder' }))
    expect(again).toMatchObject({ outcome: 'matched', contactId: first.contactId, messageId: first.messageId })
    expect(world.ws.message(SUPPORT, 'wamid.L')).toMatchObject({ type: 'text', contactId: first.contactId })
  })

  it('gives earlier statuses of its message their person', () => {
    const world = new World()
    const { contactId } = world.send(message(WREN))
    world.send(status({}, { wamid: 'wamid.S', status: 'failed', at: 2 }))
    world.send(past(WREN, { at: 1, shown: 30, from: 'us', wamid: 'wamid.S' }))
    expect(world.ws.log.adoptions).toMatchObject([{ contactId, wamid: 'wamid.S' }])
  })

  it('advances a status and never turns it back', () => {
    const world = new World()
    world.send(message(WREN))
    world.send(status(WREN, { wamid: 'wamid.R', status: 'read', at: 3 }))
    world.send(past(WREN, { at: 2, shown: 30, from: 'us', wamid: 'wamid.R', status: 'delivered' }))
    expect(world.ws.message(SUPPORT, 'wamid.R')?.status).toBe('read')
    world.send(past(WREN, { at: 2, shown: 30, from: 'us', wamid: 'wamid.T', status: 'delivered' }))
    expect(world.ws.message(SUPPORT, 'wamid.T')?.status).toBe('delivered')
  })

  it('leaves the person to be made by a message that is news', () => {
    const world = new World()
    world.send(past(WREN, { at: 5, shown: 30, wamid: 'wamid.N' }))
    const live = world.send(message(WREN, { at: 5, wamid: 'wamid.N' }))
    expect(live.outcome).toBe('created')
    expect(world.ws.message(SUPPORT, 'wamid.N')?.contactId).toBe(live.contactId)
  })
})
