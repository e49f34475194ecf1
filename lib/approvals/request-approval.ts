import { storableJson } from '@/lib/audit/chain'
import { notify } from '@/lib/notifications/notify'
import { type Actor, can } from '@/lib/server/actor'
import { type Recorder, transact } from '@/lib/server/audit'
import { takeHead } from '@/lib/server/audit-chain'
import { type Prisma, sqlOf, type Tx } from '@/lib/server/db'
import type { MemberActor } from '@/lib/server/session-row'
import { newId } from '@/lib/shared/ids'
import { nameKey } from '@/lib/shared/name-key'
import { fail, ok, type Result } from '@/lib/shared/result'
import { expiryOf, type Policy } from './policy-rules'
import { deciders, stateNow } from './rules'
import type { RequestApproval } from './schema'
import {
  livingRequests,
  loadPeople,
  loadPolicy,
  moveRequest,
  openKeyOf,
  policyFacts,
  type RequestWithVotes,
  requestFacts,
} from './store'
import { subjectEdited } from './subject-edited'
import { type LiveSubject, loadSubject } from './subjects'

type Refusal =
  | 'not-allowed'
  | 'not-found'
  | 'requested-already'
  | 'approved-already'
  | 'not-ready-to-sign'
  | 'nobody-decides'

/**
 * Asks for a sign-off of a subject as it is now. One request at a time waits for one subject, and what is signed off as
 * it is now needs none. Refused when the room says what has to be put right first, and when nobody could decide: the
 * policy names no role that somebody else than the authors holds.
 */
export async function requestApproval(
  actor: Actor,
  input: RequestApproval,
  now = new Date(),
): Promise<Result<{ id: string }, Refusal>> {
  if (actor.kind !== 'member' || !can(actor, 'approvals:request')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ id: string }, Refusal>(actor, async (tx, record) => {
    await takeHead(sqlOf(tx), workspaceId)
    // Anything that was changed past the seam is found here at the latest.
    await subjectEdited(tx, actor, input, now)
    const live = await loadSubject(tx, workspaceId, input)
    if (!live) return fail('not-found')
    if (live.problems.length > 0) return fail('not-ready-to-sign', { problems: live.problems, title: live.title })
    for (const living of await livingRequests(tx, workspaceId, input)) {
      const state = stateNow(requestFacts(living), now)
      if (state === 'approved') return fail('approved-already', { title: live.title })
      if (state === 'open') return fail('requested-already', { title: live.title, id: living.id })
      await moveRequest(tx, living, { to: 'expired', from: ['open'] })
    }
    const policy = await loadPolicy(tx, workspaceId, input.kind)
    const request = await insertRequest({ tx, record, actor }, { input, live, policy, now })
    const asked = deciders(
      {
        request: requestFacts(request, live),
        votes: [],
        policy: policyFacts(policy),
        people: await loadPeople(tx, workspaceId),
      },
      now,
    )
    if (asked.length < Math.max(1, policy.quorum)) {
      return fail('nobody-decides', { quorum: policy.quorum, left: asked.length, roles: policy.roles })
    }
    await notify(tx, {
      ...{ workspaceId, memberIds: asked, kind: 'approval.requested', subjectKind: 'approval', subjectId: request.id },
      args: { title: live.title, by: actor.name, reason: input.reason },
    })
    return ok({ id: request.id })
  })
}

type Place = { tx: Tx; record: Recorder; actor: MemberActor }
type NewRequest = { input: RequestApproval; live: LiveSubject; policy: Policy; now: Date }

async function insertRequest(
  { tx, record, actor }: Place,
  { input, live, policy, now }: NewRequest,
): Promise<RequestWithVotes> {
  const { workspaceId, memberId } = actor
  const { kind, subjectId, reason } = input
  const { title, hash, content } = live
  const request = await tx.approvalRequest.create({
    data: {
      ...{ id: newId('apr'), workspaceId, subjectKind: kind, subjectId, reason, title, titleKey: nameKey(title) ?? '' },
      ...{ contentHash: hash, content: storableJson(content) as Prisma.InputJsonValue },
      ...{ requestedById: memberId, authorIds: [...live.authorIds], openKey: openKeyOf(workspaceId, input) },
      ...{ expiresAt: expiryOf(policy, now), createdAt: now },
    },
    include: { votes: true },
  })
  record({
    action: 'approval.requested',
    subject: { kind: 'approval', id: request.id },
    after: { state: 'open', contentHash: hash, expiresAt: request.expiresAt },
    reason,
    more: { of: { kind, id: subjectId, title } },
  })
  return request
}
