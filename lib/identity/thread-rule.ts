import { lineageOf } from './lineage'
import type { PersonFacts, Thread, ThreadKeyKind, WhyStep } from './model'
import { phoneLine } from './phone-history'
import { replyOf } from './reply-rule'
import { step } from './why-steps'
import type { WorkingSet } from './working-set'

export type ThreadQuestion = {
  numberId: string
  facts: PersonFacts
  groupId?: string
  /** Absent in identity review. */
  contactId?: string
}

export type ThreadAnswer = { thread: Thread; why: WhyStep[] }

type Key = { kind: ThreadKeyKind; value: string; matchKey: string }

/**
 * The thread rule, version 1 (product.md section 4): which conversation continues. The thread of (number, phone) comes
 * first, then that of (number, BSUID), so a customer known by phone keeps the thread when the phone disappears. A thread
 * is continued only if it belongs to the contact of the event. What the payload shows together becomes its keys.
 * Continuing never changes where replies go, except that a message older than the thread is what opened it.
 */
export function continueThread(question: ThreadQuestion, ws: WorkingSet): ThreadAnswer | undefined {
  const keys = keysFrom(question)
  const [first] = keys
  if (!first) return undefined
  const known = findThread(question, ws)
  const thread = known?.thread ?? open(question, first, ws)
  if (known && question.facts.at < thread.openedAt) reopen(thread, first, question, ws)
  for (const key of keys) ws.addThreadKey(thread, key.kind, { value: key.value, matchKey: key.matchKey })
  if (thread.openedAt.getTime() === question.facts.at.getTime()) settleReply(thread, question, ws)
  ws.touchThread(thread, question.facts.at)
  return { thread, why: [threadStep(thread, known?.key.kind), step('reply-to', { kind: thread.destination.kind })] }
}

/** What opens a thread is its oldest message, also when that comes late. */
function reopen(thread: Thread, first: Key, { facts }: ThreadQuestion, ws: WorkingSet): void {
  if (thread.openedWith !== 'group') ws.reopenThread(thread, facts.at, { kind: first.kind, value: first.value })
}

/** The message may be older than a change of its sender's identifiers. */
function settleReply(thread: Thread, { facts }: ThreadQuestion, ws: WorkingSet): void {
  const destination = replyOf(thread, facts.portfolioId, ws)
  if (destination.value !== thread.destination.value) ws.moveDestination(thread, destination)
}

/** The thread a message would continue, without opening one. */
export function findThread(question: ThreadQuestion, ws: WorkingSet): { thread: Thread; key: Key } | undefined {
  const inReview = !question.contactId && !question.groupId
  const keys = keysFrom(question)
  // In review a thread is found by the sharpest identifier alone: strangers who share a phone must not share a thread.
  if (inReview) return threadOf(keys.slice(-1), question, ws)
  return threadOf(keys, question, ws) ?? threadOf(otherKeys(question, ws), question, ws)
}

function threadOf(keys: readonly Key[], question: ThreadQuestion, ws: WorkingSet) {
  for (const key of keys) {
    const thread = ws
      .threadsWith(question.numberId, key.kind, key.matchKey)
      .find((candidate) => belongs(candidate, question))
    if (thread) return { thread, key }
  }
  return undefined
}

function belongs(thread: Thread, question: ThreadQuestion): boolean {
  if (question.groupId) return thread.openedWith === 'group'
  const inReview = question.contactId === undefined
  return thread.inReview === inReview && thread.contactId === question.contactId
}

/** The keys of a payload, in the order in which they decide. A parent BSUID stands in where there is nothing else. */
export function keysFrom({ facts, groupId }: ThreadQuestion): Key[] {
  if (groupId) return [{ kind: 'group', value: groupId, matchKey: groupId }]
  const keys: Key[] = []
  if (facts.phone) keys.push({ kind: 'phone', ...facts.phone })
  if (facts.bsuid) keys.push({ kind: 'bsuid', value: facts.bsuid, matchKey: facts.bsuid })
  if (keys.length === 0 && facts.parentBsuid) {
    keys.push({ kind: 'bsuid', value: facts.parentBsuid, matchKey: facts.parentBsuid })
  }
  return keys
}

/**
 * What the sender's account went or goes by besides what the payload shows: its older and newer BSUIDs, the living one
 * first, and the phones that took each other's place. A message may be older than a change, or a change than a message.
 */
function otherKeys({ contactId, facts, groupId }: ThreadQuestion, ws: WorkingSet): Key[] {
  if (!contactId || groupId) return []
  const keys: Key[] = []
  if (facts.bsuid) {
    const lineage = lineageOf(ws, contactId, { portfolioId: facts.portfolioId, bsuid: facts.bsuid })
    const others = lineage.filter((row) => row.matchKey !== facts.bsuid)
    for (const row of [...others.filter((row) => row.active), ...others.filter((row) => !row.active)]) {
      keys.push({ kind: 'bsuid', value: row.value, matchKey: row.matchKey })
    }
  }
  if (facts.phone) {
    for (const row of phoneLine(ws.identifiersOf(contactId), facts.phone.matchKey)) {
      keys.push({ kind: 'phone', value: row.value, matchKey: row.matchKey })
    }
  }
  return keys
}

function open(question: ThreadQuestion, key: Key, ws: WorkingSet): Thread {
  const isGroup = question.groupId !== undefined
  return ws.openThread({
    contactId: isGroup ? undefined : question.contactId,
    numberId: question.numberId,
    destination: { kind: key.kind, value: key.value },
    inReview: !isGroup && question.contactId === undefined,
    openedAt: question.facts.at,
  })
}

function threadStep(thread: Thread, foundBy: ThreadKeyKind | undefined): WhyStep {
  const args = { number: thread.numberId, thread: thread.id }
  if (thread.openedWith === 'group') return step('thread-group', args)
  if (thread.inReview) return step('thread-review', args)
  return foundBy
    ? step('thread-continued', { ...args, by: foundBy })
    : step('thread-opened', { ...args, by: thread.openedWith })
}
