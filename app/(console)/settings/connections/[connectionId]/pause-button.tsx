'use client'

import { Pause, Play } from 'lucide-react'
import { useTransition } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { setConnectionStateAction } from '../../actions'
import { useOutcome } from '../../use-outcome'
import { useConnectionVersion } from './connection-version'

type PauseButtonProps = { connectionId: string; name: string; paused: boolean }

/** Resuming asks nothing: it is the undo of pausing. */
export function PauseButton({ connectionId, name, paused }: PauseButtonProps) {
  const { version, note } = useConnectionVersion()
  const outcomeOf = useOutcome()
  const toast = useToast()
  const [pending, start] = useTransition()
  async function change(state: 'active' | 'paused') {
    const answer = answerOf(await setConnectionStateAction({ connectionId, version, state }).catch(() => undefined))
    if (answer.ok) note(answer.value.version)
    return outcomeOf(answer)
  }
  function resume() {
    start(async () => {
      const outcome = await change('active')
      toast(outcome.ok ? { text: `${name} takes deliveries again.` } : { tone: 'failed', text: outcome.message })
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
      onConfirm={() => change('paused')}
    >
      Handrail answers 404 at this address until you resume it. Production is not affected. WhatsApp repeats what was
      not taken for up to seven days, so a shorter pause loses nothing.
    </ConfirmDialog>
  )
}
