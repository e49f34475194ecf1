'use client'

import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { archiveTargetAction } from '../../actions'

/** Out of use and back: its records stay either way. */
export function ArchiveTarget({
  target: { id, version, archived },
}: {
  target: { id: string; version: number; archived: boolean }
}) {
  const toast = useToast()
  const [pending, start] = useTransition()
  const move = () =>
    start(async () => {
      const answer = answerOf(await archiveTargetAction({ id, version, archived: !archived }).catch(() => undefined))
      if (!answer.ok) return toast({ tone: 'failed', text: answer.sentence })
      toast({ text: archived ? 'The target is in use again.' : 'The target was archived. Its records stay.' })
    })
  return (
    <Button variant="ghost" pending={pending} onClick={move}>
      {archived ? 'Bring back' : 'Archive'}
    </Button>
  )
}
