import { notify } from '@/lib/notifications/notify'
import { type Actor, can } from '@/lib/server/actor'
import { type Recorder, transact } from '@/lib/server/audit'
import { takeHead } from '@/lib/server/audit-chain'
import { sqlOf, type Tx } from '@/lib/server/db'
import type { MemberActor } from '@/lib/server/session-row'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import type { Policy } from './policy-rules'
import { type Ballot, type DecideRefusal, decide, type Verdict } from './rules'
import { type DecideApproval, decideApprovalSchema } from './schema'
import {
  findRequest,
  loadPeople,
  loadPolicy,
  moveRequest,
  policyFacts,
  type RequestWithVotes,
  requestFacts,
  voteFacts,
} from './store'
import { subjectEdited } from './subject-edited'
import { type LiveSubject, loadSubject, subjectApproved } from './subjects'
import { isSubjectKind, type RequestState, type SubjectRef } from './vocabulary'

type Refusal = DecideRefusal | 'not-allowed' | 'not-found'
export type Decided = { state: RequestState }

/** `stale` is an answer that must be committed: what was found out about the content is not rolled back. */
type Outcome = Decided | { state: 'found-stale' }

type Place = { tx: Tx; record: Recorder; actor: MemberActor; now: Date }
type Asked = { request: RequestWithVotes; live: LiveSubject | null; policy: Policy }

/**
 * One vote on a request, for the content that was seen. Refused for own work (also through a delegate, and for one of
 * several authors), for whoever the policy does not name, after an edit, after the end, and a second time. With the last
 * vote of the quorum the request is decided; of two people at once exactly one decides.
 */
export async function decideApproval(
  actor: Actor,
  input: DecideApproval,
  now = new Date(),
): Promise<Result<Decided, Refusal>> {
  if (actor.kind !== 'member' || !can(actor, 'approvals:vote')) return fail('not-allowed')
  const { id, ...said } = decideApprovalSchema.parse(input)
  const ballot: Ballot = { voterId: actor.memberId, ...said }
  const result = await transact<Outcome, Refusal>(actor, async (tx, record) => {
    // Decisions and edits of one workspace take turns, so each sees the other whole or not at all.
    await takeHead(sqlOf(tx), actor.workspaceId)
    const asked = await askedOf(tx, actor.workspaceId, id)
    if (!asked) return fail('not-found')
    const { verdict, tells } = await judge({ tx, record, actor, now }, asked, ballot)
    if (verdict.kind === 'refuse') {
      if (verdict.code === 'request-stale' && (await fell(tx, { actor, asked, now })))
        return ok({ state: 'found-stale' })
      return fail(verdict.code, { title: asked.request.title, ...tells })
    }
    return ok(await count({ tx, record, actor, now }, asked, { ballot, verdict }))
  })
  if (!result.ok) return result
  const { value } = result
  return value.state === 'found-stale' ? fail('request-stale') : ok(value)
}

async function askedOf(tx: Tx, workspaceId: string, id: string): Promise<Asked | null> {
  const request = await findRequest(tx, workspaceId, id)
  if (!request) return null
  const ref = refOf(request)
  const live = ref && (await loadSubject(tx, workspaceId, ref))
  return { request, live, policy: await loadPolicy(tx, workspaceId, request.subjectKind) }
}

function refOf({ subjectKind, subjectId }: RequestWithVotes): SubjectRef | null {
  return isSubjectKind(subjectKind) ? { kind: subjectKind, subjectId } : null
}

async function judge(
  { tx, actor, now }: Place,
  { request, live, policy }: Asked,
  ballot: Ballot,
): Promise<{ verdict: Verdict; tells: Record<string, unknown> }> {
  const facts = requestFacts(request, { hash: live?.hash ?? null, authorIds: live?.authorIds ?? [] })
  const people = await loadPeople(tx, actor.workspaceId)
  const of = { request: facts, votes: voteFacts(request.votes), policy: policyFacts(policy), people }
  return { verdict: decide(of, ballot, now), tells: { state: facts.state, roles: policy.roles } }
}

/** Content that changed past the seam makes the request stale here. False when it was only an old page that was sent. */
async function fell(tx: Tx, { actor, asked, now }: { actor: Actor; asked: Asked; now: Date }): Promise<boolean> {
  const ref = refOf(asked.request)
  if (!ref || asked.live?.hash === asked.request.contentHash) return false
  return (await subjectEdited(tx, actor, ref, now)).stale > 0
}

type Counted = { ballot: Ballot; verdict: Extract<Verdict, { kind: 'count' }> }

async function count(place: Place, asked: Asked, { ballot, verdict }: Counted): Promise<Decided> {
  const { tx, record, actor, now } = place
  const { request, policy } = asked
  const { workspaceId, memberId } = actor
  const { decision, contentHash } = ballot
  const comment = ballot.comment || null
  const onBehalfOf = verdict.voice === memberId ? null : verdict.voice
  await tx.approvalVote.create({
    data: {
      ...{ id: newId('vote'), workspaceId, requestId: request.id, memberId, onBehalfOf },
      ...{ decision, comment, contentHash, votedAt: now },
    },
  })
  if (verdict.next === 'open') {
    await tx.approvalRequest.updateMany({
      where: { id: request.id, workspaceId, state: 'open' },
      data: { version: { increment: 1 } },
    })
  } else {
    const decidedUnder = { roles: [...policy.roles], quorum: policy.quorum }
    const change = { decidedAt: now, decidedUnder }
    const moved = await moveRequest(tx, request, { to: verdict.next, from: ['open'], change })
    if (!moved) throw new Error('A request was decided although its turn was taken.')
    await settle(place, asked, { comment, next: verdict.next })
  }
  record({
    action: verdict.next === 'open' ? 'approval.voted' : `approval.${verdict.next}`,
    subject: { kind: 'approval', id: request.id },
    before: { state: 'open' },
    after: { state: verdict.next, contentHash, decision },
    ...(comment ? { reason: comment } : {}),
    more: { of: { kind: request.subjectKind, id: request.subjectId, title: request.title }, onBehalfOf },
  })
  return { state: verdict.next }
}

/** Tells whoever asked and the authors; a subject that is signed off anew is not stale any more. */
async function settle(
  { tx, actor, record }: Place,
  { request, live }: Asked,
  { next, comment }: { next: 'approved' | 'rejected'; comment: string | null },
): Promise<void> {
  const { workspaceId, subjectKind, subjectId, id, title } = request
  const memberIds = [request.requestedById, ...(live?.authorIds ?? [])].filter((one) => one !== actor.memberId)
  const about = { workspaceId, memberIds, subjectKind: 'approval', subjectId: id }
  if (next === 'rejected') {
    await notify(tx, { ...about, kind: 'approval.rejected', args: { title, by: actor.name, comment: comment ?? '' } })
    return
  }
  await tx.staleMark.deleteMany({ where: { workspaceId, subjectKind, subjectId } })
  const ref = refOf(request)
  if (ref) await subjectApproved(tx, record, { workspaceId, ...ref })
  await notify(tx, { ...about, kind: 'approval.approved', args: { title, by: actor.name } })
}
