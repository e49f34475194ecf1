import type { db, Prisma, Tx } from '@/lib/server/db'
import { type Policy, USUAL_POLICY } from './policy-rules'
import type { PersonFacts, PolicyFacts, RequestFacts, VoteFacts } from './rules'
import type { Decision, RequestState, SubjectRef } from './vocabulary'
import { DECISIONS, REQUEST_STATES } from './vocabulary'

export type Reader = Tx | typeof db
export type RequestRecord = Prisma.ApprovalRequestGetPayload<object>
export type VoteRecord = Prisma.ApprovalVoteGetPayload<object>
export type RequestWithVotes = Prisma.ApprovalRequestGetPayload<{ include: { votes: true } }>

/** A state this version does not know is treated as withdrawn: nothing can be decided or released by accident. */
export function requestState(record: Pick<RequestRecord, 'state'>): RequestState {
  return REQUEST_STATES.find((state) => state === record.state) ?? 'withdrawn'
}

function decisionOf(vote: Pick<VoteRecord, 'decision'>): Decision {
  return DECISIONS.find((decision) => decision === vote.decision) ?? 'reject'
}

export function textsOf(json: Prisma.JsonValue): string[] {
  return Array.isArray(json) ? json.filter((one) => typeof one === 'string') : []
}

export function voteFacts(votes: readonly VoteRecord[]): VoteFacts[] {
  return votes.map((vote) => ({ memberId: vote.memberId, onBehalfOf: vote.onBehalfOf, decision: decisionOf(vote) }))
}

/** `live` is what the subject says now; without it the authors and the content of the request stand. */
export function requestFacts(
  record: RequestRecord,
  live?: { hash: string | null; authorIds: readonly string[] },
): RequestFacts {
  const { contentHash, expiresAt, requestedById } = record
  const authors = [...textsOf(record.authorIds), ...(live?.authorIds ?? [])]
  const liveHash = live ? live.hash : contentHash
  return { state: requestState(record), contentHash, liveHash, expiresAt, ownIds: [requestedById, ...authors] }
}

export async function loadPolicy(reader: Reader, workspaceId: string, subjectKind: string): Promise<Policy> {
  const row = await reader.approvalPolicy.findFirst({ where: { workspaceId, subjectKind } })
  if (!row) return USUAL_POLICY
  const { quorum, expiryDays, required, version } = row
  return { roles: textsOf(row.roles), quorum, expiryDays, required, version }
}

export function policyFacts({ roles, quorum }: Policy): PolicyFacts {
  return { roles, quorum }
}

export type PersonRecord = PersonFacts & { name: string }

/** Every member with what a decision asks about them; who left is in it, so that names stay on what they did. */
export async function loadPeople(reader: Reader, workspaceId: string): Promise<PersonRecord[]> {
  const members = await reader.member.findMany({
    where: { workspaceId },
    select: {
      ...{ id: true, disabledAt: true, delegateId: true, delegateUntil: true },
      user: { select: { name: true, disabledAt: true } },
      roles: { select: { role: true } },
    },
    orderBy: { id: 'asc' },
  })
  return members.map(({ id, disabledAt, delegateId, delegateUntil, user, roles }) => ({
    ...{ id, delegateId, delegateUntil, name: user.name },
    roles: roles.map(({ role }) => role),
    disabled: disabledAt !== null || user.disabledAt !== null,
  }))
}

export function findRequest(reader: Reader, workspaceId: string, id: string): Promise<RequestWithVotes | null> {
  return reader.approvalRequest.findFirst({
    where: { id, workspaceId },
    include: { votes: { orderBy: { id: 'asc' } } },
  })
}

/** Requests of one subject that still mean something: waiting, or signed off. */
export function livingRequests(
  reader: Reader,
  workspaceId: string,
  { kind, subjectId }: { kind: string; subjectId: string },
): Promise<RequestWithVotes[]> {
  return reader.approvalRequest.findMany({
    where: { workspaceId, subjectKind: kind, subjectId, state: { in: ['open', 'approved'] } },
    include: { votes: { orderBy: { id: 'asc' } } },
    orderBy: { id: 'asc' },
  })
}

/** The subjects of a kind that have such a request. */
export async function livingSubjects(reader: Reader, workspaceId: string, subjectKind: string): Promise<string[]> {
  const rows = await reader.approvalRequest.findMany({
    where: { workspaceId, subjectKind, state: { in: ['open', 'approved'] } },
    distinct: ['subjectId'],
    select: { subjectId: true },
  })
  return rows.map(({ subjectId }) => subjectId)
}

/** The last request of a subject, whatever became of it. */
export function lastRequest(
  reader: Reader,
  workspaceId: string,
  { kind, subjectId }: SubjectRef,
): Promise<RequestWithVotes | null> {
  return reader.approvalRequest.findFirst({
    where: { workspaceId, subjectKind: kind, subjectId },
    include: { votes: { orderBy: { id: 'asc' } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
}

/** The last request that was signed off, stale by now or not; before another one when that is given. */
export function lastApproved(
  reader: Reader,
  workspaceId: string,
  { kind, subjectId }: { kind: string; subjectId: string },
  beforeId?: string,
): Promise<RequestRecord | null> {
  const older = beforeId ? { id: { lt: beforeId } } : {}
  return reader.approvalRequest.findFirst({
    where: {
      ...{ workspaceId, subjectKind: kind, subjectId, ...older },
      ...{ state: { in: ['approved', 'stale'] }, decidedAt: { not: null } },
    },
    orderBy: { id: 'desc' },
  })
}

/** One request at a time waits for one subject: a unique key of the database says so. */
export function openKeyOf(workspaceId: string, { kind, subjectId }: SubjectRef): string {
  return `${workspaceId}|${kind}|${subjectId}`
}

type Move = {
  to: Exclude<RequestState, 'open'>
  from: readonly RequestState[]
  change?: Prisma.ApprovalRequestUncheckedUpdateManyInput
}

/** Takes a request to another state; false when it was not in one of the states it may leave. */
export async function moveRequest(tx: Tx, request: RequestRecord, { to, from, change }: Move): Promise<boolean> {
  const { count } = await tx.approvalRequest.updateMany({
    where: { id: request.id, workspaceId: request.workspaceId, state: { in: [...from] } },
    data: { ...change, state: to, openKey: null, version: { increment: 1 } },
  })
  return count === 1
}
