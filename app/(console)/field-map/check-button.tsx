'use client'

import { MessagesSquare } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { runCheckAction } from './actions'

/** One click: a test contact, two conversations, and the evidence. */
export function CheckButton() {
  const toast = useToast()
  const router = useRouter()
  const [pending, start] = useTransition()
  const run = () =>
    start(async () => {
      const answer = answerOf(await runCheckAction({}).catch(() => undefined))
      if (!answer.ok) return toast({ tone: 'failed', text: answer.sentence })
      toast({ text: answer.value.passed ? 'Passed: two conversations, one record.' : 'The check did not pass.' })
      router.push(`/field-map/checks/${answer.value.id}`)
    })
  return (
    <Button variant="primary" icon={<MessagesSquare />} pending={pending} onClick={run}>
      Run the two-conversation check
    </Button>
  )
}
