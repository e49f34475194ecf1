import { historyOf } from '@/lib/audit/queries'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import { judgeClass } from './judge-rules'
import { type RequestRefusal, refuseDecision } from './request-rules'
import { classOf, findRequest, type RequestRecord, stateOf } from './request-store'
import type { DecideRequest, PolicyVersion } from './schema'
import { loadActivePolicy } from './store'
import { CLASS_WORDS, rolesLine } from './words'

type Code = RequestRefusal | 'not-allowed' | 'not-found' | 'stale-version' | 'policy-not-in-force'

const subjectOf = (id: string) => ({ kind: 'handle-request', id })

async function stale(actor: Actor, found: RequestRecord): Promise<Failure<'stale-version'>> {
  const [last] = await historyOf(actor, subjectOf(found.id), 1)
  const { version, decisionNote } = found
  const changedBy = last ? { name: last.actor.name, at: last.at.toISOString() } : null
  return fail('stale-version', { current: { state: stateOf(found), decisionNote, version }, changedBy })
}

/** Approves or rejects a request: the role that the class names, never the person who asked, with a reason to reject. */
export async function decideRequest(actor: Actor, input: DecideRequest): Promise<Result<{ version: number }, Code>> {
  if (actor.kind !== 'member' || !can(actor, 'policy:request')) return fail('not-allowed')
  const { workspaceId, memberId, roles } = actor
  const { id, version, decision, note } = input
  return transact<{ version: number }, Code>(actor, async (tx, record) => {
    const found = await findRequest(workspaceId, id, tx)
    if (!found) return fail('not-found')
    if (found.version !== version) return stale(actor, found)
    const active = await loadActivePolicy(workspaceId, tx)
    if (!active?.content) return fail('policy-not-in-force')
    const classKey = classOf(found)
    const policyClass = active.content.classes[classKey]
    const verdict = judgeClass(active.content, classKey, found.name)
    const request = { state: stateOf(found), requestedById: found.requestedById }
    const refused = refuseDecision({ policyClass, verdict, request }, { memberId, roles }, { decision, note })
    if (refused) {
      const approver = rolesLine(policyClass.approver ? [policyClass.approver] : [])
      return fail(refused, { name: found.name, className: CLASS_WORDS[classKey].name, approver })
    }
    const state = decision === 'approve' ? 'approved' : 'rejected'
    const decided = { state, decidedById: memberId, decidedAt: new Date(), decisionNote: note || null }
    const { count } = await tx.handleRequest.updateMany({
      where: { id, workspaceId, version, state: 'open' },
      data: { ...decided, version: { increment: 1 } },
    })
    if (count === 0) return stale(actor, found)
    record({
      action: decision === 'approve' ? 'handle-request.approved' : 'handle-request.rejected',
      subject: subjectOf(id),
      before: { state: 'open' },
      after: { state, name: found.name, policy: active.number },
      reason: note || undefined,
    })
    return ok({ version: version + 1 })
  })
}

/** Takes back one's own request while nobody has decided. */
export async function withdrawRequest(actor: Actor, input: PolicyVersion): Promise<Result<null, Code>> {
  if (actor.kind !== 'member' || !can(actor, 'policy:request')) return fail('not-allowed')
  const { workspaceId, memberId } = actor
  const { id, version } = input
  return transact<null, Code>(actor, async (tx, record) => {
    const found = await findRequest(workspaceId, id, tx)
    if (!found || found.requestedById !== memberId) return fail('not-found')
    if (found.version !== version) return stale(actor, found)
    if (stateOf(found) !== 'open') return fail('handle-request-closed')
    const { count } = await tx.handleRequest.updateMany({
      where: { id, workspaceId, version, state: 'open', requestedById: memberId },
      data: { state: 'withdrawn', version: { increment: 1 } },
    })
    if (count === 0) return stale(actor, found)
    record({ action: 'handle-request.withdrawn', subject: subjectOf(id), before: { state: 'open', name: found.name } })
    return ok(null)
  })
}
