'use client'

import { Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { IconButton } from '@/components/ui/icon-button'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { removeFreezeAction, removeWaveAction } from './actions'

type RemovePlanProps = { kind: 'wave' | 'freeze'; id: string; version: number; name: string }

const SAYS = {
  wave: 'It has no entry points and was never released. Waves that wait for it wait no longer, and its calendar addresses end.',
  freeze: 'From then on nothing is held back in this time. You can add it again.',
}

/** Takes a plan away. The log keeps that it was there. */
export function RemovePlan({ kind, id, version, name }: RemovePlanProps) {
  const router = useRouter()
  const toast = useToast()
  return (
    <ConfirmDialog
      danger
      title={`Remove “${name}”`}
      confirmLabel="Remove"
      trigger={
        <IconButton size="sm" label={`Remove ${name}`}>
          <Trash2 />
        </IconButton>
      }
      onConfirm={async () => {
        const act = kind === 'wave' ? removeWaveAction : removeFreezeAction
        const answer = answerOf(await act({ id, version }).catch(() => undefined))
        if (!answer.ok) {
          router.refresh()
          return { ok: false, message: answer.sentence }
        }
        toast({ text: `“${name}” was removed.` })
        return { ok: true }
      }}
    >
      {SAYS[kind]}
    </ConfirmDialog>
  )
}
