import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { fail, ok, type Result } from '@/lib/shared/result'
import { KIND_WORDS } from './kinds'
import {
  decidersOf,
  loadPolicies,
  openRequests,
  type People,
  type PolicyBook,
  pageOfRequests,
  peopleOf,
  type RequestSlice,
  whereRequests,
} from './list-store'
import { stateNow } from './rules'
import { type RequestWithVotes, requestFacts } from './store'
import { isSubjectKind, type RequestFilter, type RequestState } from './vocabulary'

export type RequestRow = {
  id: string
  title: string
  /** What kind of thing it is, in words. */
  kind: string
  state: RequestState
  reason: string
  requestedBy: string
  requestedAt: Date
  expiresAt: Date | null
  /** Who can decide while it waits, and who decided when it does not. */
  who: string
  waitsForMe: boolean
}

type Looked = { actor: Actor; people: People; policies: PolicyBook; now: Date }

const FORMER = 'A former member'

const memberIdOf = (actor: Actor): string | null => (actor.kind === 'member' ? actor.memberId : null)

const nameIn = (people: People, id: string): string => people.get(id)?.name ?? FORMER

function rowOf(request: RequestWithVotes, looked: Looked): RequestRow {
  const { people, actor, now } = looked
  const { id, title, subjectKind, reason, requestedById, createdAt, expiresAt, votes } = request
  const state = stateNow(requestFacts(request), now)
  const open = state === 'open' ? decidersOf(request, looked) : []
  const voters = votes.map(({ memberId }) => nameIn(people, memberId))
  const named = state === 'open' ? open.map((one) => nameIn(people, one)) : voters
  return {
    ...{ id, title, state, reason, expiresAt, requestedAt: createdAt },
    kind: isSubjectKind(subjectKind) ? KIND_WORDS[subjectKind].label : subjectKind,
    requestedBy: nameIn(people, requestedById),
    who: named.join(', ') || (state === 'open' ? 'nobody can' : '–'),
    waitsForMe: open.includes(memberIdOf(actor) ?? ''),
  }
}

async function look(actor: Actor, now: Date): Promise<Looked> {
  const { workspaceId } = actor
  const [people, policies] = await Promise.all([peopleOf(workspaceId), loadPolicies(workspaceId)])
  return { actor, people, policies, now }
}

/** Open requests that this person can decide now, the oldest first. Own work is never among them. */
export async function requestsWaitingFor(actor: Actor, now = new Date()): Promise<{ id: string; title: string }[]> {
  const memberId = memberIdOf(actor)
  if (!memberId || !can(actor, 'approvals:vote')) return []
  const open = await openRequests(actor.workspaceId, now)
  if (open.length === 0) return []
  const looked = await look(actor, now)
  return open
    .filter((request) => decidersOf(request, looked).includes(memberId))
    .map(({ id, title }) => ({ id, title }))
}

async function whereFor(actor: Actor, filter: RequestFilter, now: Date) {
  const waiting = filter.whose === 'waiting' ? await requestsWaitingFor(actor, now) : []
  const waitingIds = waiting.map(({ id }) => id)
  return whereRequests(actor.workspaceId, { ...filter, memberId: memberIdOf(actor), waitingIds, now })
}

/** One page of the list, sorted and filtered in the database. */
export async function listRequests(
  actor: Actor,
  { filter, ...slice }: RequestSlice & { filter: RequestFilter },
  now = new Date(),
): Promise<Result<{ rows: RequestRow[]; total: number }, 'not-allowed'>> {
  if (!can(actor, 'approvals:read')) return fail('not-allowed')
  const [{ records, total }, looked] = await Promise.all([
    pageOfRequests(await whereFor(actor, filter, now), slice),
    look(actor, now),
  ])
  return ok({ rows: records.map((record) => rowOf(record, looked)), total })
}

export type RequestCounts = { waiting: number; mine: number; all: number }

/** For the tabs of the room: what waits for this person, what they asked for that is still open, and everything. */
export async function requestCounts(actor: Actor, now = new Date()): Promise<RequestCounts> {
  const count = async (filter: RequestFilter) => {
    const window = { sort: 'asked', dir: 'desc', skip: 0, take: 1 } as const
    return (await pageOfRequests(await whereFor(actor, filter, now), window)).total
  }
  const waiting = await requestsWaitingFor(actor, now)
  const [mine, all] = await Promise.all([count({ whose: 'mine', state: 'open' }), count({})])
  return { waiting: waiting.length, mine, all }
}

const COLUMNS: CsvColumn<RequestRow>[] = [
  { header: 'id', value: ({ id }) => id },
  { header: 'title', value: ({ title }) => title },
  { header: 'kind', value: ({ kind }) => kind },
  { header: 'state', value: ({ state }) => state },
  { header: 'reason', value: ({ reason }) => reason },
  { header: 'requested_by', value: ({ requestedBy }) => requestedBy },
  { header: 'requested_at', value: ({ requestedAt }) => requestedAt },
  { header: 'expires_at', value: ({ expiresAt }) => expiresAt },
  { header: 'who', value: ({ who }) => who },
]

const PAGE = 500

async function* pagesOf(actor: Actor, filter: RequestFilter): AsyncGenerator<RequestRow[]> {
  for (let skip = 0; ; skip += PAGE) {
    const listed = await listRequests(actor, { filter, sort: 'asked', dir: 'asc', skip, take: PAGE })
    if (!listed.ok || listed.value.rows.length === 0) return
    yield listed.value.rows
  }
}

/** Every request a filter matches as CSV, oldest first. The export is in the audit log before its first byte leaves. */
export async function exportRequests(
  actor: Actor,
  filter: RequestFilter,
): Promise<Result<ReadableStream<Uint8Array>, 'not-allowed'>> {
  if (!can(actor, 'approvals:read')) return fail('not-allowed')
  return transact<ReadableStream<Uint8Array>, 'not-allowed'>(actor, async (_tx, record) => {
    const { q, ...conditions } = filter
    record({
      action: 'approvals.exported',
      subject: { kind: 'approval', id: null },
      more: { ...conditions, searched: Boolean(q) },
    })
    return ok(csvStream(COLUMNS, pagesOf(actor, filter)))
  })
}
