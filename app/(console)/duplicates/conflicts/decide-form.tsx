'use client'

import { useState, useTransition } from 'react'
import { Fieldset, RadioField } from '@/components/form/choice-field'
import { TextareaField, TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { useToast } from '@/components/ui/toast'
import type { ConflictDetail, DecisionChoice } from '@/lib/duplicates/conflict-detail'
import { type ActionFailure, answerOf } from '@/lib/shared/action-answer'
import { decideConflictAction, reopenConflictAction } from './actions'

type Asked = Pick<ConflictDetail, 'id' | 'version' | 'decisions'>

const keyOf = ({ decision, contact }: DecisionChoice): string => `${decision} ${contact?.id ?? ''}`

/** The answer to a conflict: what it is, why, and what follows from it before it is sent. */
export function DecideForm({ id, version, decisions }: Asked) {
  const toast = useToast()
  const [pending, start] = useTransition()
  const [key, setKey] = useState('')
  const [since, setSince] = useState('')
  const [note, setNote] = useState('')
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  const choice = decisions.find((one) => keyOf(one) === key)
  const send = () =>
    start(async () => {
      if (!choice) return setFailure({ ok: false, code: 'invalid', sentence: 'Choose what it is.' })
      const { decision, contact } = choice
      const contactId = decision === 'chosen' ? contact?.id : null
      const day = decision === 'passed-on' && since ? since : null
      const sent = { id, version, decision, contactId, since: day, note: note || null }
      const answer = answerOf(await decideConflictAction(sent).catch(() => undefined))
      if (!answer.ok) return setFailure(answer)
      setFailure(null)
      const { resolvedAgain } = answer.value
      const more = resolvedAgain > 0 ? ` ${formatCount(resolvedAgain, 'message')} resolved again with it.` : ''
      toast({ text: `Decided.${more}` })
    })
  return (
    <form
      aria-label="Decide"
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {failure ? (
        <Notice tone="problem" live>
          {failure.sentence}
        </Notice>
      ) : null}
      <Fieldset legend="What it is">
        {decisions.map((one) => (
          <RadioField
            key={keyOf(one)}
            name="decision"
            value={keyOf(one)}
            checked={keyOf(one) === key}
            onChange={() => setKey(keyOf(one))}
            label={
              one.decision === 'chosen' && one.contact ? (
                <>
                  {one.label}: <b className="font-[550]">{one.contact.label}</b>
                </>
              ) : (
                one.label
              )
            }
            help={one.follows}
          />
        ))}
      </Fieldset>
      {choice?.decision === 'passed-on' ? <PassedOn {...{ choice, since, setSince, failure }} /> : null}
      {choice ? (
        <TextareaField
          label="How you know"
          help="Kept with the decision and in the audit log."
          rows={2}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      ) : null}
      <Button type="submit" variant="primary" pending={pending}>
        Decide
      </Button>
    </form>
  )
}

type PassedOnProps = {
  choice: DecisionChoice
  since: string
  setSince: (day: string) => void
  failure: ActionFailure | null
}

function PassedOn({ choice, since, setSince, failure }: PassedOnProps) {
  return (
    <>
      {choice.contact ? (
        <p className="text-control text-ink-2">
          Had by <TextLink href={`/contacts/${choice.contact.id}`}>{choice.contact.label}</TextLink> until then.
        </p>
      ) : null}
      {choice.replies.length > 0 ? (
        <Notice tone="careful" title="What it means for their conversations">
          {choice.replies.join(' ')}
        </Notice>
      ) : null}
      <TextField
        label="Since (day)"
        help="If you know it. Otherwise it counts from just before the other person’s first message."
        type="date"
        className="max-w-48"
        value={since}
        error={failure?.fields?.since?.[0]}
        onChange={(event) => setSince(event.target.value)}
      />
    </>
  )
}

/** How it was decided, and for what moved nothing the way back. */
export function Decided({ id, version, decided }: Pick<ConflictDetail, 'id' | 'version' | 'decided'>) {
  const toast = useToast()
  const [pending, start] = useTransition()
  if (!decided) return null
  const reopen = () =>
    start(async () => {
      const answer = answerOf(await reopenConflictAction({ id, version }).catch(() => undefined))
      if (!answer.ok) toast({ tone: 'failed', text: answer.sentence })
    })
  return (
    <div className="space-y-2 text-control">
      <p>{decided.words}</p>
      {decided.note ? <p className="text-ink-2">“{decided.note}”</p> : null}
      {decided.canReopen ? (
        <Button size="sm" pending={pending} onClick={reopen}>
          Ask again
        </Button>
      ) : null}
    </div>
  )
}
