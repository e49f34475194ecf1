import type { Bsuid } from '@/lib/whatsapp/bsuid'

/** What the resolver knows and says. Pure types: nothing here reads a clock or a database. */

export type IdentifierKind = 'phone' | 'bsuid' | 'parent_bsuid' | 'username' | 'crm_id' | 'email'

/** Verified: seen in a signed payload or confirmed by a person. Claimed: a CRM or an import says so. */
export type Assurance = 'verified' | 'claimed'

/** The scope of everything that is not bound to one Meta portfolio. */
export const WORKSPACE_SCOPE = 'workspace'

/** `passed-on`: a person decided that the phone is somebody else's since then. */
export type EndReason =
  | 'rotated'
  | 'number-changed'
  | 'passed-on'
  | 'username-changed'
  | 'username-elsewhere'
  | 'seen-late'

/**
 * Where an identifier comes from; for a payload, the event that showed it. A `change` says when the identifier became the
 * contact's; a `payload` only that it was by then.
 */
export type Evidence = {
  source: 'payload' | 'change' | 'crm' | 'import' | 'person'
  eventId?: string
  /** Match key of the phone in the same payload: through it the identifier may have found its contact. */
  besidePhone?: string
}

export type Identifier = {
  id: string
  contactId: string
  kind: IdentifierKind
  /** A portfolio id for a BSUID, otherwise `WORKSPACE_SCOPE`. */
  scope: string
  /** As received. */
  value: string
  /** What two spellings of one thing share: `phoneMatchKey` of a phone, lower case of a username, else the value. */
  matchKey: string
  assurance: Assurance
  active: boolean
  /** First time a payload showed it, in WhatsApp's time; moves back when an older payload arrives late. */
  validFrom: Date
  validTo?: Date
  lastSeenAt: Date
  endReason?: EndReason
  /** The identifier that took its place, which makes the lineage. */
  replacedById?: string
  evidence: Evidence
}

export type Contact = {
  id: string
  crmContactId?: string
  name?: string
  provisional: boolean
  labels: readonly string[]
  firstContactAt?: Date
  lastContactAt?: Date
  /** Set when the contact was merged: its messages now belong to the survivor. */
  mergedIntoId?: string
}

/** Where an answer goes: `to` a phone, to a `recipient` BSUID, or to the group. */
export type Destination = { kind: 'phone' | 'bsuid' | 'group'; value: string }

export type ThreadKeyKind = 'phone' | 'bsuid' | 'group'

export type Thread = {
  id: string
  /** Undefined in identity review, and for a group, which belongs to nobody alone. */
  contactId?: string
  numberId: string
  openedWith: ThreadKeyKind
  destination: Destination
  /** A thread of its own for messages in identity review. */
  inReview: boolean
  /** Where its last routed message landed. */
  workflowId?: string
  openedAt: Date
  lastMessageAt: Date
}

/** Active in one thread of a number at most: the thread of whoever used the identifier last. */
export type ThreadKey = {
  id: string
  threadId: string
  numberId: string
  kind: ThreadKeyKind
  value: string
  matchKey: string
  active: boolean
}

export type MessageState = 'sent' | 'delivered' | 'read' | 'played' | 'failed'

/** One message by (number, wamid): what statuses are joined to. In shadow mode the first status is often the first sight of it. */
export type Message = {
  id: string
  numberId: string
  wamid: string
  direction: 'inbound' | 'outbound'
  type?: string
  at: Date
  contactId?: string
  threadId?: string
  status?: MessageState
  statusAt?: Date
}

export type ConflictKind =
  | 'phone-held-by-another'
  | 'phone-with-other-bsuid'
  | 'claimed-by-several'
  | 'rotation-to-held-bsuid'
  | 'parent-held-by-another'
  | 'phone-passed-on'

/**
 * What a proposal rests on. `account`: one signed payload names an account of each side, so they are one. `phone`: signed
 * payloads showed both with one phone, at different times; phones can pass on, so this comes after what `account` settles.
 * `claim`: the CRM says so on one side.
 */
export type ProposalBasis = 'account' | 'phone' | 'claim'

/** What a person is asked. */
export type Proposal =
  | { kind: 'duplicate-review'; contactIds: [string, string]; basis: ProposalBasis }
  | { kind: 'choose-contact'; contactIds: string[] }
  | { kind: 'split'; contactId: string; identifierIds: string[] }

/** One event that showed a disagreement, with what its payload carried. */
export type Sighting = { eventId: string; facts: PersonFacts }

export type Conflict = {
  id: string
  kind: ConflictKind
  /** One conflict is open per disagreement; the same disagreement seen again adds to it. */
  key: string
  rule: PersonRow
  portfolioId: string
  numberId?: string
  contactIds: string[]
  /** The contact the event was attached to, if any. */
  contactId?: string
  /** What the payload showed: the evidence. */
  facts: PersonFacts
  identifierKind: IdentifierKind
  /** The events of this batch that showed it. */
  sightings: Sighting[]
  proposal: Proposal
}

/** Digits as WhatsApp sends them, with the key that stands for all spellings. */
export type PhoneFact = { value: string; matchKey: string }

/** What one update says about a person, in one portfolio, at one time. */
export type PersonFacts = {
  portfolioId: string
  at: Date
  phone?: PhoneFact
  bsuid?: Bsuid
  parentBsuid?: Bsuid
  username?: string
  profileName?: string
}

/** A person's identifiers after a change, and what is known of them before it. */
export type IdentityChange = {
  form: 'user_changed_user_id' | 'user_changed_number' | 'user_id_update'
  next: PersonFacts
  previous: { phone?: PhoneFact; bsuid?: Bsuid; parentBsuid?: Bsuid }
}

/** An identity change whose other end has not been seen yet (rule 9). */
export type WaitingChange = {
  eventId: string
  portfolioId: string
  numberId?: string
  at: Date
  /** The change said a phone moved, and gave no BSUID to tell whose: already reported as failed, still healed when it can be. */
  reportedFailed: boolean
  change: IdentityChange
  expiresAt: Date
}

export type Outcome =
  | 'matched'
  | 'linked'
  | 'created'
  | 'conflict'
  | 'ambiguous'
  | 'unmapped'
  | 'failed'
  | 'unsupported'
  | 'waiting'

/** The rows of the person rule, product.md section 4. */
export type PersonRow = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11

export const PERSON_RULE_VERSION = 1

export type WhyArg = string | number | boolean | readonly string[]

/** One step of the why-trace: a code and arguments. Arguments are kinds and ids, never the value of an identifier. */
export type WhyStep = { code: string; args: Readonly<Record<string, WhyArg>> }

export type ResolverErrorCode =
  | 'number-unknown'
  | 'update-unreadable'
  | 'no-identifiers'
  | 'change-not-linkable'
  | 'change-link-never-came'
  | 'field-not-understood'
  | 'type-not-understood'
  | 'message-failed'
  | 'message-has-error'
  | 'number-has-error'
  | 'processing-failed'

/** What a set-up that knows only phone numbers would have done with the same update. */
export type PhoneOnlyOutcome = 'matched' | 'new_contact' | 'none'

export type OutcomeGroup = 'known' | 'provisional' | 'review'

/** What routing may look at. */
export type RouteQuestion = {
  numberId: string
  eventType: string
  outcome: OutcomeGroup
  labels: readonly string[]
  text?: string
  referralSourceId?: string
}

export type RouteAnswer = { workflowId?: string; steps: WhyStep[] }

/** The workspace's routing rules as one function, so that resolving needs to know nothing about them. */
export type Router = (question: RouteQuestion) => RouteAnswer

export type Resolution = {
  outcome: Outcome
  contactId?: string
  threadId?: string
  messageId?: string
  workflowId?: string
  /** The row that decided; absent for what is about no person, such as one of our own handles. */
  rule?: PersonRow
  ruleVersion: number
  /** The identifier that decided; absent when nothing did. */
  decisive?: IdentifierKind
  why: WhyStep[]
  error?: { code: ResolverErrorCode; args?: Record<string, string | number> }
  /** Contacts that could be meant, when the answer is not one of them alone. */
  candidates: string[]
  phoneOnlyOutcome: PhoneOnlyOutcome
  /** Where an answer to this event goes, as the thread stood after it. */
  replyTo?: Destination
}
