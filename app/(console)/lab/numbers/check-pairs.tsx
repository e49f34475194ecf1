'use client'

import { Play } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { useToast } from '@/components/ui/toast'
import { OWN_TARGET } from '@/lib/lab/vocabulary'
import { answerOf } from '@/lib/shared/action-answer'
import { checkPairsAction } from '../actions'

type Named = { id: string; name: string }

/** Fires for each pair of numbers what one person looks like on both, at the chosen target. */
export function CheckPairs({
  targetId,
  targets,
  datasets,
}: {
  targetId: string | null
  targets: Named[]
  datasets: Named[]
}) {
  const toast = useToast()
  const router = useRouter()
  const [pending, start] = useTransition()
  const check = () =>
    start(async () => {
      const sent = { targetId, datasetId: datasets[0]?.id ?? '' }
      const answer = answerOf(await checkPairsAction(sent).catch(() => undefined))
      if (!answer.ok) return toast({ tone: 'failed', text: answer.sentence })
      router.push(`/lab/runs/${answer.value.id}`)
    })
  return (
    <>
      <span className="w-52">
        <Select
          aria-label="Target"
          value={targetId ?? ''}
          options={[{ value: '', label: OWN_TARGET }, ...targets.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(event) =>
            router.push(event.target.value ? `/lab/numbers?target=${event.target.value}` : '/lab/numbers')
          }
        />
      </span>
      <Button variant="primary" icon={<Play />} pending={pending} onClick={check}>
        Check all pairs
      </Button>
    </>
  )
}
