'use client'

import { useCallback, useRef } from 'react'
import type { GridLayout } from '@/components/table/grid-layout'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { keepLayoutAction } from '../views/actions'

/** A pulled edge changes the layout a hundred times; only where it rests is kept. */
const REST_MS = 900

/** Keeps how this person has laid out the sheet, for every device they use. */
export function useKeepLayout(): (layout: GridLayout) => void {
  const toast = useToast()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  return useCallback(
    ({ density, hidden, order, widths }: GridLayout) => {
      clearTimeout(timer.current)
      timer.current = setTimeout(async () => {
        const layout = { density, hidden: [...hidden], order: [...order], widths: { ...widths } }
        const answer = answerOf(await keepLayoutAction({ room: 'entry-points', layout }))
        if (!answer.ok) toast({ text: `The columns stay as they are for now only: ${answer.sentence}`, tone: 'failed' })
      }, REST_MS)
    },
    [toast],
  )
}
