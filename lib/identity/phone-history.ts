import type { Identifier } from './model'
import type { WorkingSet } from './working-set'

/**
 * When a person's phones were left, decided by when things happened and never by when they were heard of. A number change
 * names the BSUIDs of the account and not always the phone that was left; but an account has one phone at a time, so
 * whatever phone it was seen with before is over since the first number change after that.
 */
export type PhoneEnd = { row: Identifier; at: Date }

/** The ends that follow from what is known of one contact, where they differ from what its rows say. Pure. */
export function phoneEnds(rows: readonly Identifier[]): PhoneEnd[] {
  const changes = numberChanges(rows)
  if (changes.length === 0) return []
  const ends: PhoneEnd[] = []
  for (const row of rows) {
    if (row.kind !== 'phone' || row.assurance !== 'verified') continue
    const at = changes.find((time) => time > row.validFrom)
    if (at && isNews(row, at)) ends.push({ row, at })
  }
  return ends
}

/** What a change said by name stays, unless the phone was left even earlier; what was only glimpsed gives way. */
function isNews(row: Identifier, at: Date): boolean {
  if (row.active || !row.validTo || row.endReason === 'seen-late') return true
  return row.endReason === 'number-changed' && at < row.validTo
}

/**
 * The times at which the contact's number changed, oldest first. Where a contact has two accounts in one portfolio (a
 * person may have merged them), nobody can tell whose phone a change there means, so those changes end none.
 */
function numberChanges(rows: readonly Identifier[]): Date[] {
  const bsuids = rows.filter((row) => row.kind === 'bsuid' && row.assurance === 'verified')
  const times = bsuids
    .filter((row) => row.endReason === 'number-changed' && isOneAccount(bsuids, row.scope))
    .map((row) => row.validTo)
    .filter((at) => at !== undefined)
  return times.sort((a, b) => a.getTime() - b.getTime())
}

/** Every BSUID but one took the place of another: a single line from the oldest to the newest. */
function isOneAccount(bsuids: readonly Identifier[], scope: string): boolean {
  const here = bsuids.filter((row) => row.scope === scope)
  const ids = new Set(here.map((row) => row.id))
  const ends = here.filter((row) => !row.replacedById || !ids.has(row.replacedById))
  return ends.length === 1
}

/** The other phones of the line a phone stands in: each was left when the next one began. */
export function phoneLine(rows: readonly Identifier[], matchKey: string): Identifier[] {
  const phones = rows.filter((row) => row.kind === 'phone' && row.assurance === 'verified')
  const line = new Set(phones.filter((row) => row.matchKey === matchKey))
  for (let grew = line.size > 0; grew; ) {
    grew = false
    for (const row of phones) {
      if (line.has(row) || ![...line].some((other) => follows(row, other) || follows(other, row))) continue
      line.add(row)
      grew = true
    }
  }
  return [...line].filter((row) => row.matchKey !== matchKey)
}

function follows(next: Identifier, before: Identifier): boolean {
  return (
    next.evidence.source === 'change' &&
    before.endReason === 'number-changed' &&
    before.validTo?.getTime() === next.validFrom.getTime()
  )
}

/**
 * Carries the history of a contact's phones out: ends what a number change left behind. A phone that was seen after it had
 * been left was taken back in between. Returns the phones that turned out to be left, with the time.
 */
export function settlePhones(contactId: string, ws: WorkingSet): { matchKey: string; at: Date }[] {
  const left: { matchKey: string; at: Date }[] = []
  for (
    let ends = phoneEnds(ws.identifiersOf(contactId));
    ends.length > 0;
    ends = phoneEnds(ws.identifiersOf(contactId))
  ) {
    for (const { row, at } of ends) {
      const wasActive = row.active
      ws.end(row, at, 'number-changed')
      left.push({ matchKey: row.matchKey, at })
      if (wasActive && row.lastSeenAt > at && !passedOn(row, at, ws)) takeBack(row, ws)
    }
  }
  return left
}

/** An account that came to the contact through the phone after it had been left is who was seen with it: somebody else. */
function passedOn(phone: Identifier, at: Date, ws: WorkingSet): boolean {
  return ws
    .identifiersOf(phone.contactId)
    .some((row) => row.kind === 'bsuid' && row.evidence.besidePhone === phone.matchKey && row.validFrom > at)
}

function takeBack(row: Identifier, ws: WorkingSet): void {
  const { contactId, kind, scope, value, matchKey, evidence, lastSeenAt } = row
  ws.addIdentifier({
    contactId,
    kind,
    scope,
    value,
    matchKey,
    at: lastSeenAt,
    evidence: { ...evidence, source: 'payload' },
  })
}
