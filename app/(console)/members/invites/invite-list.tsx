'use client'

import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { State } from '@/components/ui/state'
import { When } from '@/components/ui/when'
import type { InviteRow } from '@/lib/members/queries'
import { roleLabel } from '@/lib/members/role-words'
import { answerOf } from '@/lib/shared/action-answer'
import { revokeInviteAction } from '../actions'

export function InviteList({ invites, mayWrite }: { invites: readonly InviteRow[]; mayWrite: boolean }) {
  if (invites.length === 0) {
    return (
      <EmptyState sentence="Nobody is being waited for. An invitation stands here until it is accepted, revoked or seven days old." />
    )
  }
  return (
    <PlainTable
      label="Invitations"
      head={['E-mail', 'Roles', 'State', 'Works until', 'Invited by', 'Invited', { hidden: 'Actions' }]}
    >
      {invites.map((invite) => (
        <tr key={invite.id}>
          <Cell tone="machine">{invite.email}</Cell>
          <Cell>{invite.roles.map(roleLabel).join(', ')}</Cell>
          <Cell>{invite.expired ? <State kind="stale">expired</State> : <State kind="waiting">waiting</State>}</Cell>
          <Cell tone="quiet">
            <When at={invite.expiresAt} style="full" />
          </Cell>
          <Cell tone="quiet">{invite.invitedBy}</Cell>
          <Cell tone="quiet">
            <When at={invite.createdAt} />
          </Cell>
          <Cell tone="end">{mayWrite ? <RevokeButton invite={invite} /> : null}</Cell>
        </tr>
      ))}
    </PlainTable>
  )
}

function RevokeButton({ invite }: { invite: InviteRow }) {
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" aria-label={`Revoke the invitation of ${invite.email}`}>
          Revoke
        </Button>
      }
      title={`Revoke the invitation of ${invite.email}`}
      confirmLabel="Revoke"
      onConfirm={async () => {
        const answer = answerOf(await revokeInviteAction({ inviteId: invite.id }))
        return answer.ok ? { ok: true } : { ok: false, message: answer.sentence }
      }}
    >
      The link stops working at once. You can invite the same address again.
    </ConfirmDialog>
  )
}
