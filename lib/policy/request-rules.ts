import type { ClassVerdict } from './judge-rules'
import type { PolicyClass } from './schema'
import type { RequestState } from './vocabulary'

/** Who acts on a request. */
export type RequestActor = { memberId: string; roles: readonly string[] }

export type RequestFacts = { state: RequestState; requestedById: string }

export type RequestRefusal =
  | 'handle-request-closed'
  | 'own-request'
  | 'not-the-approver'
  | 'request-note-missing'
  | 'policy-refuses-name'

/** True when one of the roles is named by the class. */
export function mayRequest({ requesters }: Pick<PolicyClass, 'requesters'>, roles: readonly string[]): boolean {
  return roles.some((role) => (requesters as readonly string[]).includes(role))
}

/** True when the class names a role of this person as its approver, and the request is somebody else's. */
export function mayDecide(
  { approver }: Pick<PolicyClass, 'approver'>,
  actor: RequestActor,
  { state, requestedById }: RequestFacts,
): boolean {
  return state === 'open' && requestedById !== actor.memberId && approver !== null && actor.roles.includes(approver)
}

type Decision = { decision: 'approve' | 'reject'; note: string }

/**
 * Whether a decision counts. `verdict` is what the policy in force says at this moment: a name it refuses cannot be
 * approved, because the way to allow it is to change the policy.
 */
export function refuseDecision(
  { policyClass, verdict, request }: { policyClass: PolicyClass; verdict: ClassVerdict; request: RequestFacts },
  actor: RequestActor,
  { decision, note }: Decision,
): RequestRefusal | null {
  if (request.state !== 'open') return 'handle-request-closed'
  if (request.requestedById === actor.memberId) return 'own-request'
  if (!mayDecide(policyClass, actor, request)) return 'not-the-approver'
  if (decision === 'reject') return note.trim() === '' ? 'request-note-missing' : null
  return verdict.allowed ? null : 'policy-refuses-name'
}
