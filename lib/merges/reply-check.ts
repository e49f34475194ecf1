import type { WorkingSetSeed } from '@/lib/identity/known-world'
import type { Destination, Identifier, Thread } from '@/lib/identity/model'
import { replyOf } from '@/lib/identity/reply-rule'
import { WorkingSet } from '@/lib/identity/working-set'

export type ReplyNow = { thread: Thread; before: Destination; after: Destination }

type Ground = Required<Pick<WorkingSetSeed, 'identifiers' | 'threads' | 'threadKeys'>>

/**
 * Where replies of every conversation go before and after two contacts are one, by the rule that the resolver follows
 * (product.md section 4). A merge leaves every destination as it stands; `after` differs when the rule would move it at
 * the next change because of what the other contact holds, and such a merge is refused. Pure.
 */
export function repliesOf(
  ground: Ground,
  survivorId: string,
  portfolioOf: (numberId: string) => string | undefined,
): ReplyNow[] {
  const apart = new WorkingSet(ground)
  const identifiers = [...ground.identifiers].map((row): Identifier => ({ ...row, contactId: survivorId }))
  const threads = [...ground.threads].map((thread): Thread => ({ ...thread, contactId: survivorId }))
  const together = new WorkingSet({ identifiers, threads, threadKeys: ground.threadKeys })
  return [...ground.threads].map((thread) => {
    const portfolioId = portfolioOf(thread.numberId)
    const alone = replyOf(thread, portfolioId, apart)
    const joined = replyOf({ ...thread, contactId: survivorId }, portfolioId, together)
    const before = thread.destination
    return { thread, before, after: isSame(alone, joined) ? before : joined }
  })
}

const isSame = (a: Destination, b: Destination) => a.kind === b.kind && a.value === b.value

export function moves({ before, after }: ReplyNow): boolean {
  return !isSame(before, after)
}
