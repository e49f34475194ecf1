'use client'

import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import { SelectField } from '@/components/form/select-field'
import { TextareaField, TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import type { BenchAnswer } from '@/lib/routing/bench'
import { answerOf } from '@/lib/shared/action-answer'
import { runBenchAction } from '../actions'
import { MESSAGE_TYPES, wordsFrom } from '../rules/draft-rules'
import { BenchResult } from './bench-result'

type BenchProps = { numbers: { id: string; label: string; display: string }[]; eventId: string }

const EMPTY = { phone: '', bsuid: '', username: '', eventType: 'text', text: '', labels: '', referralSourceId: '' }
type Fields = typeof EMPTY

/** A message to imagine on the left, the answer on the right. */
export function Bench({ numbers, eventId: given }: BenchProps) {
  const [numberId, setNumberId] = useState(numbers[0]?.id ?? '')
  const [eventId, setEventId] = useState(given)
  const [fields, setFields] = useState<Fields>(EMPTY)
  const [answer, setAnswer] = useState<BenchAnswer | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  const set = (change: Partial<Fields>) => setFields((before) => ({ ...before, ...change }))

  async function ask() {
    setPending(true)
    const labels = wordsFrom(fields.labels) ?? []
    const asked = { ...fields, numberId, eventId: eventId.trim(), labels }
    const result = answerOf(await runBenchAction(asked).catch(() => undefined))
    setPending(false)
    setRefusal(result.ok ? null : result.sentence)
    setAnswer(result.ok ? result.value : null)
  }

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[360px_minmax(0,1fr)]">
      <Panel title="A message">
        <form
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault()
            void ask()
          }}
        >
          <SelectField
            label="To the number"
            value={numberId}
            options={numbers.map((one) => ({ value: one.id, label: `${one.label} (${one.display})` }))}
            onChange={(event) => setNumberId(event.target.value)}
          />
          <TextField
            label="From a past event"
            required={false}
            help="Its id. Its number and the identifiers it carried are asked about, and stay masked."
            placeholder="ev_…"
            value={eventId}
            onChange={(event) => setEventId(event.target.value)}
          />
          {eventId.trim() === '' ? <IdentifierFields fields={fields} set={set} /> : null}
          <MessageFields fields={fields} set={set} />
          <Button type="submit" variant="primary" icon={<FlaskConical />} pending={pending}>
            Try it
          </Button>
        </form>
      </Panel>
      <div aria-live="polite" className="space-y-4">
        {refusal ? <Notice tone="problem">{refusal}</Notice> : null}
        {answer ? <BenchResult answer={answer} /> : refusal ? null : <Waiting />}
      </div>
    </div>
  )
}

function Waiting() {
  return (
    <p className="hatched rounded-lg border border-line px-5 py-12 text-center text-prose text-ink-2">
      The identity, the reason and the workflow will stand here.
    </p>
  )
}

type FieldsProps = { fields: Fields; set: (change: Partial<Fields>) => void }

function IdentifierFields({ fields, set }: FieldsProps) {
  return (
    <>
      <TextField
        label="Phone"
        required={false}
        help="In any spelling. Empty: WhatsApp withheld it."
        value={fields.phone}
        onChange={(event) => set({ phone: event.target.value })}
      />
      <TextField
        label="BSUID"
        required={false}
        placeholder="GB.…"
        value={fields.bsuid}
        onChange={(event) => set({ bsuid: event.target.value })}
      />
      <TextField
        label="Username"
        required={false}
        help="Never a key: it is recorded, and decides nothing."
        value={fields.username}
        onChange={(event) => set({ username: event.target.value })}
      />
    </>
  )
}

function MessageFields({ fields, set }: FieldsProps) {
  return (
    <>
      <SelectField
        label="Type of message"
        value={fields.eventType}
        options={MESSAGE_TYPES.map((type) => ({ value: type, label: type }))}
        onChange={(event) => set({ eventType: event.target.value })}
      />
      <TextareaField
        label="Text"
        required={false}
        rows={2}
        maxLength={4_096}
        value={fields.text}
        onChange={(event) => set({ text: event.target.value })}
      />
      <TextField
        label="Labels"
        required={false}
        help="Beside those the contact has; separated by commas."
        value={fields.labels}
        onChange={(event) => set({ labels: event.target.value })}
      />
      <TextField
        label="Id of an ad"
        required={false}
        value={fields.referralSourceId}
        onChange={(event) => set({ referralSourceId: event.target.value })}
      />
    </>
  )
}
