'use client'

import { useSearchParams } from 'next/navigation'
import type { z } from 'zod'
import type { Selection } from '@/components/table/column'
import { formatCount } from '@/components/ui/format-number'
import { useToast } from '@/components/ui/toast'
import type { BulkOutcome } from '@/lib/entry-points/bulk-edit'
import type { bulkEditSchema } from '@/lib/entry-points/schema'
import { answerOf } from '@/lib/shared/action-answer'
import { bulkEditAction } from './actions'
import { entryPointList, filtersOf } from './list'
import { useSheetWork } from './sheet-work'
import { useUndo } from './use-undo'

type BulkInput = z.input<typeof bulkEditSchema>
export type BulkChange = BulkInput['change']

function outcomeWords({ changed, same, left }: BulkOutcome): string {
  const words = [changed > 0 ? `${formatCount(changed, 'entry point')} changed.` : 'Nothing had to change.']
  if (same > 0) words.push(`${formatCount(same, 'row')} had it already.`)
  if (left > 0)
    words.push(`${formatCount(left, 'row')} left alone: somebody else changed ${left === 1 ? 'it' : 'them'} meanwhile.`)
  return words.join(' ')
}

/** Runs a bulk change on what is chosen. Answers the sentence of a refusal, or nothing when it was done. */
export function useBulkEdit() {
  const params = useSearchParams()
  const { store } = useSheetWork()
  const toast = useToast()
  const undo = useUndo()
  return async (selection: Selection, change: BulkChange): Promise<string | undefined> => {
    const target: BulkInput['target'] =
      selection.kind === 'rows'
        ? { kind: 'rows', ids: [...selection.ids] }
        : { kind: 'filter', filters: filtersOf(entryPointList.parse(params)) }
    const answer = answerOf(await bulkEditAction({ target, change, mark: store.mark }))
    if (!answer.ok) return Object.values(answer.fields ?? {}).flat()[0] ?? answer.sentence
    const { batchId } = answer.value
    void store.refresh()
    const action = batchId
      ? { label: 'Undo', onSelect: () => void undo(batchId).then(() => store.refresh()) }
      : undefined
    toast({ text: outcomeWords(answer.value), action })
    return undefined
  }
}
