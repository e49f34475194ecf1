import type { Metadata } from 'next'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import { listPolicies } from '@/lib/approvals/change-policy'
import { withoutSignOff } from '@/lib/approvals/vocabulary'
import { roleLabel } from '@/lib/members/role-words'
import { can } from '@/lib/server/actor'
import { ROLES } from '@/lib/server/permissions'
import { requireActor } from '@/lib/server/session'
import { SettingsFrame } from '../settings-frame'
import { PolicyDialog } from './policy-dialog'

export const metadata: Metadata = { title: 'Who signs off' }

const WITHOUT = { blocked: 'does not take effect', allowed: 'takes effect all the same' } as const
const HEAD = ['What', 'Who signs it off', 'Decisions', 'Waits for', 'Without it', { hidden: 'Change' }]

/** For each kind of subject who signs it off, how many of them, and what happens without. */
export default async function ApprovalPoliciesPage() {
  const actor = await requireActor('settings:read')
  const policies = await listPolicies(actor)
  const mayWrite = can(actor, 'approvals:write')
  const roles = ROLES.map((role) => ({ role, label: roleLabel(role) }))
  return (
    <SettingsFrame
      actor={actor}
      current="approvals"
      sentence="Who signs off what. Nobody ever decides about their own work, whatever stands here."
    >
      <Panel title="Sign-offs" padded={false} className="relative">
        <PlainTable label="Who signs off what" head={mayWrite ? HEAD : HEAD.slice(0, -1)}>
          {policies.map((policy) => (
            <tr key={policy.kind}>
              <Cell className="font-medium whitespace-nowrap">{policy.label}</Cell>
              <Cell>
                {policy.roles.map((role) => roleLabel(role)).join(' or ')}
                <span className="block text-small text-ink-2">
                  {policy.holders.length === 0 ? (
                    <State kind="blocked">nobody holds it</State>
                  ) : (
                    policy.holders.join(', ')
                  )}
                </span>
              </Cell>
              <Cell>{policy.quorum}</Cell>
              <Cell>{policy.expiryDays === null ? 'as long as it takes' : `${policy.expiryDays} days`}</Cell>
              <Cell tone="quiet">{WITHOUT[withoutSignOff(policy.kind, policy.required)]}</Cell>
              {mayWrite ? (
                <Cell className="text-right">
                  <PolicyDialog key={policy.version} policy={policy} roles={roles} />
                </Cell>
              ) : null}
            </tr>
          ))}
        </PlainTable>
      </Panel>
    </SettingsFrame>
  )
}
