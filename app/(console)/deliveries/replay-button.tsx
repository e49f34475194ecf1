'use client'

import { Repeat } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { replayAction } from './actions'
import { replayWords } from './replay-dialog'

/** The worker usually answers within this time; the panel is then drawn once more. */
const SOON_MS = 1_500

/** Resolves one event again. Safe to press twice, so it asks nothing. */
export function ReplayButton({ eventId, purged }: { eventId: string; purged: boolean }) {
  const router = useRouter()
  const toast = useToast()
  const [pending, setPending] = useState(false)
  async function replay() {
    setPending(true)
    const answer = answerOf(await replayAction({ eventIds: [eventId] }).catch(() => undefined))
    setPending(false)
    if (!answer.ok) return toast({ tone: 'failed', text: answer.sentence })
    toast({ text: replayWords(answer.value) })
    setTimeout(() => router.refresh(), SOON_MS)
  }
  return (
    <Button
      size="sm"
      icon={<Repeat />}
      pending={pending}
      disabled={purged}
      title={purged ? 'Retention has deleted the body, so there is nothing left to read again.' : undefined}
      onClick={replay}
    >
      Replay
    </Button>
  )
}
