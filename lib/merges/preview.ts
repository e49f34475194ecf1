import type { Destination } from '@/lib/identity/model'
import { type Actor, can } from '@/lib/server/actor'
import type { Db, Tx } from '@/lib/server/db'
import { maskValue } from '@/lib/shared/text'
import { type Loaded, loadParty, portfoliosOfNumbers } from './ground-store'
import {
  crmMerge,
  type MergeRefusal,
  mergedFields,
  mergedLabels,
  refusalsOf,
  rivalPortfolios,
  sidesOf,
} from './merge-rules'
import { PICKABLE } from './model'
import { moves, type ReplyNow, repliesOf } from './reply-check'
import type { MergeAnswer, MergeInput } from './schema'

/** Both contacts, where the replies of each conversation go, and what speaks against merging them. */
export type MergeGround = { survivor: Loaded; merged: Loaded; replies: ReplyNow[]; refusals: MergeRefusal[] }

/** Undefined when one of the two does not exist in the workspace. */
export async function readGround(
  reader: Tx | Db,
  workspaceId: string,
  input: Pick<MergeInput, 'survivorId' | 'mergedId' | 'picks' | 'versions' | 'acknowledged'>,
): Promise<MergeGround | undefined> {
  const survivor = await loadParty(reader, workspaceId, input.survivorId)
  const merged = await loadParty(reader, workspaceId, input.mergedId)
  if (!survivor || !merged) return undefined
  const portfolios = await portfoliosOfNumbers(reader, workspaceId)
  const replies =
    survivor.id === merged.id ? [] : repliesOf(together(survivor, merged), survivor.id, (id) => portfolios.get(id))
  const { picks, versions, acknowledged } = input
  const asked = { picks, versions, acknowledged: acknowledged || null, replies: replies.filter(moves).length }
  return { survivor, merged, replies, refusals: refusalsOf(survivor, merged, asked) }
}

function together(survivor: Loaded, merged: Loaded) {
  return {
    identifiers: [...survivor.identifiers, ...merged.identifiers],
    threads: [...survivor.threads, ...merged.threads],
    threadKeys: [...survivor.threadKeys, ...merged.threadKeys],
  }
}

function shownReply(destination: Destination, plain: boolean): { to?: string; recipient?: string } {
  const { kind, value } = destination
  if (kind === 'group') return {}
  const text = plain ? value : maskValue(kind, value)
  return kind === 'phone' ? { to: text } : { recipient: text }
}

/** What the merge does, in the shape of the API. Plain only for a token with `identity:reveal`: screens reveal on request. */
export function answerOf(actor: Actor, { survivor, merged, replies }: MergeGround, input: MergeInput): MergeAnswer {
  const plain = actor.kind === 'token' && can(actor, 'identity:reveal')
  const sides = sidesOf(survivor.fields, input.picks)
  const result = mergedFields(survivor.fields, merged.fields, input.picks)
  return {
    ...{ id: null, survivorId: survivor.id, mergedId: merged.id },
    fields: PICKABLE.map((field) => ({
      field,
      survivor: survivor.fields[field],
      merged: merged.fields[field],
      from: sides[field],
      result: result[field],
    })),
    labels: mergedLabels(survivor.labels, merged.labels, input.picks),
    identifiers: { survivor: survivor.identifiers.length, merged: merged.identifiers.length },
    threads: replies.map(({ thread, before, after }) => ({
      threadId: thread.id,
      numberId: thread.numberId,
      from: thread.contactId === survivor.id ? 'survivor' : 'merged',
      openedWith: thread.openedWith,
      replyBefore: shownReply(before, plain),
      replyAfter: shownReply(after, plain),
    })),
    crm: crmMerge(survivor.fields, merged.fields, input.picks),
    rivalPortfolioIds: rivalPortfolios(survivor, merged),
  }
}
