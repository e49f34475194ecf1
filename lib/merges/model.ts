/** What a merge and its undoing speak of. Pure types: nothing here reads a clock or a database. */

export type Side = 'survivor' | 'merged'

/** The fields of a contact for which a person chooses whose value stays. */
export const PICKABLE = ['name', 'crmContactId', 'language', 'ownerMemberId'] as const
export type Pickable = (typeof PICKABLE)[number]

/** Whose value stays, field by field. Unset: the survivor's, or where it has none, the other's. */
export type Picks = Partial<Record<Pickable, Side>> & {
  /** `both` when unset. */
  labels?: 'both' | Side
}

export type Fields = Record<Pickable, string | null> & {
  provisional: boolean
  /** ISO 8601. */
  firstContactAt: string | null
  lastContactAt: string | null
}

/** How an identifier stood; its value stays in its own row. */
export type IdentifierState = {
  id: string
  standing: string
  active: boolean
  /** ISO 8601. */
  validTo: string | null
  endedReason: string | null
  replacedById: string | null
}

export type ThreadState = { id: string /** ISO 8601. */; lastAt: string }

export type SideState = {
  id: string
  fields: Fields
  labels: string[]
  identifiers: IdentifierState[]
  threads: ThreadState[]
}

/** Everything an undoing needs: both contacts as they were, and what the merge wrote on the survivor. */
export type Snapshot = Record<Side, SideState> & {
  written: { fields: Fields; labels: string[] }
  /** Events and messages of the merged contact that are in none of its conversations: groups, notices, changes. */
  loose: { events: string[]; messages: string[] }
  /** Conflicts the merge answered. */
  conflictIds: string[]
  /** Suggestions about the merged contact, as they stood. */
  pairs: { id: string; state: string }[]
}

/** What changed between a merge and its undoing. Nothing is overwritten: a person decides about each. */
export type UndoQuestion = {
  key: string
  decided: { choice: UndoChoice; byId: string | null; at: string } | null
} & (
  | { kind: 'field'; field: Pickable; before: string | null; now: string | null }
  | { kind: 'crm-id-taken'; side: Side; value: string }
  | { kind: 'identifier-new'; identifierId: string }
  | { kind: 'identifier-ended'; identifierId: string; side: Side }
  | { kind: 'thread-new'; threadId: string }
)

/** `keep`: as it is now. `change`: the earlier value, or to the contact that came back. */
export const UNDO_CHOICES = ['keep', 'change'] as const
export type UndoChoice = (typeof UNDO_CHOICES)[number]
