'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { State } from '@/components/ui/state'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { updateEntryPointAction } from '../actions'

type SetDestinationProps = { id: string; name: string; version: number; link: string; same: boolean }

/** Writes the link into the row, if the row is still as it is shown here. */
export function SetDestination({ id, name, version, link, same }: SetDestinationProps) {
  const router = useRouter()
  const toast = useToast()
  const [problem, setProblem] = useState<string>()
  const [pending, start] = useTransition()
  if (same) return <State kind="passed">this link is its new destination</State>
  const set = () =>
    start(async () => {
      const answer = answerOf(await updateEntryPointAction({ id, version, patch: { newDestination: link } }))
      if (answer.ok) {
        toast({ text: `“${name}” shall lead to ${link}.` })
        router.refresh()
      } else if (answer.code === 'stale-version') {
        setProblem(
          'Somebody else changed this row meanwhile. Its present state is shown; press again if it is still right.',
        )
        router.refresh()
      } else setProblem(answer.sentence)
    })
  return (
    <div className="space-y-2">
      {problem ? (
        <Notice tone="problem" live>
          {problem}
        </Notice>
      ) : null}
      <Button variant="primary" pending={pending} onClick={set}>
        Set as new destination
      </Button>
    </div>
  )
}
