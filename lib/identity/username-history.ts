import { type EndReason, type Evidence, type Identifier, type PersonFacts, WORKSPACE_SCOPE } from './model'
import { usernameKey } from './person-facts'
import type { WorkingSet } from './working-set'

export type UsernameGround = { facts: PersonFacts; evidence: Evidence; ws: WorkingSet }

/**
 * Usernames are history with dates, never a key. A row says from when to when payloads showed the name on the contact;
 * when it ended follows from that alone, so the order in which payloads arrive does not matter: the name seen last is the
 * contact's, and whoever was seen last with a name has it.
 */
export function recordUsername(username: string, contactId: string, { facts, evidence, ws }: UsernameGround): void {
  const matchKey = usernameKey(username)
  const same = namesOf(contactId, ws).filter((row) => row.matchKey === matchKey)
  const known = same.length > 0 ? lastRow(same) : undefined
  const row =
    known ??
    ws.addIdentifier({
      contactId,
      kind: 'username',
      scope: WORKSPACE_SCOPE,
      value: username,
      matchKey,
      at: facts.at,
      evidence,
      // Whether it is the contact's today is decided below, when it is known among the others.
      ended: { at: facts.at, reason: 'seen-late' },
    })
  if (known && !ws.sighted(known, facts.at) && known.active) return
  settleUsername(row, ws)
}

/** Decides the row anew, then what it ends: other names of the contact, and the same name elsewhere. */
function settleUsername(row: Identifier, ws: WorkingSet): void {
  const others = [...namesOf(row.contactId, ws), ...elsewhere(row, ws)].filter((other) => other !== row)
  for (const other of others) endBy(other, [row], ws)
  if (others.every((other) => endedBy(row, other) === undefined)) ws.resume(row)
  else endBy(row, others, ws)
}

/**
 * A merge brings the names of two contacts together. They become one history the next time the contact is heard of: of a
 * name that both had, the row seen last reaches back to the first time; of several current ones the last seen stays.
 */
export function settleNames(contactId: string, ws: WorkingSet): void {
  const rows = namesOf(contactId, ws)
  if (rows.length < 2) return
  const names = new Set(rows.map((row) => row.matchKey))
  const kept = [...names].map((name) => lastRow(rows.filter((row) => row.matchKey === name)))
  for (const row of kept) {
    for (const same of rows)
      if (same.matchKey === row.matchKey && same.validFrom < row.validFrom) ws.sighted(row, same.validFrom)
  }
  const current = lastRow(kept)
  for (const row of kept) if (row !== current) endBy(row, [current], ws)
}

function lastRow(rows: Identifier[]): Identifier {
  return rows.reduce((last, row) => (byLastSeen(last, row) < 0 ? row : last))
}

/** Ends a row that another one shows to be over: when it was last seen, because when it was given up nobody says. */
function endBy(row: Identifier, others: readonly Identifier[], ws: WorkingSet): void {
  const reason = others.map((other) => endedBy(row, other)).find((why) => why !== undefined)
  if (!reason || (!row.active && row.validTo?.getTime() === row.lastSeenAt.getTime())) return
  ws.end(row, row.lastSeenAt, reason)
}

function namesOf(contactId: string, ws: WorkingSet): Identifier[] {
  return ws.identifiersOf(contactId).filter((row) => row.kind === 'username' && row.assurance === 'verified')
}

function elsewhere(row: Identifier, ws: WorkingSet): Identifier[] {
  return ws
    .usernameHolders(row.matchKey)
    .filter((other) => other.contactId !== row.contactId && other.assurance === 'verified')
}

/** Why the name of a row is over because of what another row shows; undefined while it is not. */
function endedBy(row: Identifier, other: Identifier): EndReason | undefined {
  if (byLastSeen(other, row) < 0) return undefined
  return other.contactId === row.contactId ? 'username-changed' : 'username-elsewhere'
}

function byLastSeen(a: Identifier, b: Identifier): number {
  const [later, earlier] = [
    a.lastSeenAt.getTime() - b.lastSeenAt.getTime(),
    a.validFrom.getTime() - b.validFrom.getTime(),
  ]
  return later || earlier || (a.matchKey + a.contactId < b.matchKey + b.contactId ? -1 : 1)
}
