import type { Identifier } from './model'
import type { WorkingSet } from './working-set'

type Start = { portfolioId: string; bsuid: string }

/**
 * The BSUIDs of one account, older and newer, starting from one of them: those joined by replacement. Two accounts of one
 * person, which a merge may have put on one contact, are two lineages.
 */
export function lineageOf(ws: WorkingSet, contactId: string, start: Start): Identifier[] {
  const rows = ws.identifiersOf(contactId).filter((row) => row.kind === 'bsuid' && row.scope === start.portfolioId)
  return joinedTo(
    rows,
    rows.filter((row) => row.matchKey === start.bsuid),
  )
}

/**
 * When the phone that was seen beside this BSUID was left: at the next number change of the account, if one is known. The
 * BSUIDs that took its place are followed, because a rotation keeps the phone.
 */
export function phoneLeftAt(rows: readonly Identifier[], bsuid: Identifier): Date | undefined {
  const seen = new Set<Identifier>()
  for (let link: Identifier | undefined = bsuid; link && !seen.has(link); ) {
    seen.add(link)
    if (link.endReason === 'number-changed') return link.validTo
    const nextId: string | undefined = link.replacedById
    link = rows.find((row) => row.id === nextId)
  }
  return undefined
}

/** All BSUIDs of one portfolio as accounts: those that took each other's place belong together. */
export function accountsOf(rows: readonly Identifier[]): Identifier[][] {
  const accounts: Identifier[][] = []
  const seen = new Set<Identifier>()
  for (const row of rows) {
    if (seen.has(row)) continue
    const account = joinedTo(rows, [row])
    for (const link of account) seen.add(link)
    accounts.push(account)
  }
  return accounts
}

function joinedTo(rows: readonly Identifier[], seeds: readonly Identifier[]): Identifier[] {
  const joined = new Set(seeds)
  for (let grew = joined.size > 0; grew; ) {
    grew = false
    for (const row of rows) {
      if (joined.has(row)) continue
      const touches = [...joined].some((other) => other.replacedById === row.id || row.replacedById === other.id)
      if (touches) joined.add(row)
      grew ||= touches
    }
  }
  return [...joined]
}

/**
 * What belongs together when an account is taken off a contact: its BSUIDs, older and newer, and what was learned from
 * nothing but the events that showed them. A split asks again when it is carried out, because accounts go on living.
 */
export function accountOf(rows: readonly Identifier[], seedIds: readonly string[]): Identifier[] {
  const bsuids = rows.filter((row) => row.kind === 'bsuid')
  const account = joinedTo(
    bsuids,
    bsuids.filter((row) => seedIds.includes(row.id)),
  )
  const lessons = new Set(account.map((row) => row.evidence.eventId).filter((id) => id !== undefined))
  const learned = rows.filter(
    (row) =>
      row.kind !== 'bsuid' &&
      ((row.evidence.eventId && lessons.has(row.evidence.eventId)) || account.some((bsuid) => cameWith(row, bsuid))),
  )
  return [...account, ...learned]
}

/** A phone that was had again since this account was seen beside it: by the account, unless a change named the owner. */
function cameWith(row: Identifier, bsuid: Identifier): boolean {
  if (row.kind !== 'phone' || row.evidence.source === 'change') return false
  return bsuid.evidence.besidePhone === row.matchKey && row.validFrom >= bsuid.validFrom
}
