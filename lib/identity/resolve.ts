import { assertNever } from '@/lib/shared/assert-never'
import type {
  HandleUpdate,
  IdentityChangeUpdate,
  MessageUpdate,
  NoticeUpdate,
  SecurityChangeUpdate,
  StatusUpdate,
  UnsupportedUpdate,
  Update,
  WhoFacts,
} from '@/lib/whatsapp/update'
import { applyPerson } from './apply-person'
import { resolveChange } from './change-rule'
import {
  type IdentityChange,
  type OutcomeGroup,
  PERSON_RULE_VERSION,
  type PersonFacts,
  type PhoneOnlyOutcome,
  type Resolution,
  type ResolverErrorCode,
  type Router,
} from './model'
import { canIdentify, personFacts, phoneFact } from './person-facts'
import { decidePerson } from './person-rule'
import { type QuietVerdict, resolveNotice, resolvePast } from './quiet-rule'
import { settleDueChanges } from './settle'
import { resolveStatus } from './status-rule'
import { continueThread } from './thread-rule'
import { step } from './why-steps'
import type { WorkingSet } from './working-set'

export type ResolveContext = {
  /** The event this update is, and the evidence for what it teaches. */
  eventId: string
  /** Our number the update is about; undefined when its `phone_number_id` is not one of ours. */
  number?: { id: string; portfolioId: string }
  /** When the delivery arrived: waiting is counted from here, because a payload may be days old when it comes. */
  receivedAt: Date
  /** All numbers of a portfolio: they see the same BSUIDs. */
  numbersOf: (portfolioId: string) => readonly string[]
  route: Router
}

/** Changes may arrive out of order; after this long the missing one is not coming. Row 9. */
export const WAITING_DAYS = 7
const DAY_MS = 86_400_000

type Known = ResolveContext & { number: { id: string; portfolioId: string } }

/**
 * Decides one update and carries it out in the working set: who (person rule), which conversation (thread rule), where it
 * lands (routing). Never throws for what a payload may contain; a failure is an outcome with a code.
 */
export function resolveUpdate(update: Update, context: ResolveContext, ws: WorkingSet): Resolution {
  if (update.kind === 'unsupported') return unsupported(update)
  if (update.kind === 'unreadable') return failed('update-unreadable', { problem: update.problem })
  const { number } = context
  if (!number) return failed('number-unknown', { phoneNumberId: update.phoneNumberId ?? '', kind: update.kind })
  if (update.kind === 'handle-update') return handleUpdate(update)
  const resolution = resolveKnown(update, { ...context, number }, ws)
  settleDueChanges(ws, context.numbersOf)
  return resolution
}

function resolveKnown(
  update: MessageUpdate | StatusUpdate | IdentityChangeUpdate | SecurityChangeUpdate | NoticeUpdate,
  context: Known,
  ws: WorkingSet,
): Resolution {
  switch (update.kind) {
    case 'message':
      return update.past ? past(update, { ...context, shownAt: update.past.shownAt }, ws) : message(update, context, ws)
    case 'status':
      return status(update, context, ws)
    case 'identity-change':
      return identityChange(update, context, ws)
    case 'security-change':
      return securityChange(update, context, ws)
    case 'notice':
      return notice(update, context, ws)
    default:
      return assertNever(update)
  }
}

function factsOf(who: WhoFacts, update: Update, context: Known): PersonFacts {
  return personFacts(who, { portfolioId: context.number.portfolioId, at: update.at })
}

function message(update: MessageUpdate, context: Known, ws: WorkingSet): Resolution {
  const shown = factsOf(update.who, update, context)
  const own = update.sharedOwnPhone
  // The sender's own number, given when asked for it, is as good as a phone beside the message.
  const facts: PersonFacts = own && !shown.phone ? { ...shown, phone: phoneFact(own) } : shown
  if (!canIdentify(facts)) return failed('no-identifiers', {})
  const decision = decidePerson(facts, ws)
  const phoneOnlyOutcome = withoutBsuids(shown, ws)
  const numberId = context.number.id
  const contactId = applyPerson(decision, facts, { eventId: context.eventId, numberId }, ws)
  const answer = continueThread({ numberId, facts: shown, groupId: update.groupId, contactId }, ws)
  const threadId = answer?.thread.id
  const messageId = keepMessage(update, { numberId, contactId, threadId }, ws)
  if (contactId && update.direction === 'inbound') ws.contactWrote(contactId, update.at)
  const inReview = decision.outcome === 'conflict' || decision.outcome === 'ambiguous'
  const routed = update.direction === 'inbound' ? route(update, { context, contactId, inReview }, ws) : undefined
  if (threadId && routed?.workflowId) ws.routeThread(threadId, routed.workflowId)
  const [error] = update.errors
  return {
    outcome: decision.outcome,
    contactId,
    threadId,
    messageId,
    workflowId: routed?.workflowId,
    rule: decision.rule,
    ruleVersion: PERSON_RULE_VERSION,
    decisive: decision.decisive,
    why: [...decision.why, ...(answer?.why ?? []), ...(routed?.steps ?? [])],
    error: error && { code: 'message-has-error', args: { meta: error.code } },
    candidates: decision.candidates,
    phoneOnlyOutcome,
    replyTo: answer?.thread.destination,
  }
}

type Placing = { numberId: string; contactId?: string; threadId?: string }

function keepMessage(update: MessageUpdate, { numberId, contactId, threadId }: Placing, ws: WorkingSet): string {
  const direction = update.direction === 'inbound' ? 'inbound' : 'outbound'
  const known = ws.message(numberId, update.wamid)
  const details = { direction, type: update.messageType, at: update.at, contactId, threadId } as const
  if (!known) return ws.putMessage({ numberId, wamid: update.wamid, ...details }).id
  ws.assignMessage(known, details)
  return known.id
}

type Routing = { context: Known; contactId?: string; inReview: boolean }

function route(update: MessageUpdate, { context, contactId, inReview }: Routing, ws: WorkingSet) {
  const contact = contactId ? ws.contact(contactId) : undefined
  const outcome: OutcomeGroup = inReview || !contact ? 'review' : contact.provisional ? 'provisional' : 'known'
  return context.route({
    numberId: context.number.id,
    eventType: update.messageType,
    outcome,
    labels: contact?.labels ?? [],
    text: update.text,
    referralSourceId: update.referralSourceId,
  })
}

/** What a set-up that knows only phones would have done: without a phone, or with a new one, it makes a new contact. */
function withoutBsuids(facts: PersonFacts, ws: WorkingSet): PhoneOnlyOutcome {
  if (!facts.phone) return 'new_contact'
  const { holder, claimants } = ws.phone(facts.phone.matchKey, facts.at)
  return holder || claimants.length > 0 ? 'matched' : 'new_contact'
}

function status(update: StatusUpdate, context: Known, ws: WorkingSet): Resolution {
  const facts = factsOf(update.who, update, context)
  const verdict = resolveStatus(update, facts, { numberId: context.number.id, eventId: context.eventId, ws })
  const [error] = update.errors
  return {
    ...base(verdict.outcome, 10),
    contactId: verdict.contactId,
    threadId: verdict.message.threadId,
    messageId: verdict.message.id,
    decisive: verdict.decisive,
    candidates: verdict.candidates,
    why: verdict.why,
    error: update.status === 'failed' ? { code: 'message-failed', args: { meta: error?.code ?? 0 } } : undefined,
  }
}

function identityChange(update: IdentityChangeUpdate, context: Known, ws: WorkingSet): Resolution {
  const { previous } = update
  const next = factsOf(update.who, update, context)
  const change: IdentityChange = {
    form: update.form,
    next,
    previous: { ...previous, phone: previous.phone ? phoneFact(previous.phone) : undefined },
  }
  const { portfolioId, id: numberId } = context.number
  const { eventId } = context
  const verdict = resolveChange(change, { eventId, numberId, numbersOf: context.numbersOf, ws })
  const reportedFailed = verdict.outcome === 'failed'
  if (verdict.outcome === 'waiting' || (reportedFailed && previous.phone)) {
    const expiresAt = new Date(context.receivedAt.getTime() + WAITING_DAYS * DAY_MS)
    ws.addWaiting({ eventId, portfolioId, numberId, at: update.at, reportedFailed, change, expiresAt })
  }
  const { errorCode, ...decided } = verdict
  return { ...base(verdict.outcome, verdict.rule), ...decided, error: errorCode && { code: errorCode } }
}

/** A changed security code is recorded on the contact and moves no identifier. [SYS] */
function securityChange(update: SecurityChangeUpdate, context: Known, ws: WorkingSet): Resolution {
  const facts = factsOf(update.who, update, context)
  const decision = canIdentify(facts) ? decidePerson(facts, ws) : undefined
  const contactId = decision && decision.rule <= 4 ? decision.contactId : undefined
  const why = [...(decision?.why.slice(0, -1) ?? []), step(contactId ? 'security-change' : 'security-unmapped')]
  return { ...base(contactId ? 'matched' : 'unmapped', 10), contactId, decisive: decision?.decisive, why }
}

/** A message of the stored history: the identifiers count as of when WhatsApp put them together. */
function past(update: MessageUpdate, context: Known & { shownAt: Date }, ws: WorkingSet): Resolution {
  const { eventId, number, shownAt } = context
  const facts = personFacts(update.who, { portfolioId: number.portfolioId, at: shownAt })
  return quiet(resolvePast(update, facts, { numberId: number.id, eventId, ws }))
}

/** An error of the number is a failure somebody has to see; everything else is recorded with the person it names. */
function notice(update: NoticeUpdate, context: Known, ws: WorkingSet): Resolution {
  const { about, detail = '' } = update
  const [error] = update.errors
  const facts = factsOf(update.who ?? {}, update, context)
  if (error && !canIdentify(facts)) return failed('number-has-error', { meta: error.code })
  if (!canIdentify(facts)) return { ...base('matched'), why: [step('notice', { about, detail })] }
  const verdict = quiet(resolveNotice(update, facts, { numberId: context.number.id, eventId: context.eventId, ws }))
  return error ? { ...verdict, error: { code: 'number-has-error', args: { meta: error.code } } } : verdict
}

function quiet({ message, ...verdict }: QuietVerdict): Resolution {
  return { ...base(verdict.outcome, 10), ...verdict, messageId: message?.id, threadId: message?.threadId }
}

/** What becomes of the handle itself is decided where it is kept, lib/handles; this says what WhatsApp said. */
function handleUpdate({ status, username = '', revoked }: HandleUpdate): Resolution {
  return { ...base('matched'), why: [step('handle-update', { status, name: username, revoked })] }
}

function unsupported(update: UnsupportedUpdate): Resolution {
  const code: ResolverErrorCode = update.type ? 'type-not-understood' : 'field-not-understood'
  const args = { field: update.field, type: update.type ?? '', note: update.note ?? '' }
  return { ...base('unsupported', 11), error: { code, args }, why: [step('rule-11-unsupported', args)] }
}

function failed(code: ResolverErrorCode, args: Record<string, string | number>): Resolution {
  return { ...base('failed', 11), error: { code, args }, why: [step('rule-11-failed', { code, ...args })] }
}

function base(outcome: Resolution['outcome'], rule?: Resolution['rule']): Resolution {
  return { outcome, rule, ruleVersion: PERSON_RULE_VERSION, why: [], candidates: [], phoneOnlyOutcome: 'none' }
}
