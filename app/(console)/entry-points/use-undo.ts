'use client'

import { formatCount } from '@/components/ui/format-number'
import { useToast } from '@/components/ui/toast'
import type { UndoOutcome } from '@/lib/entry-points/undo-batch'
import { answerOf } from '@/lib/shared/action-answer'
import { undoBatchAction } from './actions'

/** What an undo did, and which later edits it left in place. */
function undoWords({ restored, removed, kept, keptCount }: UndoOutcome): string {
  const words = []
  if (restored > 0) words.push(`${formatCount(restored, 'row')} put back.`)
  if (removed > 0) words.push(`${formatCount(removed, 'row')} removed again.`)
  if (keptCount > 0) {
    const names = kept
      .slice(0, 3)
      .map((row) => row.name)
      .join(', ')
    words.push(
      `${formatCount(keptCount, 'row')} edited since then kept as edited: ${names}${keptCount > 3 ? ' and more' : ''}.`,
    )
  }
  return words.join(' ') || 'There was nothing left to put back.'
}

/** Takes a batch back and says what that did. True when it was done. */
export function useUndo() {
  const toast = useToast()
  return async (batchId: string): Promise<boolean> => {
    const answer = answerOf(await undoBatchAction({ batchId }))
    toast(answer.ok ? { text: undoWords(answer.value) } : { text: answer.sentence, tone: 'failed' })
    return answer.ok
  }
}
