import { notify } from '@/lib/notifications/notify'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { takeHead } from '@/lib/server/audit-chain'
import { sqlOf } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import { deciders, stateNow } from './rules'
import type { RequestId } from './schema'
import { findRequest, loadPeople, loadPolicy, policyFacts, requestFacts, voteFacts } from './store'

type Refusal = 'not-allowed' | 'not-found' | 'request-closed' | 'reminded-already'

const REST_MS = 24 * 3_600_000

/** Reminds everybody who can still decide, at most once in 24 hours: a request that nags is not read any more. */
export async function remindApprovers(
  actor: Actor,
  { id }: RequestId,
  now = new Date(),
): Promise<Result<{ told: number }, Refusal>> {
  if (actor.kind !== 'member' || !can(actor, 'approvals:request')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ told: number }, Refusal>(actor, async (tx, record) => {
    await takeHead(sqlOf(tx), workspaceId)
    const request = await findRequest(tx, workspaceId, id)
    if (!request) return fail('not-found')
    const facts = requestFacts(request)
    const state = stateNow(facts, now)
    const { title, remindedAt, createdAt } = request
    if (state !== 'open') return fail('request-closed', { title, state })
    const last = remindedAt ?? createdAt
    if (now.getTime() - last.getTime() < REST_MS) return fail('reminded-already', { title, at: last.toISOString() })
    const policy = policyFacts(await loadPolicy(tx, workspaceId, request.subjectKind))
    const people = await loadPeople(tx, workspaceId)
    const asked = deciders({ request: facts, votes: voteFacts(request.votes), policy, people }, now)
    await tx.approvalRequest.updateMany({ where: { id, workspaceId, state: 'open' }, data: { remindedAt: now } })
    const told = await notify(tx, {
      ...{ workspaceId, memberIds: asked, kind: 'approval.reminder', subjectKind: 'approval', subjectId: id },
      args: { title, by: actor.name },
    })
    record({ action: 'approval.reminded', subject: { kind: 'approval', id }, more: { told, title } })
    return ok({ told })
  })
}
