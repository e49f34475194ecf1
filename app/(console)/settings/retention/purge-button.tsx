'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ConfirmDialog, type ConfirmOutcome } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/components/ui/format-number'
import { Progress } from '@/components/ui/progress'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { purgeBodiesAction } from '../actions'

/** Empties what is due in parts, with how far it is; whoever leaves half-way loses nothing but the progress bar. */
export function PurgeButton({ due, days }: { due: number; days: number }) {
  const router = useRouter()
  const toast = useToast()
  const [done, setDone] = useState(0)
  async function purge(): Promise<ConfirmOutcome> {
    let purged = 0
    for (;;) {
      const answer = answerOf(await purgeBodiesAction().catch(() => undefined))
      if (!answer.ok) return { ok: false, message: answer.sentence }
      purged += answer.value.purged
      setDone(purged)
      if (answer.value.left === 0 || answer.value.purged === 0) break
    }
    toast({ text: `${formatCount(purged, 'body is', 'bodies are')} emptied.` })
    router.refresh()
    return { ok: true }
  }
  if (due === 0) return <p className="text-small text-ink-2">There is nothing to purge.</p>
  return (
    <ConfirmDialog
      danger
      trigger={<Button>Purge now</Button>}
      title={`Empty ${formatCount(due, 'body', 'bodies')} now`}
      confirmLabel="Purge"
      onConfirm={purge}
    >
      <div className="space-y-3">
        <p>
          They are older than {formatCount(days, 'day')} and would go within the hour. Their hash, events and why-traces
          stay; they cannot be replayed afterwards. This cannot be undone.
        </p>
        {done > 0 ? <Progress label="Bodies emptied" done={done} total={Math.max(due, done)} /> : null}
      </div>
    </ConfirmDialog>
  )
}
