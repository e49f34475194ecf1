'use client'

import { ScanSearch } from 'lucide-react'
import { useRouter, useSearchParams } from 'next/navigation'
import { useTransition } from 'react'
import type { z } from 'zod'
import type { Selection } from '@/components/table/column'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/components/ui/format-number'
import { useToast } from '@/components/ui/toast'
import type { checkManySchema } from '@/lib/entry-points/check-schema'
import { answerOf } from '@/lib/shared/action-answer'
import { startChecksAction } from './checks/actions'
import { entryPointList, filtersOf } from './list'

type Target = z.input<typeof checkManySchema>['target']

/** Starts a run in the background and offers the way to its progress. */
function useStartChecks() {
  const router = useRouter()
  const toast = useToast()
  const [pending, start] = useTransition()
  const run = (target: Target, done?: (batchId: string) => void) =>
    start(async () => {
      const answer = answerOf(await startChecksAction({ target }))
      if (!answer.ok) return toast({ text: answer.sentence, tone: 'failed' })
      const { batchId, total } = answer.value
      const watch = { label: 'Watch', onSelect: () => router.push(`/entry-points/checks/${batchId}`) }
      toast({ text: `${formatCount(total, 'entry point')} will be checked in the background.`, action: watch })
      done?.(batchId)
    })
  return { run, pending }
}

/** In the bar over a selection. */
export function CheckSelected({ selection, clear }: { selection: Selection; clear: () => void }) {
  const params = useSearchParams()
  const { run, pending } = useStartChecks()
  const check = () => {
    const target: Target =
      selection.kind === 'rows'
        ? { kind: 'rows', ids: [...selection.ids] }
        : { kind: 'filter', filters: filtersOf(entryPointList.parse(params)) }
    run(target, clear)
  }
  return (
    <Button variant="inverse" size="sm" pending={pending} onClick={check}>
      Check now
    </Button>
  )
}

/** The whole sheet; goes to the progress at once. */
export function CheckSheetButton() {
  const router = useRouter()
  const { run, pending } = useStartChecks()
  return (
    <Button
      variant="primary"
      icon={<ScanSearch />}
      pending={pending}
      onClick={() => run({ kind: 'filter', filters: {} }, (id) => router.push(`/entry-points/checks/${id}`))}
    >
      Check the whole sheet
    </Button>
  )
}
