import type { Identifier, Thread, WhyStep } from './model'
import { replyOf } from './reply-rule'
import { step } from './why-steps'
import type { WorkingSet } from './working-set'

export type Followed = {
  contactId: string
  portfolioId: string
  /** What the change brought, where it is the contact's today. */
  next: { bsuid?: string; phone?: { value: string; matchKey: string } }
  numbersOf: (portfolioId: string) => readonly string[]
}

/**
 * A person's identifiers changed: their threads get the new keys, and replies follow the same person to what they go by
 * today, whichever of the changes around a message was heard of first.
 */
export function followChange(followed: Followed, ws: WorkingSet): WhyStep[] {
  const moved: WhyStep[] = []
  for (const thread of ws.threadsOfContact(followed.contactId)) {
    if (thread.openedWith === 'group' || thread.inReview) continue
    const destination = replyOf(thread, portfolioOf(thread, followed, ws), ws)
    if (destination.value === thread.destination.value) continue
    const { bsuid, phone } = followed.next
    const isHome = followed.numbersOf(followed.portfolioId).includes(thread.numberId)
    if (bsuid && isHome) ws.addThreadKey(thread, 'bsuid', { value: bsuid, matchKey: bsuid })
    if (phone) ws.addThreadKey(thread, 'phone', phone)
    ws.moveDestination(thread, destination)
    moved.push(step('reply-moved', { thread: thread.id, number: thread.numberId, kind: destination.kind }))
  }
  return moved
}

/** The portfolio of the thread's number, among those the contact has BSUIDs in. */
export function portfolioOf(
  thread: Thread,
  { contactId, portfolioId, numbersOf }: Omit<Followed, 'next'>,
  ws: WorkingSet,
): string | undefined {
  const scopes = ws
    .identifiersOf(contactId)
    .filter((row: Identifier) => row.kind === 'bsuid')
    .map((row) => row.scope)
  return [portfolioId, ...scopes].find((scope) => numbersOf(scope).includes(thread.numberId))
}
