'use client'

import { Undo2 } from 'lucide-react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { MergeDetail } from '@/lib/merges/queries'
import { answerOf } from '@/lib/shared/action-answer'
import { undoMergeAction } from '../merge/actions'

/** Takes the two apart again, after saying what that means. */
export function UndoButton({ merge }: { merge: MergeDetail }) {
  const toast = useToast()
  async function undo() {
    const answer = answerOf(await undoMergeAction({ id: merge.id }).catch(() => undefined))
    if (!answer.ok) return { ok: false as const, message: answer.sentence }
    const asks = answer.value.questions.length > 0
    toast({
      text: asks
        ? 'Undone. Something was changed since the merge and waits for you.'
        : 'Undone. Both contacts are there again.',
    })
    return { ok: true as const }
  }
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" icon={<Undo2 />}>
          Undo the merge
        </Button>
      }
      title="Take the two apart again"
      confirmLabel="Undo the merge"
      onConfirm={undo}
    >
      <p>
        {merge.survivor.label} and {merge.merged.label} become two contacts again, each with what was theirs and with
        what happened to them since. No reply goes elsewhere. What was edited since is not overwritten: you decide about
        it.
      </p>
    </ConfirmDialog>
  )
}
