import type { Policy } from '@/lib/approvals/policy-rules'
import { roleLabel } from '@/lib/members/role-words'

/** A policy in one sentence. */
export function policyWords({ roles, quorum, expiryDays, required }: Policy): string {
  const who = roles.length > 0 ? roles.map(roleLabel).join(' or ') : 'nobody'
  const many = quorum === 1 ? 'One decision' : `${quorum} decisions`
  const end = expiryDays === null ? '' : `, within ${expiryDays} ${expiryDays === 1 ? 'day' : 'days'}`
  const must = required ? ' It has to be there before it takes effect.' : ''
  return `${many} by ${who}${end}; never on one’s own work.${must}`
}
