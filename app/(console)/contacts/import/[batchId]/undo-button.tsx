'use client'

import { Undo2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { undoImportAction } from '../../actions'
import { ask } from '../../ask'

/** Takes a finished import back. It cannot be undone itself, so it asks first and says what stays. */
export function UndoButton({ batchId, name }: { batchId: string; name: string }) {
  const router = useRouter()
  async function undo() {
    const answer = await ask(() => undoImportAction({ batchId }))
    if (answer.ok) router.refresh()
    return answer.ok ? { ok: true as const } : { ok: false as const, message: answer.sentence }
  }
  return (
    <ConfirmDialog
      trigger={<Button icon={<Undo2 />}>Undo import</Button>}
      title={<>Undo the import of {name}</>}
      confirmLabel="Undo the import"
      onConfirm={undo}
    >
      Contacts it created are removed, and those it changed get their values back. What somebody changed since stays as
      they made it and is listed here, and so does everybody who has written since.
    </ConfirmDialog>
  )
}
