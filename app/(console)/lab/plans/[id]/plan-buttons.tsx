'use client'

import { Play } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { archivePlanAction, startRunAction } from '../../actions'

/** Queues a run of the plan and goes to it. */
export function RunPlan({ planId }: { planId: string }) {
  const toast = useToast()
  const router = useRouter()
  const [pending, start] = useTransition()
  const run = () =>
    start(async () => {
      const answer = answerOf(await startRunAction({ planId }).catch(() => undefined))
      if (!answer.ok) return toast({ tone: 'failed', text: answer.sentence })
      router.push(`/lab/runs/${answer.value.id}`)
    })
  return (
    <Button variant="primary" icon={<Play />} pending={pending} onClick={run}>
      Run plan
    </Button>
  )
}

/** Out of use and back: nothing is lost either way. */
export function ArchivePlan({
  plan: { id, version, archived },
}: {
  plan: { id: string; version: number; archived: boolean }
}) {
  const toast = useToast()
  const [pending, start] = useTransition()
  const move = () =>
    start(async () => {
      const answer = answerOf(await archivePlanAction({ id, version, archived: !archived }).catch(() => undefined))
      if (!answer.ok) return toast({ tone: 'failed', text: answer.sentence })
      toast({ text: archived ? 'The plan is in use again.' : 'The plan was archived. Its records stay.' })
    })
  return (
    <Button variant="ghost" pending={pending} onClick={move}>
      {archived ? 'Bring back' : 'Archive'}
    </Button>
  )
}
