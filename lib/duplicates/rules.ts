/**
 * What a conflict is, read from how the resolver stored it. Pure and small: the browser loads this file too. The words
 * for all of it are in words.ts.
 */

export const CONFLICT_STATES = ['open', 'decided', 'withdrawn'] as const
export type ConflictState = (typeof CONFLICT_STATES)[number]

/** What disagrees; the resolver names it (lib/identity/model.ts). `unknown` is a row of another version. */
export const CONFLICT_KINDS = [
  'phone-held-by-another',
  'phone-with-other-bsuid',
  'claimed-by-several',
  'rotation-to-held-bsuid',
  'parent-held-by-another',
  'phone-passed-on',
] as const
export type ConflictKind = (typeof CONFLICT_KINDS)[number]

/** The rows of the person rule that open a conflict (product.md section 4). */
export const CONFLICT_RULES = ['4', '5', '6', '8'] as const
export type ConflictRule = (typeof CONFLICT_RULES)[number]

/** What a person is asked: whether two are one, who of several it is, or what belongs to somebody else. */
export const PROPOSALS = ['duplicate-review', 'choose-contact', 'split'] as const
export type ProposalKind = (typeof PROPOSALS)[number]

/** Whether its events are with a contact, or wait in identity review without one. */
export const PLACED = ['with-contact', 'in-review'] as const
export type Placed = (typeof PLACED)[number]

export const CONFLICT_SORTS = ['lastSeen', 'opened', 'events'] as const
export type ConflictSort = (typeof CONFLICT_SORTS)[number]

/** What a proposal to look at two contacts as one rests on, the strongest first. */
export const BASES = ['account', 'phone', 'claim'] as const
export type Basis = (typeof BASES)[number]

export type Proposal =
  | { kind: 'duplicate-review'; basis: Basis }
  | { kind: 'choose-contact' }
  | { kind: 'split'; contactId: string; identifierIds: string[] }

/** Kinds of identifiers a payload shows of a person. */
export const SHOWN_KINDS = ['phone', 'bsuid', 'parent_bsuid', 'username'] as const
export type ShownKind = (typeof SHOWN_KINDS)[number]

/** What the first event of a conflict showed, and what the resolver made of it. */
export type Evidence = {
  kind: ConflictKind | null
  /** The kind of identifier the disagreement is about. */
  about: ShownKind
  proposal: Proposal | null
  shown: { kind: ShownKind; value: string }[]
  profileName: string | null
}

type Stored = Record<string, unknown>

function asRecord(value: unknown): Stored {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Stored) : {}
}

export function asOneOf<T extends string>(values: readonly T[], value: unknown): T | null {
  return values.find((one) => one === value) ?? null
}

export function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

function readProposal(stored: unknown): Proposal | null {
  const { kind, basis, contactId, identifierIds } = asRecord(stored)
  switch (asOneOf(PROPOSALS, kind)) {
    case 'duplicate-review':
      return { kind: 'duplicate-review', basis: asOneOf(BASES, basis) ?? 'claim' }
    case 'choose-contact':
      return { kind: 'choose-contact' }
    case 'split':
      return { kind: 'split', contactId: String(contactId ?? ''), identifierIds: asTexts(identifierIds) }
    default:
      return null
  }
}

const FIELDS = { phone: 'phone', bsuid: 'bsuid', parentBsuid: 'parent_bsuid', username: 'username' } as const

/** Identifiers of a payload as the worker stores them, for a conflict and for an event alike. */
export function readShown(stored: unknown): Evidence['shown'] {
  const fields = asRecord(stored)
  return Object.entries(FIELDS).flatMap(([field, kind]) => {
    const value = fields[field]
    return typeof value === 'string' && value !== '' ? [{ kind, value }] : []
  })
}

/** What a change of identity said was before it; empty for every other event. */
export function readBefore(storedEvent: unknown): Evidence['shown'] {
  return readShown(asRecord(storedEvent).previous)
}

/** The stored evidence of a conflict. What another version wrote and this one does not know is null, never thrown. */
export function readEvidence(stored: unknown): Evidence {
  const fields = asRecord(stored)
  return {
    kind: asOneOf(CONFLICT_KINDS, fields.kind),
    about: asOneOf(SHOWN_KINDS, fields.identifierKind) ?? 'phone',
    proposal: readProposal(fields.proposal),
    shown: readShown(fields),
    profileName: typeof fields.profileName === 'string' ? fields.profileName : null,
  }
}

/** Contacts of a conflict: the one its events are with first, then those that were considered, in a stable order. */
export function contactsInOrder(contactId: string | null, candidates: unknown): string[] {
  const others = asTexts(candidates)
  return [...new Set(contactId ? [contactId, ...others] : others)]
}
