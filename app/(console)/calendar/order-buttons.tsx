'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { useTransition } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { reorderWaveAction } from './actions'

type OrderButtonsProps = { wave: { id: string; version: number; title: string }; earlier: boolean; later: boolean }

/** Swaps a planned wave with the one before or after it; doing the other is the undo. */
export function OrderButtons({ wave, earlier, later }: OrderButtonsProps) {
  const toast = useToast()
  const [pending, start] = useTransition()
  function move(direction: 'earlier' | 'later') {
    start(async () => {
      const { id, version, title } = wave
      const answer = answerOf(await reorderWaveAction({ id, version, direction }).catch(() => undefined))
      if (!answer.ok) return toast({ text: answer.sentence, tone: 'failed' })
      toast({ text: `${title} is wave ${answer.value.number} now.` })
    })
  }
  return (
    <span className="inline-flex">
      <IconButton
        size="sm"
        label={`${wave.title} earlier`}
        disabled={pending || !earlier}
        onClick={() => move('earlier')}
      >
        <ArrowUp />
      </IconButton>
      <IconButton size="sm" label={`${wave.title} later`} disabled={pending || !later} onClick={() => move('later')}>
        <ArrowDown />
      </IconButton>
    </span>
  )
}
