import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { takeHead } from '@/lib/server/audit-chain'
import { db, sqlOf } from '@/lib/server/db'
import { isRole } from '@/lib/server/permissions'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { KIND_WORDS } from './kinds'
import { type Policy, USUAL_POLICY } from './policy-rules'
import type { PolicyChange } from './schema'
import { loadPeople, loadPolicy, textsOf } from './store'
import { SIGNABLE_KINDS } from './subjects'
import type { SubjectKind } from './vocabulary'

export type PolicyRow = Policy & {
  kind: SubjectKind
  label: string
  /** Members who hold one of its roles now. */
  holders: string[]
}

/** Who signs off what: every kind that a room hands over for a sign-off, with the policy that holds for it. */
export async function listPolicies({ workspaceId }: Actor): Promise<PolicyRow[]> {
  const [rows, people] = await Promise.all([
    db.approvalPolicy.findMany({ where: { workspaceId } }),
    loadPeople(db, workspaceId),
  ])
  return SIGNABLE_KINDS.map((kind) => {
    const row = rows.find(({ subjectKind }) => subjectKind === kind)
    const policy: Policy = row
      ? {
          ...{ quorum: row.quorum, expiryDays: row.expiryDays, required: row.required, version: row.version },
          roles: textsOf(row.roles),
        }
      : USUAL_POLICY
    const holders = people.filter(
      ({ disabled, roles }) => !disabled && roles.some((role) => policy.roles.includes(role)),
    )
    return { ...policy, kind, label: KIND_WORDS[kind].label, holders: holders.map(({ name }) => name) }
  })
}

type Code = 'not-allowed' | 'stale-version' | 'quorum-unreachable' | 'unknown-role'

const audited = ({ roles, quorum, expiryDays, required }: Omit<Policy, 'version'>) => ({
  roles: [...roles],
  quorum,
  expiryDays,
  required,
})

/**
 * Changes who signs off a kind, how many of them, and for how long a request waits. Refused when fewer people than the
 * quorum hold one of the roles: nothing could be signed off any more. Requests that wait are decided by the new policy.
 */
export async function changePolicy(actor: Actor, change: PolicyChange): Promise<Result<{ version: number }, Code>> {
  if (!can(actor, 'approvals:write')) return fail('not-allowed')
  const strange = change.roles.find((role) => !isRole(role))
  if (strange !== undefined) return fail('unknown-role', { role: strange })
  const { workspaceId } = actor
  const { kind: subjectKind, version, ...next } = change
  return transact<{ version: number }, Code>(actor, async (tx, record) => {
    await takeHead(sqlOf(tx), workspaceId)
    const before = await loadPolicy(tx, workspaceId, subjectKind)
    if (before.version !== version) return fail('stale-version', { current: before })
    const people = await loadPeople(tx, workspaceId)
    const holders = people.filter(({ disabled, roles }) => !disabled && roles.some((role) => next.roles.includes(role)))
    if (holders.length < next.quorum)
      return fail('quorum-unreachable', { quorum: next.quorum, holders: holders.length })
    if (version === 0) {
      await tx.approvalPolicy.create({ data: { id: newId('apr'), workspaceId, subjectKind, ...audited(next) } })
    } else {
      const where = { workspaceId, subjectKind, version }
      const data = { ...audited(next), version: { increment: 1 } }
      if ((await tx.approvalPolicy.updateMany({ where, data })).count === 0)
        return fail('stale-version', { current: before })
    }
    record({
      action: 'approval-policy.changed',
      subject: { kind: 'approval-policy', id: subjectKind },
      before: audited(before),
      after: audited(next),
    })
    return ok({ version: version + 1 })
  })
}
