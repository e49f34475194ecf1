'use client'

import { useState, useTransition } from 'react'
import { SelectField } from '@/components/form/select-field'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { useToast } from '@/components/ui/toast'
import { When } from '@/components/ui/when'
import type { Delegation } from '@/lib/approvals/delegate'
import { answerOf } from '@/lib/shared/action-answer'
import { endDelegationAction, nameDelegateAction } from './actions'

/** Who decides sign-offs in one's place while one is away. */
export function AwayPanel({ delegation }: { delegation: Delegation }) {
  return (
    <Panel title="While you are away">
      <div className="space-y-4">
        {delegation.for.length > 0 ? (
          <p className="text-control text-ink-2">
            You decide in the place of {delegation.for.join(', ')} at the moment.
          </p>
        ) : null}
        {delegation.to ? <Away delegation={delegation} /> : <NameForm delegation={delegation} />}
      </div>
    </Panel>
  )
}

function Away({ delegation: { to, until, version } }: { delegation: Delegation }) {
  const toast = useToast()
  const [pending, start] = useTransition()
  const end = () =>
    start(async () => {
      const answer = answerOf(await endDelegationAction({ version }))
      toast(answer.ok ? { text: 'You decide yourself again.' } : { tone: 'failed', text: answer.sentence })
    })
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p className="min-w-0 flex-1 text-control">
        <b>{to?.name}</b> decides sign-offs in your place
        {until ? (
          <>
            {' '}
            until <When at={until} style="full" />
          </>
        ) : null}
        .
      </p>
      <Button pending={pending} onClick={end}>
        I am back
      </Button>
    </div>
  )
}

function NameForm({ delegation: { choices, version } }: { delegation: Delegation }) {
  const toast = useToast()
  const [pending, start] = useTransition()
  const [problem, setProblem] = useState<string | null>(null)
  const [delegateId, setDelegateId] = useState('')
  const [until, setUntil] = useState('')
  const name = () =>
    start(async () => {
      const answer = answerOf(await nameDelegateAction({ delegateId, until, version }))
      setProblem(answer.ok ? null : (answer.fields?.delegateId?.[0] ?? answer.fields?.until?.[0] ?? answer.sentence))
      if (answer.ok) toast({ text: 'They were told that they decide in your place.' })
    })
  return (
    <form action={name} className="space-y-3">
      {problem ? (
        <Notice tone="problem" live>
          {problem}
        </Notice>
      ) : null}
      <p className="text-control text-ink-2">
        Sign-offs that wait for you can be decided by somebody else, never on their own work. The record says in whose
        place they decided.
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label="Decides in your place"
          placeholder="Choose somebody"
          value={delegateId}
          options={choices.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(event) => setDelegateId(event.target.value)}
        />
        <TextField
          label="Until the end of"
          type="date"
          required
          value={until}
          onChange={(event) => setUntil(event.target.value)}
        />
      </div>
      <Button type="submit" pending={pending}>
        Name them
      </Button>
    </form>
  )
}
