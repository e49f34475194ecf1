import { lineageOf } from './lineage'
import type { Destination, PersonFacts, Thread, ThreadKeyKind, WhyStep } from './model'
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
 * Continuing never changes where replies go.
 */
export function continueThread(question: ThreadQuestion, ws: WorkingSet): ThreadAnswer | undefined {
  const keys = keysFrom(question)
  const [first] = keys
  if (!first) return undefined
  const lineage = lineageKeys(question, ws)
  const known = findThread(question, [...keys, ...lineage], ws)
  const thread = known?.thread ?? open(question, lineage[0] ?? first, ws)
  for (const key of keys) ws.addThreadKey(thread, key.kind, { value: key.value, matchKey: key.matchKey })
  ws.touchThread(thread, question.facts.at)
  return { thread, why: [threadStep(thread, known?.key.kind), step('reply-to', { kind: thread.destination.kind })] }
}

/** The thread a message would continue, without opening one. */
export function findThread(
  question: ThreadQuestion,
  keys: Key[],
  ws: WorkingSet,
): { thread: Thread; key: Key } | undefined {
  const inReview = !question.contactId && !question.groupId
  // In review a thread is found by the sharpest identifier alone: strangers who share a phone must not share a thread.
  const order = inReview ? keys.slice(-1) : keys
  for (const key of order) {
    const thread = ws
      .threadsWith(question.numberId, key.kind, key.matchKey)
      .find((candidate) => belongs(candidate, question, inReview))
    if (thread) return { thread, key }
  }
  return undefined
}

function belongs(thread: Thread, question: ThreadQuestion, inReview: boolean): boolean {
  if (question.groupId) return thread.openedWith === 'group'
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
 * For a payload that is older than a rotation: the other BSUIDs of the same account, the living one first, because that is
 * where an answer would reach the person.
 */
function lineageKeys({ contactId, facts, groupId }: ThreadQuestion, ws: WorkingSet): Key[] {
  if (!contactId || !facts.bsuid || groupId) return []
  const lineage = lineageOf(ws, contactId, { portfolioId: facts.portfolioId, bsuid: facts.bsuid })
  const isLiving = lineage.some((row) => row.active && row.matchKey === facts.bsuid)
  if (isLiving) return []
  return lineage
    .filter((row) => row.active)
    .map((row) => ({ kind: 'bsuid' as const, value: row.value, matchKey: row.matchKey }))
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

export type Rotation = {
  contactId: string
  portfolioId: string
  /** Numbers of the portfolio: a BSUID means nothing on the others. */
  numberIds: readonly string[]
  old: { bsuids: string[]; phoneKeys: string[] }
  next: { bsuid?: string; phone?: { value: string; matchKey: string } }
}

/**
 * A person's identifiers rotated: their threads get the new keys, and replies follow the same person to the new BSUID (or
 * to the new phone, when the change gave no BSUID), because the old ones may soon reach a stranger.
 */
export function rotateThreads(rotation: Rotation, ws: WorkingSet): WhyStep[] {
  const moved: WhyStep[] = []
  for (const thread of ws.threadsOfContact(rotation.contactId)) {
    if (!isTouched(thread, rotation, ws)) continue
    const { bsuid, phone } = rotation.next
    const inPortfolio = rotation.numberIds.includes(thread.numberId)
    if (bsuid && inPortfolio) ws.addThreadKey(thread, 'bsuid', { value: bsuid, matchKey: bsuid })
    if (phone) ws.addThreadKey(thread, 'phone', phone)
    const destination = destinationAfter(rotation, inPortfolio)
    if (!destination) continue
    ws.moveDestination(thread, destination)
    moved.push(step('reply-moved', { thread: thread.id, number: thread.numberId, kind: destination.kind }))
  }
  return moved
}

function destinationAfter({ next }: Rotation, inPortfolio: boolean): Destination | undefined {
  if (next.bsuid && inPortfolio) return { kind: 'bsuid', value: next.bsuid }
  return next.phone ? { kind: 'phone', value: next.phone.value } : undefined
}

function isTouched(thread: Thread, { old, numberIds }: Rotation, ws: WorkingSet): boolean {
  if (thread.openedWith === 'group' || thread.inReview) return false
  return ws.keysOf(thread.id).some((key) => {
    if (key.kind === 'phone') return old.phoneKeys.includes(key.matchKey)
    return key.kind === 'bsuid' && numberIds.includes(thread.numberId) && old.bsuids.includes(key.matchKey)
  })
}
