'use client'

import { CheckCheck } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/components/ui/format-number'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { markAllReadAction } from './actions'

export function MarkAllRead() {
  const toast = useToast()
  const [pending, setPending] = useState(false)
  async function mark() {
    setPending(true)
    const answer = answerOf(await markAllReadAction().catch(() => undefined))
    setPending(false)
    if (!answer.ok) return toast({ tone: 'failed', text: answer.sentence })
    toast({ text: `${formatCount(answer.value.count, 'notification')} marked as read.` })
  }
  return (
    <Button icon={<CheckCheck />} pending={pending} onClick={mark}>
      Mark all as read
    </Button>
  )
}
