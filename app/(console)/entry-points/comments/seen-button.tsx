'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/components/ui/format-number'
import { State } from '@/components/ui/state'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { seeMentionsAction } from './actions'

/** Says that one was mentioned here, until one has said that one knows. */
export function SeenButton({ entryPointId, count }: { entryPointId: string; count: number }) {
  const toast = useToast()
  const router = useRouter()
  const [pending, start] = useTransition()
  const see = () =>
    start(async () => {
      const answer = answerOf(await seeMentionsAction({ entryPointId }))
      if (!answer.ok) return toast({ text: answer.sentence, tone: 'failed' })
      router.refresh()
    })
  return (
    <span className="ml-auto flex items-center gap-2">
      <State kind="waiting">{formatCount(count, 'mention')} of you</State>
      <Button size="sm" pending={pending} onClick={see}>
        Seen
      </Button>
    </span>
  )
}
