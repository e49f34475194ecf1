'use client'

import { Check, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { MergeDetail } from '@/lib/merges/queries'
import { answerOf } from '@/lib/shared/action-answer'
import { carryOutAction } from '../merge/actions'

/** Ticks the merge off the list to carry out in the CRM, and back. */
export function CrmButton({ merge }: { merge: MergeDetail }) {
  const toast = useToast()
  const [pending, setPending] = useState(false)
  const isDone = merge.crm?.state === 'done'
  async function mark() {
    setPending(true)
    const input = { id: merge.id, version: merge.version, done: !isDone }
    const answer = answerOf(await carryOutAction(input).catch(() => undefined))
    setPending(false)
    if (!answer.ok) return toast({ tone: 'failed', text: answer.sentence })
    toast({ text: isDone ? 'Back on the list for the CRM.' : 'Carried out in the CRM.' })
  }
  return (
    <Button size="sm" icon={isDone ? <RotateCcw /> : <Check />} pending={pending} onClick={mark}>
      {isDone ? 'Not carried out after all' : 'Carried out in the CRM'}
    </Button>
  )
}
