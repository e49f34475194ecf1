'use client'

import { Repeat } from 'lucide-react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import type { Selection } from '@/components/table/column'
import { Button } from '@/components/ui/button'
import { formatCount, formatNumber } from '@/components/ui/format-number'
import { useToast } from '@/components/ui/toast'
import type { ReplayCounts } from '@/lib/deliveries/replay'
import type { ReplayInput } from '@/lib/deliveries/schema'
import { answerOf } from '@/lib/shared/action-answer'
import { replayAction } from './actions'
import { type EventListFilters, filterOf } from './list'

/** What a replay did, in one sentence. */
export function replayWords({ events, deliveries, purged, alreadyWaiting, more }: ReplayCounts): string {
  const parts = [
    events > 0
      ? `${formatCount(events, 'event')} of ${formatCount(deliveries, 'delivery', 'deliveries')} will be resolved again.`
      : 'Nothing new to do.',
  ]
  if (alreadyWaiting > 0) parts.push(`${formatCount(alreadyWaiting, 'was', 'were')} waiting already.`)
  if (purged > 0) parts.push(`${formatCount(purged, 'has', 'have')} no body any more and stayed as they are.`)
  if (more) parts.push('There are more; replay again for the next 20,000.')
  return parts.join(' ')
}

type ReplayDialogProps = {
  selection: Selection
  filters: EventListFilters
  onDone?: () => void
  /** On the dark bar of chosen rows. */
  inBar?: boolean
  small?: boolean
  label?: string
}

function inputOf(selection: Selection, filters: EventListFilters): ReplayInput {
  return selection.kind === 'rows' ? { eventIds: [...selection.ids] } : { filter: filterOf(filters) }
}

/** Says how many events will be resolved again, and that doing it twice changes nothing more. */
export function ReplayDialog({ selection, filters, onDone, inBar, small, label = 'Replay' }: ReplayDialogProps) {
  const toast = useToast()
  const count = selection.kind === 'rows' ? selection.ids.length : selection.count
  return (
    <ConfirmDialog
      title={selection.kind === 'rows' ? `Replay ${formatCount(count, 'event')}` : 'Replay everything that is shown'}
      confirmLabel={`Replay ${formatNumber(count)}`}
      trigger={
        <Button variant={inBar ? 'inverse' : 'default'} size={inBar || small ? 'sm' : 'md'} icon={<Repeat />}>
          {label}
        </Button>
      }
      onConfirm={async () => {
        const answer = answerOf(await replayAction(inputOf(selection, filters)))
        if (!answer.ok) return { ok: false, message: answer.sentence }
        toast({ text: replayWords(answer.value) })
        onDone?.()
        return { ok: true }
      }}
    >
      <p>
        The stored bodies are read again and resolved with what is known now: numbers added since, rules changed since,
        contacts imported since. A person who was recognised stays the same person, and nothing is counted twice.
      </p>
      <p>Production is not touched: no message is sent, and WhatsApp is not asked anything.</p>
    </ConfirmDialog>
  )
}
