'use client'

import { useState } from 'react'
import { SelectField } from '@/components/form/select-field'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import type { PollPage } from '@/lib/handles/poll-view'
import { answerOf } from '@/lib/shared/action-answer'
import { answerPollAction } from '../../actions'

type AnswerFormProps = { poll: Pick<PollPage, 'id' | 'asked' | 'workflows' | 'own'> }

/** One workflow for each intent, from somebody who sees nobody else's answer. */
export function AnswerForm({ poll }: AnswerFormProps) {
  const toast = useToast()
  const [answers, setAnswers] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  const homes = poll.workflows.filter(({ inUse }) => inUse).map(({ id, name }) => ({ value: id, label: name }))
  async function send() {
    setPending(true)
    const given = Object.fromEntries(Object.entries(answers).filter(([, workflowId]) => workflowId !== ''))
    const answer = answerOf(await answerPollAction({ pollId: poll.id, answers: given }).catch(() => undefined))
    setPending(false)
    setProblem(answer.ok ? null : answer.sentence)
    if (answer.ok) toast({ text: answer.value.complete ? 'All answers are in.' : 'Your answer is kept, and hidden.' })
  }
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {poll.asked.intents.map(({ id, text }) => (
        <SelectField
          key={id}
          label={`“${text}”`}
          placeholder="Choose where it should land"
          options={homes}
          value={answers[id] ?? ''}
          onChange={(event) => setAnswers((before) => ({ ...before, [id]: event.target.value }))}
        />
      ))}
      {problem ? (
        <Notice tone="problem" live>
          {problem}
        </Notice>
      ) : null}
      <Button type="submit" variant="primary" pending={pending}>
        {poll.own?.answered ? 'Give the answer again' : 'Give my answer'}
      </Button>
    </form>
  )
}
