'use client'

import { Undo2 } from 'lucide-react'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { useUndo } from './use-undo'

/** Takes an import or a bulk change back as a whole; edits made since then are kept and named. */
export function UndoButton({ batchId, onDone }: { batchId: string; onDone?: () => void }) {
  const undo = useUndo()
  const [pending, start] = useTransition()
  const run = () =>
    start(async () => {
      if (await undo(batchId)) onDone?.()
    })
  return (
    <Button icon={<Undo2 />} pending={pending} onClick={run}>
      Undo
    </Button>
  )
}
