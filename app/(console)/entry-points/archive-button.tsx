'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { EntryPointView } from '@/lib/entry-points/schema'
import { answerOf } from '@/lib/shared/action-answer'
import { archiveEntryPointAction, restoreEntryPointAction } from './actions'
import { useSheetRefresh } from './sheet-work'

/** Takes a row off the sheet or puts it back; each offers the other as its undo. */
export function ArchiveButton({ row, afterHref }: { row: EntryPointView; afterHref?: string }) {
  const toast = useToast()
  const router = useRouter()
  const refreshSheet = useSheetRefresh()
  const [pending, start] = useTransition()
  function set(archived: boolean, version: number) {
    start(async () => {
      const act = archived ? archiveEntryPointAction : restoreEntryPointAction
      const answer = answerOf(await act({ id: row.id, version }))
      if (!answer.ok) return toast({ text: answer.sentence, tone: 'failed' })
      refreshSheet()
      const undo = { label: 'Undo', onSelect: () => set(!archived, answer.value.version) }
      toast({ text: `“${row.name}” was ${archived ? 'archived' : 'restored'}.`, action: undo })
      if (archived && afterHref) router.push(afterHref, { scroll: false })
    })
  }
  const archived = row.archivedAt !== null
  return (
    <Button
      size="sm"
      variant={archived ? 'default' : 'danger-quiet'}
      pending={pending}
      onClick={() => set(!archived, row.version)}
    >
      {archived ? 'Restore' : 'Archive'}
    </Button>
  )
}
