import { type Evidence, type Identifier, type PersonFacts, WORKSPACE_SCOPE } from './model'
import { usernameKey } from './person-facts'
import type { WorkingSet } from './working-set'

export type UsernameGround = { facts: PersonFacts; evidence: Evidence; ws: WorkingSet }

/**
 * Usernames are history with dates, never a key. One username seen on another contact ends the older row there; a payload
 * older than what is known only adds to the past.
 */
export function recordUsername(username: string, contactId: string, ground: UsernameGround): void {
  const { facts, ws } = ground
  const matchKey = usernameKey(username)
  const mine = ws.activeOf(contactId, 'username', WORKSPACE_SCOPE).find((row) => row.assurance === 'verified')
  if (mine?.matchKey === matchKey) {
    ws.seen(mine, facts.at)
    return
  }
  const elsewhere = ws.usernameHolders(matchKey).find((row) => row.active && row.contactId !== contactId)
  if (isNewer(mine, facts.at) || isNewer(elsewhere, facts.at)) {
    addToPast({ contactId, username, matchKey }, ground)
    return
  }
  if (elsewhere) ws.end(elsewhere, facts.at, 'username-elsewhere')
  if (mine) ws.end(mine, facts.at, 'username-changed')
  add({ contactId, username, matchKey }, ground)
}

type Seen = { contactId: string; username: string; matchKey: string }

function isNewer(row: Identifier | undefined, at: Date): boolean {
  return row !== undefined && row.lastSeenAt > at
}

function addToPast(seen: Seen, ground: UsernameGround): void {
  const { facts, ws } = ground
  const known = ws.usernameHolders(seen.matchKey).find((row) => row.contactId === seen.contactId && !row.active)
  if (known) ws.seen(known, facts.at)
  else add(seen, ground, { at: facts.at, reason: 'seen-late' })
}

function add(seen: Seen, ground: UsernameGround, ended?: { at: Date; reason: 'seen-late' }): void {
  ground.ws.addIdentifier({
    contactId: seen.contactId,
    kind: 'username',
    scope: WORKSPACE_SCOPE,
    value: seen.username,
    matchKey: seen.matchKey,
    at: ground.facts.at,
    evidence: ground.evidence,
    ended,
  })
}
