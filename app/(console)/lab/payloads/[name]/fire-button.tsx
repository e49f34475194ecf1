'use client'

import { Play } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { useToast } from '@/components/ui/toast'
import { OWN_TARGET } from '@/lib/lab/vocabulary'
import { answerOf } from '@/lib/shared/action-answer'
import { firePayloadAction } from '../../actions'

type Payload = { name: string; numberId: string; text: string; profileName: string; username: string }

/** Fires this one payload as the page shows it, without a plan, and goes to its run. */
export function FireButton({ payload, targets }: { payload: Payload; targets: { id: string; name: string }[] }) {
  const toast = useToast()
  const router = useRouter()
  const [targetId, setTargetId] = useState('')
  const [pending, start] = useTransition()
  const fire = () =>
    start(async () => {
      const answer = answerOf(await firePayloadAction({ ...payload, targetId }).catch(() => undefined))
      if (!answer.ok) return toast({ tone: 'failed', text: answer.sentence })
      router.push(`/lab/runs/${answer.value.id}`)
    })
  return (
    <>
      <span className="w-52">
        <Select
          aria-label="Target"
          value={targetId}
          options={[
            { value: '', label: OWN_TARGET },
            ...targets.map((target) => ({ value: target.id, label: target.name })),
          ]}
          onChange={(event) => setTargetId(event.target.value)}
        />
      </span>
      <Button variant="primary" icon={<Play />} pending={pending} onClick={fire}>
        Fire it
      </Button>
    </>
  )
}
