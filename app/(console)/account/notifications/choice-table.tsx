'use client'

import { useOptimistic, useTransition } from 'react'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { Checkbox } from '@/components/ui/checkbox'
import { Select } from '@/components/ui/select'
import { useToast } from '@/components/ui/toast'
import type { ChoiceRow } from '@/lib/notifications/preferences'
import { MAIL_CHOICE_WORDS, MAIL_CHOICES, type MailChoice } from '@/lib/notifications/vocabulary'
import { answerOf } from '@/lib/shared/action-answer'
import { saveChoiceAction } from '../actions'

/** One line for each kind; a choice is saved as it is made. */
export function ChoiceTable({ choices }: { choices: readonly ChoiceRow[] }) {
  return (
    <PlainTable label="What reaches you" head={['When', 'Bell', 'By e-mail']}>
      {choices.map((choice) => (
        <ChoiceLine key={choice.kind} choice={choice} />
      ))}
    </PlainTable>
  )
}

function ChoiceLine({ choice }: { choice: ChoiceRow }) {
  const toast = useToast()
  const [, start] = useTransition()
  const [shown, show] = useOptimistic(choice)
  const save = (change: Partial<ChoiceRow>) =>
    start(async () => {
      const { kind, inApp, email } = { ...choice, ...change }
      show({ ...choice, ...change })
      const answer = answerOf(await saveChoiceAction({ kind, inApp, email }).catch(() => undefined))
      if (!answer.ok) toast({ tone: 'failed', text: answer.sentence })
    })
  return (
    <tr>
      <Cell className="font-medium">{choice.label}</Cell>
      <Cell>
        <Checkbox
          aria-label={`The bell counts: ${choice.label}`}
          checked={shown.inApp}
          onChange={(event) => save({ inApp: event.target.checked })}
        />
      </Cell>
      <Cell>
        <Select
          className="min-w-[128px]"
          aria-label={`By e-mail: ${choice.label}`}
          value={shown.email}
          options={MAIL_CHOICES.map((value) => ({ value, label: MAIL_CHOICE_WORDS[value] }))}
          onChange={(event) => save({ email: event.target.value as MailChoice })}
        />
      </Cell>
    </tr>
  )
}
