'use client'

import { Archive, ArchiveRestore } from 'lucide-react'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { WorkflowRow } from '@/lib/routing/queries'
import { answerOf } from '@/lib/shared/action-answer'
import { archiveWorkflowAction, unarchiveWorkflowAction } from './actions'

type Named = Pick<WorkflowRow, 'id' | 'name' | 'version'>

export function ArchiveButton({ workflow: { id, name, version } }: { workflow: Named }) {
  const toast = useToast()
  return (
    <ConfirmDialog
      title={`Archive “${name}”`}
      confirmLabel="Archive"
      trigger={
        <Button size="sm" variant="ghost" icon={<Archive />} aria-label={`Archive ${name}`}>
          Archive
        </Button>
      }
      onConfirm={async () => {
        const answer = answerOf(await archiveWorkflowAction({ id, version }))
        if (!answer.ok) return { ok: false, message: answer.sentence }
        toast({ text: `“${name}” was archived.` })
        return { ok: true }
      }}
    >
      <p>No rule can lead there any more. Its conversations and its history stay, and it can be brought back.</p>
    </ConfirmDialog>
  )
}

export function BringBackButton({ workflow: { id, name, version } }: { workflow: Named }) {
  const toast = useToast()
  const [pending, setPending] = useState(false)
  async function bringBack() {
    setPending(true)
    const answer = answerOf(await unarchiveWorkflowAction({ id, version }).catch(() => undefined))
    setPending(false)
    toast(answer.ok ? { text: `“${name}” is back.` } : { tone: 'failed', text: answer.sentence })
  }
  return (
    <Button
      size="sm"
      variant="ghost"
      icon={<ArchiveRestore />}
      pending={pending}
      aria-label={`Bring ${name} back`}
      onClick={bringBack}
    >
      Bring back
    </Button>
  )
}
