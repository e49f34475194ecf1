'use client'

import { Pause, Play } from 'lucide-react'
import { useTransition } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { setConnectionStateAction } from '../../actions'

type PauseButtonProps = { connectionId: string; version: number; name: string; paused: boolean }

/** Resuming asks nothing: it is the undo of pausing. */
export function PauseButton({ connectionId, version, name, paused }: PauseButtonProps) {
  const toast = useToast()
  const [pending, start] = useTransition()
  const change = async (state: 'active' | 'paused') =>
    answerOf(await setConnectionStateAction({ connectionId, version, state }).catch(() => undefined))
  function resume() {
    start(async () => {
      const answer = await change('active')
      toast(answer.ok ? { text: `${name} takes deliveries again.` } : { tone: 'failed', text: answer.sentence })
    })
  }
  if (paused) {
    return (
      <Button icon={<Play />} pending={pending} onClick={resume}>
        Resume
      </Button>
    )
  }
  return (
    <ConfirmDialog
      trigger={<Button icon={<Pause />}>Pause</Button>}
      title={`Pause ${name}`}
      confirmLabel="Pause"
      onConfirm={async () => {
        const answer = await change('paused')
        return answer.ok ? { ok: true } : { ok: false, message: answer.sentence }
      }}
    >
      Handrail answers 404 at this address until you resume it. Production is not affected. WhatsApp repeats what was
      not taken for up to seven days, so a shorter pause loses nothing.
    </ConfirmDialog>
  )
}
