'use client'

import { useRouter } from 'next/navigation'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/components/ui/format-number'
import { Panel } from '@/components/ui/panel'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { removeConnectionAction } from '../../actions'
import { useOutcome } from '../../use-outcome'
import { useConnectionVersion } from './connection-version'

type RemoveConnectionProps = { connectionId: string; name: string; numbers: number }

/** Removing cannot be undone, because the secrets go with it; so it says what stays and what does not. */
export function RemoveConnection({ connectionId, name, numbers }: RemoveConnectionProps) {
  const { version } = useConnectionVersion()
  const outcomeOf = useOutcome()
  const router = useRouter()
  const toast = useToast()
  async function remove() {
    const answer = answerOf(await removeConnectionAction({ connectionId, version }).catch(() => undefined))
    if (!answer.ok) return outcomeOf(answer)
    toast({ text: `${name} is removed. Its deliveries are kept.` })
    router.push('/settings/connections')
    return outcomeOf(answer)
  }
  return (
    <Panel title="Remove">
      <div className="space-y-3 text-control text-ink-2">
        <p>Deliveries and events that came through it are kept. To stop for a while, pause it instead.</p>
        <ConfirmDialog
          danger
          trigger={<Button variant="danger-quiet">Remove the connection</Button>}
          title={`Remove ${name}`}
          confirmLabel="Remove"
          onConfirm={remove}
        >
          Its address answers 404 from now on, and its app secret and verify token are deleted.{' '}
          {numbers > 0
            ? `${formatCount(numbers, 'number stays', 'numbers stay')} without a connection until you give ${numbers === 1 ? 'it' : 'them'} another.`
            : ''}{' '}
          Remove the subscription in the Meta app too. This cannot be undone.
        </ConfirmDialog>
      </div>
    </Panel>
  )
}
