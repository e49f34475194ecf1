import type { ProblemCode } from './problems'

/** What importing and syncing contacts works on. Pure types: nothing here knows a file, a request or a database. */

export type IdentifierKind = 'phone' | 'bsuid' | 'parent_bsuid' | 'username' | 'crm_id' | 'email'

/** The scope of everything that is not bound to one Meta portfolio (lib/identity/model.ts). */
export const WORKSPACE_SCOPE = 'workspace'

/** One identifier a CRM says a contact has. Several contacts may claim the same. */
export type Claim = { kind: IdentifierKind; scope: string; value: string; matchKey: string }

/** A contact as a CRM gives it, read and judged. What is undefined was not said and stays as it is. */
export type IncomingContact = {
  crmContactId: string | null
  name?: string
  language?: string
  claims: Claim[]
  /** Kinds the CRM gave a list for: what it no longer names there, it no longer claims. */
  kinds: readonly IdentifierKind[]
  /** The portfolio its BSUIDs are of: a list of one portfolio's BSUIDs says nothing about another's. */
  portfolioId: string | null
  labels: string[]
}

export type HeldIdentifier = Claim & {
  id: string
  verified: boolean
  active: boolean
  /** payload | crm | import | person */
  evidenceKind: string
}

/** A contact as it is stored, as far as an import may touch it. */
export type ContactState = {
  id: string
  crmContactId: string | null
  name: string | null
  language: string | null
  /** active | merged | erased */
  state: string
  version: number
  /** The version it had when it was read: writing it checks that nobody else wrote in between. */
  storedVersion: number
  identifiers: HeldIdentifier[]
  labels: string[]
}

/** What undoing one row needs: the values before it, and what it added. */
export type ChangeBefore = { name?: string | null; language?: string | null; ended?: string[] }
export type ChangeAfter = {
  /** The contact's version once the row was applied. */
  version: number
  /** Of a contact that the row created. */
  crmContactId?: string | null
  name?: string | null
  language?: string | null
  added?: string[]
  labels?: string[]
}

export type UpsertResult = 'created' | 'updated' | 'skipped'

export type RowOutcome =
  | { result: 'created' | 'updated'; contactId: string; before: ChangeBefore; after: ChangeAfter }
  | { result: 'skipped'; contactId: string }
  | { result: 'failed'; code: ProblemCode; field: string | null; args?: Readonly<Record<string, string | number>> }

export type Counts = { created: number; updated: number; skipped: number; failed: number }

export const NO_COUNTS: Counts = { created: 0, updated: 0, skipped: 0, failed: 0 }

export function addCounts(a: Counts, b: Counts): Counts {
  return {
    created: a.created + b.created,
    updated: a.updated + b.updated,
    skipped: a.skipped + b.skipped,
    failed: a.failed + b.failed,
  }
}
