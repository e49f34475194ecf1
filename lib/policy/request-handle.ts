import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { parseHandle, usernameKey } from '@/lib/whatsapp/username'
import { judgeClass } from './judge-rules'
import { mayRequest } from './request-rules'
import type { RequestHandle } from './schema'
import { loadActivePolicy } from './store'
import { CLASS_WORDS, rolesLine } from './words'

type Code = 'not-allowed' | 'policy-not-in-force' | 'not-a-requester' | 'not-a-username' | 'request-exists'

/**
 * Asks for a handle. The policy in force judges it and its verdict is kept with the request, which then waits for the
 * approver of the class. A name the policy refuses may be asked for, so that the wish is seen; one that WhatsApp refuses
 * may not. Only roles that the class names may ask.
 */
export async function requestHandle(actor: Actor, input: RequestHandle): Promise<Result<{ id: string }, Code>> {
  if (actor.kind !== 'member' || !can(actor, 'policy:request')) return fail('not-allowed')
  const { workspaceId, memberId } = actor
  const { classKey, reason } = input
  const name = parseHandle(input.name)
  if (!name) return fail('not-a-username', { name: usernameKey(input.name) })
  return transact<{ id: string }, Code>(actor, async (tx, record) => {
    const active = await loadActivePolicy(workspaceId, tx)
    if (!active?.content) return fail('policy-not-in-force')
    const policyClass = active.content.classes[classKey]
    if (!mayRequest(policyClass, actor.roles)) {
      const details = { className: CLASS_WORDS[classKey].name, roles: rolesLine(policyClass.requesters) }
      return fail('not-a-requester', details)
    }
    const same = await tx.handleRequest.findFirst({ where: { workspaceId, name, classKey, state: 'open' } })
    if (same) return fail('request-exists', { name })
    const id = newId('hr')
    const verdict = judgeClass(active.content, classKey, name)
    const judgement = { policy: active.number, allowed: verdict.allowed, reasons: verdict.reasons }
    await tx.handleRequest.create({
      data: { id, workspaceId, name, classKey, reason, judgement, requestedById: memberId },
    })
    record({
      action: 'handle-request.made',
      subject: { kind: 'handle-request', id },
      after: { name, classKey, reason, policy: active.number, allowed: verdict.allowed },
    })
    return ok({ id })
  })
}
