import { phoneMatchKey } from '@/lib/shared/phone'
import type { Evidence, ShownKind } from './rules'

/** Strips of identity above each other, compared: what payloads showed, and what each contact holds. Pure. */

/** An identifier of a contact, as far as a comparison needs it. */
export type Held = {
  id: string
  kind: ShownKind
  /** A portfolio id for a BSUID. */
  scope: string
  value: string
  matchKey: string
  verified: boolean
  active: boolean
  lastSeenAt: Date
}

type Shown = Evidence['shown']

/** One identifier in a cell. `source` names it for revealing: the id of a row, or the field of a payload. */
export type CellValue = { source: string; kind: ShownKind; value: string }

export type ComparedCell = {
  presence: 'present' | 'known' | 'missing'
  held: CellValue | null
  compared: 'agree' | 'differ' | null
  /** How it compares, in two or three words. */
  remark: string | null
  /** The payload strip it agrees with; in a payload, which one it is. */
  agreesWith?: Moment
  /** The parent BSUID that a payload showed beside the BSUID. */
  also?: CellValue
}

/** What a payload says now, and what a change of identity says was before it. */
export type Moment = 'now' | 'before'

export type PersonCells = Record<'phone' | 'username' | 'bsuid', ComparedCell>

const MISSING: ComparedCell = { presence: 'missing', held: null, compared: null, remark: null }

const find = (shown: Shown, kind: ShownKind): string | undefined => shown.find((one) => one.kind === kind)?.value

/** Holding is more than claiming, and both are more than having had it. */
function strength({ active, verified }: Held): number {
  return (active ? 2 : 0) + (verified ? 1 : 0)
}

const strongest = (held: readonly Held[]): Held | undefined =>
  held.toSorted((a, b) => strength(b) - strength(a) || b.lastSeenAt.getTime() - a.lastSeenAt.getTime())[0]

const cellOf = ({ id, kind, value }: Held): CellValue => ({ source: id, kind, value })

function agreeing(row: Held, agreesWith: Moment, what = 'it'): ComparedCell {
  const verb = row.active ? (row.verified ? 'holds' : 'claims') : 'had'
  const presence = row.active ? 'present' : 'known'
  const remark = agreesWith === 'before' ? 'the one before' : `${verb} ${what}`
  return { presence, held: cellOf(row), compared: 'agree', remark, agreesWith }
}

/** What the contact has of the kind when nothing of it is what the payload showed. */
function other(held: readonly Held[], asked: boolean): ComparedCell {
  const row = strongest(held)
  if (!row) return MISSING
  if (!row.active) return { presence: 'known', held: cellOf(row), compared: null, remark: 'ended' }
  const base = { presence: 'present', held: cellOf(row) } as const
  return asked ? { ...base, compared: 'differ', remark: 'another' } : { ...base, compared: null, remark: null }
}

function phoneCell(held: readonly Held[], { now, before }: Payloads): ComparedCell {
  const phones = held.filter((row) => row.kind === 'phone')
  const same = (value: string | undefined) =>
    value === undefined ? undefined : strongest(phones.filter((row) => row.matchKey === phoneMatchKey(value)))
  const [asked, previous] = [find(now, 'phone'), find(before, 'phone')]
  const row = same(asked)
  if (row) return agreeing(row, 'now')
  const earlier = same(previous)
  return earlier ? agreeing(earlier, 'before') : other(phones, asked !== undefined)
}

function bsuidCell(held: readonly Held[], { now, before }: Payloads, portfolioId: string | null): ComparedCell {
  const here = held.filter((row) => row.kind === 'bsuid' && (portfolioId === null || row.scope === portfolioId))
  const parents = held.filter((row) => row.kind === 'parent_bsuid')
  const same = (rows: readonly Held[], value: string | undefined) =>
    value === undefined ? undefined : strongest(rows.filter((row) => row.value === value))
  const asked = find(now, 'bsuid')
  const row = same(here, asked)
  if (row) return agreeing(row, 'now')
  const parent = same(parents, find(now, 'parent_bsuid'))
  if (parent) return agreeing(parent, 'now', 'the parent')
  const earlier = same(here, find(before, 'bsuid'))
  return earlier ? agreeing(earlier, 'before') : other(here, asked !== undefined)
}

export type Payloads = {
  now: Shown
  /** What a change of identity said was before it; empty for a message. */
  before: Shown
}

/** A contact's cells, compared with what the payload showed. A username is shown and never compared: it is no match key. */
export function contactCells(held: readonly Held[], payloads: Payloads, portfolioId: string | null): PersonCells {
  const username = strongest(held.filter((row) => row.kind === 'username' && row.active))
  return {
    phone: phoneCell(held, payloads),
    username: username ? { presence: 'present', held: cellOf(username), compared: null, remark: null } : MISSING,
    bsuid: bsuidCell(held, payloads, portfolioId),
  }
}

/** The cells of a payload; those that a contact agrees with are marked. */
export function payloadCells(which: Moment, shown: Shown, contacts: readonly PersonCells[]): PersonCells {
  const cell = (key: 'phone' | 'username' | 'bsuid', kinds: readonly ShownKind[]): ComparedCell => {
    const kind = kinds.find((one) => find(shown, one) !== undefined)
    const value = kind && find(shown, kind)
    if (!kind || value === undefined) return MISSING
    const agreed = contacts.some((cells) => cells[key].agreesWith === which)
    const remark = kind === 'parent_bsuid' ? 'parent' : null
    const held = { source: `${which}.${kind}`, kind, value }
    return { presence: 'present', held, compared: agreed ? 'agree' : null, remark, agreesWith: which }
  }
  const parent = find(shown, 'parent_bsuid')
  const bsuid = cell('bsuid', ['bsuid', 'parent_bsuid'])
  return {
    phone: cell('phone', ['phone']),
    username: cell('username', ['username']),
    bsuid:
      parent !== undefined && bsuid.held?.kind === 'bsuid'
        ? { ...bsuid, also: { source: `${which}.parent_bsuid`, kind: 'parent_bsuid', value: parent } }
        : bsuid,
  }
}

/** The cell that decided where the event went. In a change of identity what came before decided, which has a strip of its own. */
export function decisiveCell(decisive: string | null): 'phone' | 'bsuid' | null {
  if (decisive === 'phone') return 'phone'
  return decisive === 'bsuid' || decisive === 'parent_bsuid' ? 'bsuid' : null
}
