'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { startDecisionAction } from './actions'

export function StartDecision({ numberId }: { numberId: string }) {
  const toast = useToast()
  const [pending, setPending] = useState(false)
  async function start() {
    setPending(true)
    const answer = answerOf(await startDecisionAction({ numberId }).catch(() => undefined))
    setPending(false)
    if (!answer.ok) toast({ tone: 'failed', text: answer.sentence })
  }
  return (
    <Button variant="primary" pending={pending} onClick={start}>
      Begin to decide
    </Button>
  )
}
