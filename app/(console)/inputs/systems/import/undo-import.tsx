'use client'

import { Undo2 } from 'lucide-react'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/components/ui/format-number'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { undoSystemsImportAction } from '../../actions'

/** Takes an import back; what was changed since then stays, and is named. */
export function UndoImport({ batchId }: { batchId: string }) {
  const toast = useToast()
  const [pending, start] = useTransition()
  const undo = () =>
    start(async () => {
      const answer = answerOf(await undoSystemsImportAction({ batchId }))
      if (!answer.ok) return toast({ tone: 'failed', text: answer.sentence })
      const { removed, restored, kept } = answer.value
      const left = kept.length > 0 ? ` Changed since, and kept: ${kept.slice(0, 5).join(', ')}.` : ''
      toast({ text: `${formatCount(removed, 'system')} gone, ${formatCount(restored, 'system')} put back.${left}` })
    })
  return (
    <Button size="sm" variant="ghost" icon={<Undo2 />} pending={pending} onClick={undo}>
      Undo
    </Button>
  )
}
