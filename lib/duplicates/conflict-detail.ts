import { historyOf } from '@/lib/audit/queries'
import { type Actor, can } from '@/lib/server/actor'
import { fail, ok, type Result } from '@/lib/shared/result'
import { foreseeDecisions } from './decide-conflict'
import type { Decision } from './decision-rules'
import { decidedWords, optionWords, repliesWords } from './decision-words'
import {
  COMPARED,
  EVENTS_SHOWN,
  readEvents,
  readHeld,
  readIdentifiers,
  readPlacements,
  readThreadsOf,
  readWorkflowNames,
  type StoredEvent,
} from './detail-store'
import { type DetailStrip, shortThread, stripsOf } from './detail-strips'
import { type Book, bookOf, contactLabel, factsOf } from './list-conflicts'
import { asOneOf, type ConflictState, readBefore, readEvidence, SHOWN_KINDS, type ShownKind } from './rules'
import { maskedText } from './shown'
import { readConflicts, type StoredConflict } from './store'
import {
  headline,
  type ProposalWords,
  proposalWords,
  ruleCaption,
  ruleSentence,
  type Verification,
  verification,
} from './words'

export type DetailEvent = { id: string; at: Date; what: string; outcome: string }

/** A conversation that the events are in. */
export type DetailPlacement = {
  id: string
  short: string
  number: string
  /** Whose it is; null while it is a conversation of its own in identity review. */
  contact: { id: string; label: string } | null
  inReview: boolean
  /** `to` a phone or `recipient` a BSUID, masked; null for a group. */
  reply: { field: 'to' | 'recipient'; text: string; source: string } | null
  workflow: string | null
  lastAt: Date
  events: number
}

export type SeparatedIdentifier = {
  id: string
  kind: ShownKind
  text: string
  portfolio: string | null
  from: Date
  active: boolean
}

/** One way to decide: what it says, about whom, and what follows from it. */
export type DecisionChoice = {
  decision: Decision
  contact: { id: string; label: string } | null
  label: string
  follows: string
  /** What it means for the conversations of whoever had the number. */
  replies: string[]
}

export type HistoryEntry = { id: string; at: Date; who: string; what: string }

/** Everything the detail of one conflict shows. Identifiers are masked; `revealConflict` gives the plain ones. */
export type ConflictDetail = {
  id: string
  headline: string
  state: ConflictState
  number: string | null
  portfolio: string | null
  rule: string
  ruleCaption: string
  strips: DetailStrip[]
  /** Contacts beyond those that are compared. */
  others: { id: string; label: string }[]
  proposal: ProposalWords
  /** What a split proposes to take from the contact. */
  separated: SeparatedIdentifier[]
  verification: Verification
  events: { count: number; first: DetailEvent | null; last: DetailEvent | null; newest: DetailEvent[] }
  version: number
  /** What this member can decide; empty for those who only read, and once it is decided. */
  decisions: DecisionChoice[]
  /** How it was decided, in a sentence; null while it is open. */
  decided: { words: string; note: string | null; canReopen: boolean } | null
  placements: DetailPlacement[]
  openedAt: Date
  decidedAt: Date | null
  history: HistoryEntry[]
}

function whatWords({ kind, type, status }: StoredEvent): string {
  if (kind === 'status') return `status “${status ?? 'unknown'}”`
  if (kind === 'identity-change') return type === 'user_changed_number' ? 'number change' : 'BSUID change'
  return kind === 'message' && type ? `${type.replaceAll('_', ' ')} message` : kind
}

const eventOf = (event: StoredEvent): DetailEvent => {
  return { id: event.id, at: event.at, what: whatWords(event), outcome: event.outcome }
}

type Names = Book & { workflows: ReadonlyMap<string, string> }
type Placement = Awaited<ReturnType<typeof readPlacements>>[number]

function replyOf({ id, replyTo, replyRecipient }: Placement['thread']): DetailPlacement['reply'] {
  const source = `reply.${id}`
  if (replyTo) return { field: 'to', text: maskedText({ kind: 'phone', value: replyTo }), source }
  if (!replyRecipient) return null
  return { field: 'recipient', text: maskedText({ kind: 'bsuid', value: replyRecipient }), source }
}

function placementOf({ thread, events }: Placement, { contacts, places, workflows }: Names): DetailPlacement {
  const { id, numberId, contactId, inReview, workflowId, lastAt } = thread
  return {
    ...{ id, inReview, lastAt, events, short: shortThread(id) },
    number: places.numbers.get(numberId) ?? 'a number that was removed',
    contact: contactId ? { id: contactId, label: contactLabel(contacts.get(contactId)) } : null,
    reply: replyOf(thread),
    workflow: workflowId ? (workflows.get(workflowId) ?? 'a workflow that was removed') : null,
  }
}

async function placementsOf(conflict: StoredConflict, book: Book): Promise<DetailPlacement[]> {
  const { workspaceId } = conflict
  const placements = await readPlacements(workspaceId, conflict.id)
  const workflows = await readWorkflowNames(
    workspaceId,
    placements.flatMap(({ thread }) => thread.workflowId ?? []),
  )
  return placements.map((placement) => placementOf(placement, { ...book, workflows }))
}

async function separatedBy(conflict: StoredConflict, { places }: Book): Promise<SeparatedIdentifier[]> {
  const { proposal } = factsOf(conflict).evidence
  if (proposal?.kind !== 'split') return []
  const rows = await readIdentifiers(conflict.workspaceId, proposal.identifierIds)
  return rows.flatMap((row) => {
    const kind = asOneOf(SHOWN_KINDS, row.kind)
    if (!kind) return []
    const text = maskedText({ kind, value: row.value })
    return [
      {
        id: row.id,
        kind,
        text,
        portfolio: places.portfolios.get(row.scope) ?? null,
        from: row.validFrom,
        active: row.active,
      },
    ]
  })
}

async function historyOfConflict(actor: Actor, conflict: StoredConflict): Promise<HistoryEntry[]> {
  const entries = await historyOf(actor, { kind: 'conflict', id: conflict.id })
  const done = entries.map(({ id, at, actor: by, words }): HistoryEntry => ({ id, at, who: by.name, what: words }))
  // The resolver writes one entry for a whole batch; the conflict itself says when that was.
  return [...done, { id: conflict.id, at: conflict.createdAt, who: 'Handrail', what: 'opened this conflict' }]
}

async function stripsFor(conflict: StoredConflict, book: Book, last: StoredEvent | undefined): Promise<DetailStrip[]> {
  const { workspaceId, contactId, portfolioId, numberId, rule } = conflict
  const { evidence, contactIds } = factsOf(conflict)
  const compared = contactIds.slice(0, COMPARED)
  const [held, threads] = await Promise.all([readHeld(workspaceId, compared), readThreadsOf(workspaceId, compared)])
  return stripsOf({
    payloads: { now: evidence.shown, before: readBefore(last?.identifiers) },
    ...{ portfolioId, held, threads, contactIds: compared, placedId: contactId, contacts: book.contacts },
    numberLabel: (id) => book.places.numbers.get(id) ?? 'a number that was removed',
    event: { numberId, threadId: last?.threadId ?? null, decisive: rule === '8' ? null : (last?.decisive ?? null) },
  })
}

async function decisionsOf(actor: Actor, conflict: StoredConflict, book: Book): Promise<DecisionChoice[]> {
  if (!can(actor, 'duplicates:write')) return []
  const { options, replies } = await foreseeDecisions(conflict)
  const { kind } = readEvidence(conflict.identifiers)
  return options.map(({ decision, contactIds: [id, another] }) => ({
    ...{ decision, ...optionWords(decision, kind) },
    contact: id && !another ? { id, label: contactLabel(book.contacts.get(id)) } : null,
    replies: decision === 'passed-on' ? repliesWords(replies) : [],
  }))
}

async function describeConflict(actor: Actor, conflict: StoredConflict): Promise<ConflictDetail> {
  const { workspaceId, id, rule, contactId, numberId, portfolioId, createdAt, decidedAt, version, note } = conflict
  const { evidence, contactIds, told, state } = factsOf(conflict)
  const [book, events] = await Promise.all([bookOf(workspaceId, [conflict]), readEvents(workspaceId, conflict)])
  const [strips, placements, separated, history, decisions] = await Promise.all([
    stripsFor(conflict, book, events.last),
    placementsOf(conflict, book),
    separatedBy(conflict, book),
    historyOfConflict(actor, conflict),
    decisionsOf(actor, conflict, book),
  ])
  return {
    ...{ id, state, strips, placements, separated, history, decisions, decidedAt, version, openedAt: createdAt },
    decided:
      state === 'decided'
        ? { words: decidedWords(conflict.decision), note, canReopen: conflict.decision === 'apart' }
        : null,
    headline: headline(told),
    number: numberId ? (book.places.numbers.get(numberId) ?? null) : null,
    portfolio: portfolioId ? (book.places.portfolios.get(portfolioId) ?? null) : null,
    rule: ruleSentence(rule, { about: evidence.about, attached: contactId !== null }),
    ruleCaption: ruleCaption(rule, evidence.about),
    others: contactIds.slice(COMPARED).map((one) => ({ id: one, label: contactLabel(book.contacts.get(one)) })),
    proposal: proposalWords(evidence.proposal, told),
    verification: verification(evidence.kind),
    events: {
      count: conflict.events,
      first: events.first ? eventOf(events.first) : null,
      last: events.last ? eventOf(events.last) : null,
      newest: events.newest.slice(0, EVENTS_SHOWN).map(eventOf),
    },
  }
}

/** Everything the detail of one conflict shows. Another workspace's does not exist. */
export async function conflictDetail(
  actor: Actor,
  id: string,
): Promise<Result<ConflictDetail, 'not-allowed' | 'not-found'>> {
  if (!can(actor, 'duplicates:read')) return fail('not-allowed')
  const [conflict] = await readConflicts(actor.workspaceId, [id])
  return conflict ? ok(await describeConflict(actor, conflict)) : fail('not-found')
}
