'use client'

import { useTransition } from 'react'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import { useToast } from '@/components/ui/toast'
import { roleLabel } from '@/lib/members/role-words'
import type { OwnWorkspace } from '@/lib/members/switch-workspace'
import { answerOf } from '@/lib/shared/action-answer'
import { switchWorkspaceAction } from './actions'

/** The workspaces of somebody who belongs to several, and the way over. */
export function WorkspaceList({ workspaces }: { workspaces: readonly OwnWorkspace[] }) {
  const [pending, start] = useTransition()
  const toast = useToast()
  function open(workspaceId: string) {
    start(async () => {
      const answer = answerOf(await switchWorkspaceAction({ workspaceId }))
      if (!answer.ok) toast({ tone: 'failed', text: answer.sentence })
    })
  }
  return (
    <Panel title="Your workspaces" padded={false}>
      <PlainTable label="Workspaces" head={['Workspace', 'Your roles', { hidden: 'Actions' }]}>
        {workspaces.map((workspace) => (
          <tr key={workspace.id}>
            <Cell>{workspace.name}</Cell>
            <Cell tone="quiet">{workspace.roles.map(roleLabel).join(', ')}</Cell>
            <Cell tone="end">
              {workspace.current ? (
                <State kind="passed">you are here</State>
              ) : (
                <Button
                  size="sm"
                  disabled={pending}
                  aria-label={`Open ${workspace.name}`}
                  onClick={() => open(workspace.id)}
                >
                  Open
                </Button>
              )}
            </Cell>
          </tr>
        ))}
      </PlainTable>
    </Panel>
  )
}
