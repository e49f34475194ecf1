'use client'

import { useActionState, useState } from 'react'
import { FormErrors } from '@/components/form/form-errors'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { type CallbackProblem, callbackAddress } from '@/lib/settings/callback-rules'
import type { ConnectionPulse, NumberChoice } from '@/lib/settings/list-connections'
import type { Opened } from '@/lib/settings/open-connection'
import { type ActionFailure, answerOf } from '@/lib/shared/action-answer'
import { openConnectionAction } from '../../actions'
import { keepTyped } from '../../keep-typed'
import { NumberPicks } from '../number-picks'
import { SecretInput } from '../secret-input'
import { SubscribePanel } from '../subscribe-panel'

type NewConnectionProps = { numbers: readonly NumberChoice[]; base: string; problem: CallbackProblem | null }

const NOTHING_YET: ConnectionPulse = { health: 'waiting', verifiedAt: null, lastDeliveryAt: null, refusedToday: [] }

/** The form, and after it the panel that waits for Meta. The verify token lives in this page and nowhere else. */
export function NewConnection({ numbers, base, problem }: NewConnectionProps) {
  const [opened, setOpened] = useState<Opened | null>(null)
  if (!opened) return <ConnectionForm numbers={numbers} onOpened={setOpened} />
  const address = callbackAddress(base, opened.key)
  return (
    <div className="space-y-4">
      <Notice
        tone="done"
        live
        title="The connection is ready."
        action={
          <LinkButton size="sm" href={`/settings/connections/${opened.id}`}>
            Go to the connection
          </LinkButton>
        }
      >
        Copy the verify token before you leave this page.
      </Notice>
      <SubscribePanel connection={{ id: opened.id, address, problem }} fresh={opened} pulse={NOTHING_YET} />
    </div>
  )
}

type FormProps = { numbers: readonly NumberChoice[]; onOpened: (opened: Opened) => void }

function ConnectionForm({ numbers, onOpened }: FormProps) {
  const [name, setName] = useState('')
  const [secret, setSecret] = useState('')
  const [numberIds, setNumberIds] = useState(numbers.filter((one) => one.connectionId === null).map((one) => one.id))
  const [failure, submit] = useActionState(async (): Promise<ActionFailure | null> => {
    const answer = answerOf(await openConnectionAction({ name, secret, numberIds }).catch(() => undefined))
    if (!answer.ok) return answer
    onOpened(answer.value)
    return null
  }, null)
  return (
    <Panel title="The Meta app">
      <form action={submit} onReset={keepTyped} className="max-w-[560px] space-y-5">
        <FormErrors errors={failure && !failure.fields ? [{ message: failure.sentence }] : []} />
        <TextField
          label="Name"
          name="name"
          required
          maxLength={80}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={failure?.fields?.name}
          help="How it is called here, as in “Shadow app”."
        />
        <SecretInput value={secret} onChange={setSecret} error={failure?.fields?.secret} />
        <NumberPicks
          numbers={numbers}
          picked={numberIds}
          onChange={setNumberIds}
          error={failure?.fields?.numberIds?.join(' ')}
        />
        <SubmitButton>Add connection</SubmitButton>
      </form>
    </Panel>
  )
}
