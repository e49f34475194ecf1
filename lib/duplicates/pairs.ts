import { loadPeople } from '@/lib/calendar/people'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { fail, ok, type Result } from '@/lib/shared/result'
import type { PairContact, PairFilter, PairRecord, PairWindow } from './pair-store'
import { contactsOfPairs, countPairs, findPair, idsOfPairs, pageOfPairs, wherePairs } from './pair-store'
import type { PairState } from './pair-vocabulary'
import { reasonWords } from './pair-words'

export type PairRow = {
  id: string
  score: number
  /** Why it is suggested, strongest first, in words. */
  reasons: string[]
  /** Why it is kept apart until somebody says otherwise; null when nothing speaks against it. */
  veto: string | null
  state: PairState | 'gone'
  low: PairContact
  high: PairContact
  assigneeId: string | null
  assignee: string | null
  decidedBy: string | null
  decidedAt: Date | null
  foundAt: Date
  version: number
}

const GONE = (id: string): PairContact => ({ id, name: null, crmContactId: null, provisional: false })

async function toRows(workspaceId: string, records: readonly PairRecord[]): Promise<PairRow[]> {
  const [contacts, people] = await Promise.all([contactsOfPairs(workspaceId, records), loadPeople(workspaceId)])
  const nameOf = (id: string | null) => (id ? (people.get(id)?.name ?? 'somebody who left') : null)
  return records.map((record) => {
    const { id, score, state, version, lowId, highId, assigneeId, decidedAt, createdAt } = record
    return {
      ...{ id, score, state, version, assigneeId, decidedAt, foundAt: createdAt },
      reasons: [...new Set(record.reasons.map(({ kind }) => reasonWords(kind)))],
      veto: record.vetoes.length > 0 ? 'Both have an active BSUID in one portfolio: two WhatsApp accounts.' : null,
      low: contacts.get(lowId) ?? GONE(lowId),
      high: contacts.get(highId) ?? GONE(highId),
      assignee: nameOf(assigneeId),
      decidedBy: nameOf(record.decidedById),
    }
  })
}

const whereFor = (actor: Actor, filter: PairFilter) =>
  wherePairs(actor.workspaceId, { ...filter, memberId: actor.kind === 'member' ? actor.memberId : null })

export async function listPairs(
  actor: Actor,
  { filter, ...window }: PairWindow & { filter: PairFilter },
): Promise<Result<{ rows: PairRow[]; total: number }, 'not-allowed'>> {
  if (!can(actor, 'duplicates:read')) return fail('not-allowed')
  const where = whereFor(actor, filter)
  const [records, total] = await Promise.all([pageOfPairs(where, window), countPairs(where)])
  return ok({ rows: await toRows(actor.workspaceId, records), total })
}

export async function pairDetail(actor: Actor, id: string): Promise<PairRow | null> {
  if (!can(actor, 'duplicates:read')) return null
  const record = await findPair(actor.workspaceId, id)
  return record ? ((await toRows(actor.workspaceId, [record]))[0] ?? null) : null
}

/** Where a pair stands in the list it is looked at from, and its neighbours; at most this many are counted through. */
const NEIGHBOURS = 2_000

export async function placeOfPair(
  actor: Actor,
  pair: Pick<PairRow, 'id'>,
  filter: PairFilter,
): Promise<{ position: number; total: number; previous: string | null; next: string | null }> {
  const where = whereFor(actor, filter)
  const [ids, total] = await Promise.all([idsOfPairs(where, NEIGHBOURS), countPairs(where)])
  const at = ids.indexOf(pair.id)
  // A pair that is not in the list any more was decided: the first one is the next.
  return { position: at + 1, total, previous: ids[at - 1] ?? null, next: ids[at + 1] ?? null }
}

/** Pairs that wait for a decision, for the rail and the bell. */
export async function openPairCount(actor: Actor): Promise<number> {
  return can(actor, 'duplicates:read') ? countPairs(wherePairs(actor.workspaceId, {})) : 0
}

type Code = 'not-allowed' | 'not-found' | 'stale-version' | 'pair-decided'
const WAITING = ['open', 'apart']
type PairAt = { id: string; version: number }
type Move = {
  from: readonly string[]
  data: Record<string, unknown>
  action: 'duplicate.dismissed' | 'duplicate.reopened' | 'duplicate.assigned'
  note?: string
}

async function move(actor: Actor, { id, version }: PairAt, change: Move): Promise<Result<{ version: number }, Code>> {
  if (!can(actor, 'duplicates:write')) return fail('not-allowed')
  const { workspaceId } = actor
  const { from, data, action, note } = change
  return transact<{ version: number }, Code>(actor, async (tx, record) => {
    const pair = await tx.duplicatePair.findFirst({ where: { id, workspaceId } })
    if (!pair) return fail('not-found')
    if (!from.includes(pair.state)) return fail('pair-decided', { state: pair.state })
    const written = await tx.duplicatePair.updateMany({
      where: { id, workspaceId, version, state: pair.state },
      data: { ...data, version: { increment: 1 } },
    })
    if (written.count === 0) return fail('stale-version', { current: { version: pair.version } })
    const before = { state: pair.state, assigneeId: pair.assigneeId }
    const more = { contacts: [pair.lowId, pair.highId], ...(note ? { note } : {}) }
    record({
      action,
      subject: { kind: 'duplicate', id },
      before,
      after: { ...before, ...data, decidedAt: undefined },
      more,
    })
    return ok({ version: version + 1 })
  })
}

/** "Not the same": kept, and asked again only when there is evidence that was not there before. */
export function dismissPair(actor: Actor, { note, ...at }: PairAt & { note?: string | undefined }, now = new Date()) {
  const decidedById = actor.kind === 'member' ? actor.memberId : null
  const data = { state: 'dismissed', decidedById, decidedAt: now }
  return move(actor, at, { from: WAITING, action: 'duplicate.dismissed', data, ...(note ? { note } : {}) })
}

/** Takes a "not the same" back. */
export async function reopenPair(actor: Actor, at: PairAt) {
  const pair = await findPair(actor.workspaceId, at.id)
  const state = pair && pair.vetoes.length > 0 ? 'apart' : 'open'
  const data = { state, decidedById: null, decidedAt: null }
  return move(actor, at, { from: ['dismissed'], action: 'duplicate.reopened', data })
}

/** Takes a pair for oneself, or gives it back. */
export function assignPair(actor: Actor, { mine, ...at }: PairAt & { mine: boolean }) {
  const assigneeId = mine && actor.kind === 'member' ? actor.memberId : null
  return move(actor, at, { from: WAITING, action: 'duplicate.assigned', data: { assigneeId } })
}

const COLUMNS: CsvColumn<PairRow>[] = [
  { header: 'id', value: ({ id }) => id },
  { header: 'score', value: ({ score }) => score },
  { header: 'reasons', value: ({ reasons }) => reasons.join('; ') },
  { header: 'kept_apart_by', value: ({ veto }) => veto },
  { header: 'state', value: ({ state }) => state },
  { header: 'first_id', value: ({ low }) => low.id },
  { header: 'first_name', value: ({ low }) => low.name },
  { header: 'first_crm_id', value: ({ low }) => low.crmContactId },
  { header: 'second_id', value: ({ high }) => high.id },
  { header: 'second_name', value: ({ high }) => high.name },
  { header: 'second_crm_id', value: ({ high }) => high.crmContactId },
  { header: 'found_at', value: ({ foundAt }) => foundAt },
  { header: 'decided_by', value: ({ decidedBy }) => decidedBy },
  { header: 'decided_at', value: ({ decidedAt }) => decidedAt },
]
const PAGE = 500

async function* pagesOf(actor: Actor, filter: PairFilter): AsyncGenerator<PairRow[]> {
  const where = whereFor(actor, filter)
  for (let skip = 0; ; skip += PAGE) {
    const records = await pageOfPairs(where, { sort: 'score', dir: 'desc', skip, take: PAGE })
    if (records.length === 0) return
    yield toRows(actor.workspaceId, records)
  }
}

/** The pairs a filter shows as CSV, without identifiers; in the audit log before its first byte leaves. */
export async function exportPairs(
  actor: Actor,
  filter: PairFilter,
): Promise<Result<ReadableStream<Uint8Array>, 'not-allowed'>> {
  if (!can(actor, 'duplicates:read')) return fail('not-allowed')
  return transact<ReadableStream<Uint8Array>, 'not-allowed'>(actor, async (_tx, record) => {
    const { q, ...named } = filter
    const subject = { kind: 'workspace', id: actor.workspaceId }
    record({ action: 'duplicates.exported', subject, more: { ...named, searched: Boolean(q) } })
    return ok(csvStream(COLUMNS, pagesOf(actor, filter)))
  })
}
