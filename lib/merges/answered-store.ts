import { resolveAgain } from '@/lib/deliveries/resolve-again'
import { type Actor, actorId } from '@/lib/server/actor'
import type { Tx } from '@/lib/server/db'
import type { Snapshot } from './model'

type Pair = { survivorId: string; mergedId: string }

const ANSWERED = 'same-person'

/** Open conflicts that ask about these two and nobody else. */
async function conflictsBetween(tx: Tx, workspaceId: string, { survivorId, mergedId }: Pair) {
  const both = [survivorId, mergedId]
  const open = await tx.conflict.findMany({
    where: {
      workspaceId,
      state: 'open',
      proposal: { in: ['duplicate-review', 'choose-contact'] },
      mentions: { some: { kind: 'contact', value: mergedId } },
    },
    select: { id: true, contactId: true, mentions: { where: { kind: { in: ['contact', 'event'] } } } },
  })
  return open.filter(({ mentions }) => {
    const named = mentions.filter(({ kind }) => kind === 'contact').map(({ value }) => value)
    return named.every((id) => both.includes(id)) && both.every((id) => named.includes(id))
  })
}

/**
 * A merge answers the conflicts that asked whether these two are one. Messages that waited in identity review for that
 * answer are resolved again, from their bytes. Returns the conflicts.
 */
export async function answerConflicts(tx: Tx, actor: Actor, pair: Pair, now: Date): Promise<string[]> {
  const { workspaceId } = actor
  const conflicts = await conflictsBetween(tx, workspaceId, pair)
  const ids = conflicts.map(({ id }) => id)
  if (ids.length === 0) return []
  await tx.conflict.updateMany({
    where: { workspaceId, id: { in: ids }, state: 'open' },
    data: {
      state: 'decided',
      decision: ANSWERED,
      decidedById: actorId(actor),
      decidedAt: now,
      version: { increment: 1 },
    },
  })
  const inReview = conflicts.filter(({ contactId }) => contactId === null)
  const eventIds = inReview.flatMap(({ mentions }) =>
    mentions.filter(({ kind }) => kind === 'event').map(({ value }) => value),
  )
  await resolveAgain(tx, workspaceId, eventIds)
  return ids
}

/** The question stands again, unless somebody has answered it differently since. */
export async function askAgain(tx: Tx, workspaceId: string, conflictIds: readonly string[]): Promise<void> {
  if (conflictIds.length === 0) return
  await tx.conflict.updateMany({
    where: { workspaceId, id: { in: [...conflictIds] }, state: 'decided', decision: ANSWERED },
    data: { state: 'open', decision: null, decidedById: null, decidedAt: null, version: { increment: 1 } },
  })
}

/** Suggestions about a contact that is no longer one. Returns them as they stood. */
export async function closePairs(
  tx: Tx,
  workspaceId: string,
  { survivorId, mergedId }: Pair,
): Promise<Snapshot['pairs']> {
  const where = {
    workspaceId,
    state: { in: ['open', 'apart', 'dismissed'] },
    OR: [{ lowId: mergedId }, { highId: mergedId }],
  }
  const pairs = await tx.duplicatePair.findMany({ where, select: { id: true, state: true, lowId: true, highId: true } })
  for (const { id, lowId, highId } of pairs) {
    const state = [lowId, highId].includes(survivorId) ? 'merged' : 'gone'
    await tx.duplicatePair.updateMany({ where: { id, workspaceId }, data: { state, version: { increment: 1 } } })
  }
  return pairs.map(({ id, state }) => ({ id, state }))
}

export async function reopenPairs(tx: Tx, workspaceId: string, pairs: Snapshot['pairs']): Promise<void> {
  for (const { id, state } of pairs) {
    const where = { id, workspaceId, state: { in: ['merged', 'gone'] } }
    await tx.duplicatePair.updateMany({ where, data: { state, version: { increment: 1 } } })
  }
}
