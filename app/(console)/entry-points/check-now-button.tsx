'use client'

import { ScanSearch } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import type { CheckAnswer } from '@/lib/entry-points/check-entry-point'
import type { Verdict } from '@/lib/entry-points/check-verdict-rules'
import { post } from './check-post'

const SAID: Record<Verdict, string> = { right: 'Right.', wrong: 'Wrong.', unverifiable: 'Could not verify.' }

/** Visits the entry point now. A refusal stays where it happened; the result joins the history below. */
export function CheckNowButton({ id, host }: { id: string; host: string }) {
  const router = useRouter()
  const toast = useToast()
  const [problem, setProblem] = useState<string>()
  const [pending, start] = useTransition()
  const check = () =>
    start(async () => {
      setProblem(undefined)
      const answer = await post<CheckAnswer>(`/entry-points/${id}/check`)
      if (!answer.ok) return setProblem(answer.sentence)
      const { verdict, message } = answer.value
      toast({ text: `${SAID[verdict]} ${message}`, tone: verdict === 'right' ? 'done' : 'failed' })
      router.refresh()
    })
  return (
    <>
      <Button size="sm" variant="primary" icon={<ScanSearch />} pending={pending} onClick={check}>
        {pending ? `Visiting ${host}` : 'Check now'}
      </Button>
      {problem ? (
        <div className="w-full">
          <Notice tone="problem" live>
            {problem}
          </Notice>
        </div>
      ) : null}
    </>
  )
}
