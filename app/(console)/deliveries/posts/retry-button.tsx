'use client'

import { Repeat } from 'lucide-react'
import { useState } from 'react'
import type { Selection } from '@/components/table/column'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/components/ui/format-number'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { retryAction } from '../actions'

/** Gives deliveries that were set aside five new tries. Safe to press twice, so it asks nothing. */
export function RetryButton({ selection, onDone }: { selection: Selection | 'all'; onDone?: () => void }) {
  const toast = useToast()
  const [pending, setPending] = useState(false)
  const some = selection !== 'all' && selection.kind === 'rows' ? selection.ids : null
  async function retry() {
    setPending(true)
    const input = some ? { deliveryIds: [...some] } : { all: true as const }
    const answer = answerOf(await retryAction(input).catch(() => undefined))
    setPending(false)
    if (!answer.ok) return toast({ tone: 'failed', text: answer.sentence })
    toast({ text: `${formatCount(answer.value.deliveries, 'delivery', 'deliveries')} will be tried again.` })
    onDone?.()
  }
  return (
    <Button
      variant={selection === 'all' ? 'default' : 'inverse'}
      size={selection === 'all' ? 'md' : 'sm'}
      icon={<Repeat />}
      pending={pending}
      onClick={retry}
    >
      {selection === 'all' ? 'Retry all that were set aside' : 'Retry'}
    </Button>
  )
}
