'use client'

import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/components/ui/format-number'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { cancelChecksAction } from './checks/actions'

/** Stops a run. What was checked stays, so nothing has to be asked first. */
export function CheckCancelButton({ batchId }: { batchId: string }) {
  const toast = useToast()
  const [pending, start] = useTransition()
  const cancel = () =>
    start(async () => {
      const answer = answerOf(await cancelChecksAction({ batchId }))
      if (!answer.ok) return toast({ text: answer.sentence, tone: 'failed' })
      toast({ text: `Stopped. ${formatCount(answer.value.left, 'entry point')} left as they were.` })
    })
  return (
    <Button size="sm" variant="danger-quiet" pending={pending} onClick={cancel}>
      Stop
    </Button>
  )
}
