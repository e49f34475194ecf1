'use client'

import { Ban, Play, RotateCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { RunState } from '@/lib/lab/vocabulary'
import { answerOf } from '@/lib/shared/action-answer'
import { cancelRunAction, resumeRunAction, startRunAction } from '../../actions'

/** What can be done with a run where it stands: cancel it, go on with it, or run its plan again. */
export function RunButtons({
  run: { id, state, planId },
}: {
  run: { id: string; state: RunState; planId: string | null }
}) {
  const toast = useToast()
  const router = useRouter()
  const [pending, start] = useTransition()
  const act = (call: () => Promise<unknown>, done: string) =>
    start(async () => {
      const answer = answerOf<unknown>((await call().catch(() => undefined)) as never)
      toast(answer.ok ? { text: done } : { tone: 'failed', text: answer.sentence })
    })
  const again = () =>
    start(async () => {
      const answer = answerOf(await startRunAction({ planId: planId ?? '' }).catch(() => undefined))
      if (!answer.ok) return toast({ tone: 'failed', text: answer.sentence })
      router.push(`/lab/runs/${answer.value.id}`)
    })
  if (state === 'queued' || state === 'running')
    return (
      <Button
        icon={<Ban />}
        pending={pending}
        onClick={() => act(() => cancelRunAction({ id }), 'The run was cancelled.')}
      >
        Cancel run
      </Button>
    )
  return (
    <>
      {state === 'done' ? null : (
        <Button
          icon={<Play />}
          pending={pending}
          onClick={() => act(() => resumeRunAction({ id }), 'The run goes on where it was.')}
        >
          Resume
        </Button>
      )}
      {planId ? (
        <Button variant="primary" icon={<RotateCw />} pending={pending} onClick={again}>
          Run again
        </Button>
      ) : null}
    </>
  )
}
