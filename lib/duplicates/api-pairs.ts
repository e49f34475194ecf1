import { type Actor, can } from '@/lib/server/actor'
import { fail, ok, type Result } from '@/lib/shared/result'
import type { PairAnswer } from './pair-schema'
import { contactsOfPairs, findPair, type PairContact, type PairRecord, pairsBefore, wherePairs } from './pair-store'
import type { PairState } from './pair-vocabulary'
import { dismissPair } from './pairs'

type Contacts = ReadonlyMap<string, PairContact>

function toAnswer(record: PairRecord, contacts: Contacts): PairAnswer {
  const { id, version, state, score, reasons, vetoes, lowId, highId, createdAt, decidedAt } = record
  const of = (contactId: string) =>
    contacts.get(contactId) ?? { id: contactId, name: null, crmContactId: null, provisional: false }
  return {
    ...{ id, version, state, score, vetoed: vetoes.length > 0 },
    reasons: [...new Set(reasons.map(({ kind }) => kind))],
    contacts: [of(lowId), of(highId)],
    foundAt: createdAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  }
}

type Asked = { state: PairState; contactId?: string | undefined; cursor?: string | undefined; limit: number }

/** A page of pairs for the API, newest first; without identifiers. */
export async function findPairs(
  actor: Actor,
  { state, contactId, cursor, limit }: Asked,
): Promise<Result<{ items: PairAnswer[]; nextCursor: string | null }, 'not-allowed'>> {
  if (!can(actor, 'duplicates:read')) return fail('not-allowed')
  const { workspaceId } = actor
  const where = wherePairs(workspaceId, { state, contactId: contactId ?? null })
  const rows = await pairsBefore(where, cursor ?? null, limit + 1)
  const page = rows.slice(0, limit)
  const contacts = await contactsOfPairs(workspaceId, page)
  const nextCursor = rows.length > limit ? (page.at(-1)?.id ?? null) : null
  return ok({ items: page.map((record) => toAnswer(record, contacts)), nextCursor })
}

/** "Not the same", said by another system; without a version what is there now is meant. */
export async function dismissById(
  actor: Actor,
  { id, version, note }: { id: string; version?: number | undefined; note?: string | undefined },
): Promise<Result<PairAnswer, 'not-allowed' | 'not-found' | 'stale-version' | 'pair-decided'>> {
  const before = await findPair(actor.workspaceId, id)
  if (!before || !can(actor, 'duplicates:write')) return fail(before ? 'not-allowed' : 'not-found')
  const done = await dismissPair(actor, { id, version: version ?? before.version, note })
  if (!done.ok) return done
  const after = await findPair(actor.workspaceId, id)
  if (!after) return fail('not-found')
  return ok(toAnswer(after, await contactsOfPairs(actor.workspaceId, [after])))
}
