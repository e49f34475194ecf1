import { describe, expect, it } from 'vitest'
import { contactCells, decisiveCell, type Held, type Payloads, payloadCells } from './evidence'
import type { Evidence, ShownKind } from './rules'

const HOME = 'pf_home'
let serial = 0

function held(kind: ShownKind, value: string, more: Partial<Held> = {}): Held {
  serial += 1
  const scope = kind === 'bsuid' ? HOME : 'workspace'
  const lastSeenAt = new Date(serial)
  return { id: `idn_${serial}`, kind, scope, value, matchKey: value, verified: true, active: true, lastSeenAt, ...more }
}

const shows = (more: Partial<Record<ShownKind, string>>): Evidence['shown'] =>
  Object.entries(more).map(([kind, value]) => ({ kind: kind as ShownKind, value }))

const now = shows({ phone: '447700900118', bsuid: 'GB.1' })
const payloads: Payloads = { now, before: [] }
const cells = (rows: Held[], given = payloads) => contactCells(rows, given, HOME)

describe('what a contact has, beside what the payload showed', () => {
  it('holds it, claims it, or had it: the strongest counts', () => {
    const phone = (more: Partial<Held>) => cells([held('phone', '447700900118', more)]).phone
    expect(phone({})).toMatchObject({ compared: 'agree', presence: 'present', remark: 'holds it' })
    expect(phone({ verified: false })).toMatchObject({ compared: 'agree', remark: 'claims it' })
    expect(phone({ active: false })).toMatchObject({ compared: 'agree', presence: 'known', remark: 'had it' })
    const all = [held('phone', '447700900118', { active: false }), held('phone', '447700900118')]
    expect(cells(all).phone.remark).toBe('holds it')
  })

  it('agrees by the line, in whatever spelling, and not by how it looks masked', () => {
    const brazil = { now: shows({ phone: '551187650118' }), before: [] }
    const same = held('phone', '5511987650118', { matchKey: '5511987650118' })
    expect(cells([same], brazil).phone).toMatchObject({ compared: 'agree' })
    expect(cells([held('phone', '447711900118')]).phone).toMatchObject({ compared: 'differ', remark: 'another' })
  })

  it('shows the identifier that agrees before a newer one that does not', () => {
    const rows = [held('phone', '447700900118'), held('phone', '447700900999')]
    expect(cells(rows).phone.held?.value).toBe('447700900118')
  })

  it('differs only where the payload asked, and never with what has ended', () => {
    const quiet = { now: shows({ bsuid: 'GB.1' }), before: [] }
    expect(cells([held('phone', '447700900999')], quiet).phone).toMatchObject({ compared: null, remark: null })
    const ended = cells([held('phone', '447700900999', { active: false })]).phone
    expect(ended).toMatchObject({ presence: 'known', compared: null, remark: 'ended' })
    expect(cells([]).phone.presence).toBe('missing')
  })

  it('a BSUID counts in its own portfolio alone', () => {
    expect(cells([held('bsuid', 'GB.1', { scope: 'pf_abroad' })]).bsuid.presence).toBe('missing')
    expect(cells([held('bsuid', 'GB.1')]).bsuid).toMatchObject({ compared: 'agree', remark: 'holds it' })
    expect(cells([held('bsuid', 'GB.2')]).bsuid).toMatchObject({ compared: 'differ' })
  })

  it('a parent BSUID agrees where the BSUID itself does not', () => {
    const given = { now: shows({ bsuid: 'GB.1', parent_bsuid: 'GB.ENT.1' }), before: [] }
    const rows = [held('bsuid', 'GB.2'), held('parent_bsuid', 'GB.ENT.1')]
    expect(cells(rows, given).bsuid).toMatchObject({ compared: 'agree', remark: 'holds the parent' })
  })

  it('a username is shown and never compared', () => {
    const given = { now: shows({ username: 'wren' }), before: [] }
    expect(cells([held('username', 'wren')], given).username).toMatchObject({ compared: null, presence: 'present' })
    expect(cells([held('username', 'wren', { active: false })], given).username.presence).toBe('missing')
  })
})

describe('a change of identity', () => {
  const changed = { now: shows({ bsuid: 'GB.2' }), before: shows({ bsuid: 'GB.1' }) }

  it('agrees with the strip of what was before, or of what is now', () => {
    const [old, next] = [cells([held('bsuid', 'GB.1')], changed), cells([held('bsuid', 'GB.2')], changed)]
    expect(old.bsuid).toMatchObject({ remark: 'the one before', agreesWith: 'before' })
    expect(next.bsuid).toMatchObject({ remark: 'holds it', agreesWith: 'now' })
    expect(payloadCells('before', changed.before, [old]).bsuid.compared).toBe('agree')
    expect(payloadCells('now', changed.now, [old]).bsuid.compared).toBeNull()
    expect(payloadCells('now', changed.now, [old, next]).bsuid.compared).toBe('agree')
  })
})

describe('the strip of a payload', () => {
  it('names each value by where it stands, so that it can be asked for', () => {
    const made = payloadCells('now', now, [])
    expect(made.phone.held).toEqual({ source: 'now.phone', kind: 'phone', value: '447700900118' })
    expect(made.username.presence).toBe('missing')
  })

  it('puts a parent BSUID that is alone into the cell of the BSUID', () => {
    const made = payloadCells('now', shows({ parent_bsuid: 'GB.ENT.1' }), [])
    expect(made.bsuid).toMatchObject({ remark: 'parent', held: { kind: 'parent_bsuid' } })
  })

  it('names the parent BSUID beside the BSUID, so that neither is left out', () => {
    const { bsuid } = payloadCells('now', shows({ bsuid: 'GB.1', parent_bsuid: 'GB.ENT.1' }), [])
    expect(bsuid.held?.value).toBe('GB.1')
    expect(bsuid.also).toEqual({ source: 'now.parent_bsuid', kind: 'parent_bsuid', value: 'GB.ENT.1' })
  })

  it('rings what decided', () => {
    expect(['phone', 'bsuid', 'parent_bsuid', 'crm_id', null].map(decisiveCell)).toEqual([
      'phone',
      'bsuid',
      'bsuid',
      null,
      null,
    ])
  })
})
