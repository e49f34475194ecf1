import { db, type Prisma } from '@/lib/server/db'
import { nameKey } from '@/lib/shared/name-key'
import { USUAL_POLICY } from './policy-rules'
import { deciders, stateNow } from './rules'
import {
  loadPeople,
  type PersonRecord,
  policyFacts,
  type RequestWithVotes,
  requestFacts,
  textsOf,
  voteFacts,
} from './store'
import type { RequestFilter, RequestSort } from './vocabulary'

const VOTES = { votes: { orderBy: { id: 'asc' } } } as const satisfies Prisma.ApprovalRequestInclude

export type People = ReadonlyMap<string, PersonRecord>
export type PolicyBook = ReadonlyMap<string, { roles: string[]; quorum: number }>

/** The approval policies of the workspace by kind; a kind without one goes by the usual policy. */
export async function loadPolicies(workspaceId: string): Promise<PolicyBook> {
  const rows = await db.approvalPolicy.findMany({ where: { workspaceId } })
  return new Map(rows.map(({ subjectKind, roles, quorum }) => [subjectKind, { roles: textsOf(roles), quorum }]))
}

/** Everybody who could decide this request now, by what the request itself knows of its authors. */
export function decidersOf(
  request: RequestWithVotes,
  ground: { people: People; policies: PolicyBook; now: Date },
): string[] {
  const { people, policies, now } = ground
  const policy = policyFacts({ ...USUAL_POLICY, ...policies.get(request.subjectKind) })
  const of = { request: requestFacts(request), votes: voteFacts(request.votes), policy, people: [...people.values()] }
  return deciders(of, now)
}

export async function peopleOf(workspaceId: string): Promise<People> {
  return new Map((await loadPeople(db, workspaceId)).map((person) => [person.id, person]))
}

/** More open requests than anybody could decide; beyond it the oldest count. */
const OPEN_LIMIT = 500

/** Requests that are open at this moment, the oldest first. */
export async function openRequests(workspaceId: string, now: Date): Promise<RequestWithVotes[]> {
  const rows = await db.approvalRequest.findMany({
    where: { workspaceId, state: 'open' },
    include: VOTES,
    orderBy: { id: 'asc' },
    take: OPEN_LIMIT,
  })
  return rows.filter((row) => stateNow(requestFacts(row), now) === 'open')
}

/** A request whose time is over has expired, whether or not the worker has come by. */
function stateWhere(state: RequestFilter['state'], now: Date): Prisma.ApprovalRequestWhereInput {
  const isOver = { state: 'open', expiresAt: { lte: now } }
  if (state === 'open') return { state, NOT: isOver }
  if (state === 'expired') return { OR: [{ state }, isOver] }
  return state ? { state } : {}
}

type Wanted = RequestFilter & { memberId: string | null; waitingIds: string[]; now: Date }

export function whereRequests(workspaceId: string, wanted: Wanted): Prisma.ApprovalRequestWhereInput {
  const { q, state, kind, whose, memberId, waitingIds, now } = wanted
  const words = nameKey(q ?? null)
  return {
    AND: [
      { workspaceId, ...(kind ? { subjectKind: kind } : {}) },
      stateWhere(state, now),
      ...(words ? [{ titleKey: { contains: words } }] : []),
      ...(whose === 'waiting' ? [{ id: { in: waitingIds } }] : []),
      ...(whose === 'mine' ? [{ requestedById: memberId ?? '' }] : []),
    ],
  }
}

export type RequestSlice = { sort: RequestSort; dir: 'asc' | 'desc'; skip: number; take: number }

const COLUMN = { asked: 'createdAt', title: 'titleKey', expires: 'expiresAt' } as const satisfies Record<
  RequestSort,
  string
>

export async function pageOfRequests(
  where: Prisma.ApprovalRequestWhereInput,
  { sort, dir, skip, take }: RequestSlice,
): Promise<{ records: RequestWithVotes[]; total: number }> {
  const [records, total] = await Promise.all([
    db.approvalRequest.findMany({ where, include: VOTES, orderBy: [{ [COLUMN[sort]]: dir }, { id: dir }], skip, take }),
    db.approvalRequest.count({ where }),
  ])
  return { records, total }
}
