import { nameKey } from '@/lib/shared/name-key'
import type { Claim, ContactState, HeldIdentifier, IncomingContact, RowOutcome } from './model'

/** Ids are given out by the caller, so that planning stays a pure function of its arguments. */
export type NewIds = { contact: () => string; identifier: () => string }

function claimKey(claim: Claim): string {
  return `${claim.kind}|${claim.scope}|${claim.matchKey}`
}

/**
 * A claim that is already there, however it stands. One that a signed payload ended here (the person left that number)
 * counts too: the CRM is behind, and claiming it again would send another person's messages to this contact.
 */
function isKnown(held: readonly HeldIdentifier[], claim: Claim): boolean {
  const key = claimKey(claim)
  return held.some((row) => claimKey(row) === key && (row.active || row.verified))
}

/** Claims of a CRM or an import that the CRM does not make any more. What a payload or a person confirmed stays. */
function dropped(held: readonly HeldIdentifier[], incoming: IncomingContact): HeldIdentifier[] {
  const wanted = new Set(incoming.claims.map(claimKey))
  return held.filter(
    (row) =>
      row.active &&
      !row.verified &&
      (row.evidenceKind === 'crm' || row.evidenceKind === 'import') &&
      incoming.kinds.includes(row.kind) &&
      (row.kind !== 'bsuid' || row.scope === incoming.portfolioId) &&
      !wanted.has(claimKey(row)),
  )
}

function toHeld({ kind, scope, value, matchKey }: Claim, evidenceKind: string, ids: NewIds): HeldIdentifier {
  return { id: ids.identifier(), kind, scope, value, matchKey, verified: false, active: true, evidenceKind }
}

function addClaims(state: ContactState, claims: readonly Claim[], evidenceKind: string, ids: NewIds): string[] {
  const added: string[] = []
  for (const claim of claims) {
    if (isKnown(state.identifiers, claim)) continue
    const held = toHeld(claim, evidenceKind, ids)
    state.identifiers.push(held)
    added.push(held.id)
  }
  return added
}

function addLabels(state: ContactState, labels: readonly string[]): string[] {
  const added = labels.filter((label) => !state.labels.includes(label))
  state.labels.push(...added)
  return added
}

/** The state of a contact that does not exist yet, from its first row. */
export function createContact(
  incoming: IncomingContact,
  evidenceKind: 'crm' | 'import',
  ids: NewIds,
): { state: ContactState; outcome: RowOutcome } {
  const state: ContactState = {
    id: ids.contact(),
    crmContactId: incoming.crmContactId,
    name: incoming.name ?? null,
    language: incoming.language ?? null,
    state: 'active',
    version: 1,
    storedVersion: 0,
    identifiers: incoming.claims.map((claim) => toHeld(claim, evidenceKind, ids)),
    labels: [...incoming.labels],
  }
  const { id: contactId, version, crmContactId, name, language, labels } = state
  const after = { version, crmContactId, name, language, labels: [...labels] }
  return { state, outcome: { result: 'created', contactId, before: {}, after } }
}

/**
 * Applies one row to a contact, changing `state`, and says what it did. Nothing verified is touched, labels are only
 * added (people set them here, too), and an unchanged row is `skipped`.
 */
export function updateContact(
  state: ContactState,
  incoming: IncomingContact,
  options: { evidenceKind: 'crm' | 'import'; ids: NewIds },
): RowOutcome {
  if (state.state !== 'active') return { result: 'failed', code: 'contact-merged', field: 'crmContactId' }
  const before: { name?: string | null; language?: string | null; ended?: string[] } = {}
  const after: { name?: string; language?: string; added?: string[]; labels?: string[] } = {}
  for (const field of ['name', 'language'] as const) {
    const value = incoming[field]
    if (value === undefined || value === state[field]) continue
    before[field] = state[field]
    after[field] = value
    state[field] = value
  }
  const ended = dropped(state.identifiers, incoming)
  for (const row of ended) row.active = false
  if (ended.length > 0) before.ended = ended.map((row) => row.id)
  const added = addClaims(state, incoming.claims, options.evidenceKind, options.ids)
  if (added.length > 0) after.added = added
  const labels = addLabels(state, incoming.labels)
  if (labels.length > 0) after.labels = labels
  const changes = Object.keys(before).length + Object.keys(after).length
  if (changes === 0) return { result: 'skipped', contactId: state.id }
  state.version += 1
  return { result: 'updated', contactId: state.id, before, after: { version: state.version, ...after } }
}

const KEY_KINDS: readonly string[] = ['phone', 'bsuid', 'email']

/** Identifiers that can tell whether two rows without a CRM contact id are one person. A username never can. */
export function keyClaims(claims: readonly Claim[]): Claim[] {
  return claims.filter((claim) => KEY_KINDS.includes(claim.kind))
}

/**
 * Whether a contact that an import made without a CRM contact id is the person of this row: the same name (or none on
 * both sides), and a shared phone, BSUID or e-mail; when the row has none of these, the contact has none either. Two
 * people who share a phone have two names and stay two contacts.
 */
export function isSamePerson(state: ContactState, incoming: IncomingContact): boolean {
  if (state.crmContactId !== null || nameKey(state.name) !== nameKey(incoming.name)) return false
  const held = new Set(keyClaims(state.identifiers.filter((row) => row.active)).map(claimKey))
  const wanted = keyClaims(incoming.claims)
  return wanted.length === 0 ? held.size === 0 : wanted.some((claim) => held.has(claimKey(claim)))
}
