'use client'

import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import type { CallbackProblem } from '@/lib/settings/callback-rules'
import type { ConnectionPulse } from '@/lib/settings/list-connections'
import { answerOf } from '@/lib/shared/action-answer'
import { replaceVerifyTokenAction } from '../../actions'
import { useOutcome } from '../../use-outcome'
import { type FreshToken, SubscribePanel } from '../subscribe-panel'
import { useConnectionVersion } from './connection-version'

type ConnectionSubscribeProps = {
  connectionId: string
  address: string
  problem: CallbackProblem | null
  pulse: ConnectionPulse
  mayWrite: boolean
}

/** What to copy into the Meta app. A new verify token is held here until the page is left. */
export function ConnectionSubscribe({ connectionId, address, problem, pulse, mayWrite }: ConnectionSubscribeProps) {
  const { version, note } = useConnectionVersion()
  const outcomeOf = useOutcome()
  const [fresh, setFresh] = useState<FreshToken | null>(null)
  async function makeToken() {
    const answer = answerOf(await replaceVerifyTokenAction({ connectionId, version }).catch(() => undefined))
    if (answer.ok) {
      note(answer.value.version)
      setFresh(answer.value)
    }
    return outcomeOf(answer)
  }
  return (
    <SubscribePanel
      key={fresh?.verifyToken}
      connection={{ id: connectionId, address, problem }}
      fresh={fresh}
      pulse={pulse}
      tokenAction={
        mayWrite ? (
          <ConfirmDialog
            trigger={
              <Button size="sm" icon={<KeyRound />}>
                Make a new one
              </Button>
            }
            title="Make a new verify token"
            confirmLabel="Make a new token"
            onConfirm={makeToken}
          >
            The old one stops working. A subscription that stands goes on: Meta asks for the token only when somebody
            saves the callback address again.
          </ConfirmDialog>
        ) : null
      }
    />
  )
}
