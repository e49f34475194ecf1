import { notify } from '@/lib/notifications/notify'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { takeHead } from '@/lib/server/audit-chain'
import { sqlOf } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import { deciders } from './rules'
import type { RequestId } from './schema'
import { findRequest, loadPeople, loadPolicy, moveRequest, policyFacts, requestFacts, voteFacts } from './store'

type Refusal = 'not-allowed' | 'not-found' | 'request-closed'

/** Takes a request back before it is decided: whoever asked, or an admin. Those who could have decided are told. */
export async function withdrawApproval(
  actor: Actor,
  { id }: RequestId,
  now = new Date(),
): Promise<Result<null, Refusal>> {
  if (actor.kind !== 'member' || !can(actor, 'approvals:request')) return fail('not-allowed')
  const { workspaceId, memberId } = actor
  return transact<null, Refusal>(actor, async (tx, record) => {
    await takeHead(sqlOf(tx), workspaceId)
    const request = await findRequest(tx, workspaceId, id)
    if (!request) return fail('not-found')
    if (request.requestedById !== memberId && !can(actor, 'approvals:write')) return fail('not-allowed')
    const policy = policyFacts(await loadPolicy(tx, workspaceId, request.subjectKind))
    const people = await loadPeople(tx, workspaceId)
    const of = { request: requestFacts(request), votes: voteFacts(request.votes), policy, people }
    const asked = [...deciders(of, now), ...request.votes.map((vote) => vote.memberId), request.requestedById]
    if (!(await moveRequest(tx, request, { to: 'withdrawn', from: ['open'] }))) {
      return fail('request-closed', { title: request.title, state: request.state })
    }
    await notify(tx, {
      ...{ workspaceId, kind: 'approval.withdrawn', subjectKind: 'approval', subjectId: id },
      memberIds: asked.filter((one) => one !== memberId),
      args: { title: request.title, by: actor.name },
    })
    record({
      action: 'approval.withdrawn',
      subject: { kind: 'approval', id },
      before: { state: 'open' },
      after: { state: 'withdrawn' },
      more: { of: { kind: request.subjectKind, id: request.subjectId, title: request.title } },
    })
    return ok(null)
  })
}
