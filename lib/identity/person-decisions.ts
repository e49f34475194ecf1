import { accountOf } from './lineage'
import { type Evidence, type Identifier, type PersonFacts, WORKSPACE_SCOPE } from './model'
import { leadsToStranger, replyOf } from './reply-rule'
import { followChange, portfolioOf } from './thread-change'
import type { WorkingSet } from './working-set'

/**
 * What a person decides where the payloads alone could not (rows 4 to 6 of the person rule), carried out on what is known
 * of those concerned. Only what the answer itself says is changed; everything else follows when the messages are resolved
 * again. Pure: the store writes the log of the working set.
 */

export type DecisionGround = {
  ws: WorkingSet
  /** What the payload of the conflict showed, and when it was first seen. */
  facts: PersonFacts
  /** The first event that showed it: the evidence beside the person's word. */
  eventId: string
  numbersOf: (portfolioId: string) => readonly string[]
}

/** What a decision does to those concerned, for the preview and for the audit event. */
export type DecisionEffect = {
  /** The contact the events belong to from now on, where the decision names one. */
  contactId?: string
  identifiersEnded: string[]
  /** Conversations whose replies go somewhere else from now on. */
  repliesMoved: string[]
  /** Conversations whose only known address is somebody else's now: nobody should answer in them. */
  repliesUnsafe: string[]
}

const nothing = (): DecisionEffect => ({ identifiersEnded: [], repliesMoved: [], repliesUnsafe: [] })

const evidenceOf = ({ eventId, facts }: DecisionGround): Evidence => {
  return { source: 'person', eventId, besidePhone: facts.phone?.matchKey }
}

/**
 * "It is this contact." A claimed identifier is theirs from now on. An account nobody knew takes the place of the one
 * they had in the portfolio, as after a re-registration: BSUIDs change, the person stays.
 */
export function confirmPerson(contactId: string, ground: DecisionGround): DecisionEffect {
  const { ws, facts } = ground
  const effect = { ...nothing(), contactId }
  const claims = claimsOf(contactId, facts, ws)
  for (const claim of claims) ws.verify(claim, facts.at, evidenceOf(ground))
  // The confirmed claim of the phone decides by row 2 from now on, and links the account itself.
  if (claims.some(({ kind }) => kind === 'phone')) return effect
  const current = ws.activeOf(contactId, 'bsuid', facts.portfolioId).filter(({ assurance }) => assurance === 'verified')
  const next = addHere('bsuid', contactId, ground)
  const [replaced, another] = current
  // With two accounts in the portfolio nobody can tell which of them this one replaces.
  if (!next || !replaced || another) return effect
  ws.end(replaced, facts.at, 'rotated')
  ws.replacedBy(replaced, next)
  effect.identifiersEnded.push(replaced.id)
  const { portfolioId, bsuid } = facts
  const steps = followChange({ contactId, portfolioId, next: { bsuid }, numbersOf: ground.numbersOf }, ws)
  effect.repliesMoved.push(...steps.map(({ args }) => String(args.thread)))
  return effect
}

/** "It is somebody we did not know." A new contact with whatever nobody holds; what others hold stays theirs. */
export function introducePerson(ground: DecisionGround): DecisionEffect {
  const { ws, facts } = ground
  const { id } = ws.createContact(facts.profileName)
  for (const kind of ['phone', 'bsuid', 'parent_bsuid'] as const) addHere(kind, id, ground)
  return { ...nothing(), contactId: id }
}

/** The last moment at which a signed payload showed the phone with the contact; a claim has none. */
export function lastSeenWith(contactId: string, { ws, facts }: DecisionGround): Date | undefined {
  return phonesOf(contactId, facts, ws)
    .filter(({ assurance }) => assurance === 'verified')
    .map(({ lastSeenAt }) => lastSeenAt)
    .sort((a, b) => b.getTime() - a.getTime())[0]
}

/**
 * "The number is somebody else's now." The contact's phone ends at `until`; its conversations no longer lead there where
 * another address is known. Whose it is now follows from the messages, resolved again.
 */
export function passPhoneOn(contactId: string, until: Date, ground: DecisionGround): DecisionEffect {
  const { ws, facts, numbersOf } = ground
  const effect = nothing()
  for (const row of phonesOf(contactId, facts, ws)) {
    ws.end(row, until, 'passed-on')
    effect.identifiersEnded.push(row.id)
  }
  for (const thread of ws.threadsOfContact(contactId)) {
    if (thread.openedWith === 'group') continue
    ws.endKey(thread.id, 'phone', facts.phone?.matchKey ?? '')
    const portfolioId = portfolioOf(thread, { contactId, portfolioId: facts.portfolioId, numbersOf }, ws)
    const destination = replyOf(thread, portfolioId, ws)
    if (destination.value !== thread.destination.value) {
      ws.moveDestination(thread, destination)
      effect.repliesMoved.push(thread.id)
    } else if (leadsToStranger(thread, portfolioId, ws)) effect.repliesUnsafe.push(thread.id)
  }
  return effect
}

export type Separation = {
  identifierIds: string[]
  /** Conversations of the account alone. */
  threadIds: string[]
  /** Keys by which the account continued conversations of the contact. */
  keyIds: string[]
  bsuids: string[]
}

/** What goes with an account that turned out to be somebody else's: its identifiers, and the conversations it opened. */
export function separationOf(contactId: string, identifierIds: readonly string[], ws: WorkingSet): Separation {
  const account = accountOf(ws.identifiersOf(contactId), identifierIds)
  const bsuids = account.filter(({ kind }) => kind === 'bsuid')
  const began = Math.min(...bsuids.map(({ validFrom }) => validFrom.getTime()))
  const names = new Set(bsuids.map(({ matchKey }) => matchKey))
  const found: Separation = {
    identifierIds: account.map(({ id }) => id),
    ...{ threadIds: [], keyIds: [], bsuids: [...names] },
  }
  for (const thread of ws.threadsOfContact(contactId)) {
    const keys = ws.keysOf(thread.id).filter(({ kind }) => kind === 'bsuid')
    const theirs = keys.filter(({ matchKey }) => names.has(matchKey))
    if (theirs.length === 0) continue
    if (theirs.length === keys.length && thread.openedAt.getTime() >= began) found.threadIds.push(thread.id)
    else found.keyIds.push(...theirs.map(({ id }) => id))
  }
  return found
}

function phonesOf(contactId: string, { phone }: PersonFacts, ws: WorkingSet): Identifier[] {
  return ws.activeOf(contactId, 'phone', WORKSPACE_SCOPE).filter((row) => row.matchKey === phone?.matchKey)
}

/** What the contact claims of the payload and nobody holds. */
function claimsOf(contactId: string, facts: PersonFacts, ws: WorkingSet): Identifier[] {
  const isFree = (row: Identifier) =>
    row.kind === 'phone'
      ? !ws.phone(row.matchKey, facts.at).holder
      : !ws.bsuid(facts.portfolioId, row.matchKey).holder && row.scope === facts.portfolioId
  const names = (row: Identifier) =>
    (row.kind === 'phone' && row.matchKey === facts.phone?.matchKey) ||
    (row.kind === 'bsuid' && row.matchKey === facts.bsuid)
  return ws
    .identifiersOf(contactId)
    .filter((row) => row.active && row.assurance === 'claimed' && names(row) && isFree(row))
}

/** Adds an identifier of the payload that no contact holds; nothing is ever taken from one. */
function addHere(
  kind: 'phone' | 'bsuid' | 'parent_bsuid',
  contactId: string,
  ground: DecisionGround,
): Identifier | undefined {
  const { ws, facts } = ground
  const make = (scope: string, value: string, matchKey = value) =>
    ws.addIdentifier({ contactId, kind, scope, value, matchKey, at: facts.at, evidence: evidenceOf(ground) })
  if (kind === 'phone') {
    const { phone } = facts
    return phone && !ws.phone(phone.matchKey, facts.at).holder
      ? make(WORKSPACE_SCOPE, phone.value, phone.matchKey)
      : undefined
  }
  if (kind === 'bsuid') {
    const { bsuid, portfolioId } = facts
    return bsuid && !ws.bsuid(portfolioId, bsuid).holder ? make(portfolioId, bsuid) : undefined
  }
  const { parentBsuid } = facts
  return parentBsuid && !ws.parentHolder(parentBsuid) ? make(WORKSPACE_SCOPE, parentBsuid) : undefined
}
