'use client'

import { Pencil, Plus } from 'lucide-react'
import { CheckboxField } from '@/components/form/choice-field'
import { type FieldsProps, RecordDialog } from '@/components/form/record-dialog'
import { SelectField } from '@/components/form/select-field'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { TargetRow } from '@/lib/lab/target-queries'
import { ANSWER_MODE_WORDS, ANSWER_MODES, type AnswerMode } from '@/lib/lab/vocabulary'
import { answerOf } from '@/lib/shared/action-answer'
import { addTargetAction, changeTargetAction } from '../actions'

type Fields = {
  name: string
  url: string
  secret: string
  mode: AnswerMode
  contact: string
  thread: string
  workflow: string
  error: string
  messageStatus: string
  lookupUrl: string
  prepareUrl: string
  waitSeconds: string
  timeoutSeconds: string
  retries: string
  production: 'yes' | 'no'
}
type Shown = Partial<Pick<TargetRow, 'name' | 'url' | 'answerMode' | 'answerSpec' | 'sending' | 'isProduction'>>

function fieldsOf({ name, url, answerMode, answerSpec, sending, isProduction }: Shown): Fields {
  const { paths, lookupUrl = '', waitMs = 5_000 } = answerSpec ?? {}
  const { timeoutMs = 10_000, retries = 1, prepareUrl = '' } = sending ?? {}
  return {
    ...{ name: name ?? '', url: url ?? '', secret: '', mode: answerMode ?? 'response' },
    ...{ contact: paths?.contact ?? '$.contact.id', thread: paths?.thread ?? '$.conversation.id' },
    ...{ workflow: paths?.workflow ?? '$.queue', error: paths?.error ?? '$.error' },
    ...{ messageStatus: paths?.messageStatus ?? '', lookupUrl, prepareUrl },
    ...{ waitSeconds: String(waitMs / 1_000), timeoutSeconds: String(timeoutMs / 1_000), retries: String(retries) },
    production: isProduction ? 'yes' : 'no',
  }
}

function sentOf(fields: Fields) {
  const { name, url, secret, mode, contact, thread, workflow, error, messageStatus, lookupUrl, prepareUrl } = fields
  const inMs = (seconds: string) => Math.round(Number(seconds) * 1_000)
  return {
    ...{ name, url, secret, answerMode: mode, isProduction: fields.production === 'yes' },
    answerSpec: {
      paths: { contact, thread, workflow, error, messageStatus },
      ...{ lookupUrl: mode === 'lookup' ? lookupUrl : '', waitMs: inMs(fields.waitSeconds) },
    },
    sending: { timeoutMs: inMs(fields.timeoutSeconds), retries: Number(fields.retries), prepareUrl },
  }
}

/** Adds a handler, or changes where it is and how its outcome is read. */
export function TargetDialog({ target }: { target?: TargetRow }) {
  const toast = useToast()
  return (
    <RecordDialog<Fields>
      size="lg"
      title={target ? `Change “${target.name}”` : 'Add a target'}
      description="A webhook of your company that takes signed test payloads, and how its outcome is learnt."
      trigger={
        target ? (
          <Button icon={<Pencil />}>Change target</Button>
        ) : (
          <Button variant="primary" icon={<Plus />}>
            Add target
          </Button>
        )
      }
      submit={target ? 'Save' : 'Add target'}
      initial={fieldsOf(target ?? {})}
      version={target?.version ?? 0}
      labels={{
        ...{ name: { label: 'Target' }, url: { label: 'Address' }, secret: { label: 'Test secret' } },
        mode: { label: 'Outcome', say: (mode) => ANSWER_MODE_WORDS[mode as AnswerMode].title },
        ...{ contact: { label: 'Path to the contact' }, thread: { label: 'Path to the conversation' } },
        ...{ workflow: { label: 'Path to the workflow' }, error: { label: 'Path to the error' } },
        ...{ messageStatus: { label: 'Path to the message status' }, lookupUrl: { label: 'Look-up address' } },
        ...{ prepareUrl: { label: 'Made ready at' }, waitSeconds: { label: 'Seconds to wait' } },
        ...{ timeoutSeconds: { label: 'Seconds to answer' }, retries: { label: 'Further tries' } },
        production: { label: 'This is production' },
      }}
      subject={(fields) => fields.name}
      read={(current) => fieldsOf(current as Shown)}
      send={async (fields, version) => {
        const sent = sentOf(fields)
        const call = target ? changeTargetAction({ ...sent, id: target.id, version }) : addTargetAction(sent)
        return answerOf<unknown>(await call.catch(() => undefined))
      }}
      onSaved={(fields) => toast({ text: `“${fields.name}” was ${target ? 'changed' : 'added'}.` })}
    >
      {(form) => (
        <>
          <Where {...form} isNew={!target} />
          <Outcome {...form} />
          <Sending {...form} />
        </>
      )}
    </RecordDialog>
  )
}

function Where({ fields, set, errors, isNew }: FieldsProps<Fields> & { isNew: boolean }) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Target"
          required
          maxLength={120}
          placeholder="Staging webhook"
          value={fields.name}
          error={errors.name}
          onChange={(event) => set({ name: event.target.value })}
        />
        <TextField
          label="Test secret"
          type="password"
          autoComplete="off"
          required={isNew}
          maxLength={200}
          help={
            isNew
              ? 'The app secret it checks signatures with. It cannot be read again.'
              : 'Empty keeps the one that is stored.'
          }
          value={fields.secret}
          error={errors.secret}
          onChange={(event) => set({ secret: event.target.value })}
        />
      </div>
      <TextField
        label="Address"
        type="url"
        required
        placeholder="https://staging.example.com/webhooks/whatsapp"
        help="Deliveries are posted here, signed like those of WhatsApp."
        value={fields.url}
        error={errors.url}
        onChange={(event) => set({ url: event.target.value })}
      />
      <CheckboxField
        label="This is production"
        help="Then a second person has to sign the target off before anything is sent."
        checked={fields.production === 'yes'}
        onChange={(event) => set({ production: event.target.checked ? 'yes' : 'no' })}
      />
    </>
  )
}

const PATHS = [
  ['contact', 'Path to the contact', '$.contact.id'],
  ['thread', 'Path to the conversation', '$.conversation.id'],
  ['workflow', 'Path to the workflow', '$.queue'],
  ['error', 'Path to the error', '$.error'],
  ['messageStatus', 'Path to the message status', '$.status'],
] as const

function Outcome({ fields, set, errors }: FieldsProps<Fields>) {
  const byPath = fields.mode === 'response' || fields.mode === 'lookup'
  return (
    <>
      <SelectField
        label="Outcome"
        help={ANSWER_MODE_WORDS[fields.mode].help}
        value={fields.mode}
        options={ANSWER_MODES.map((mode) => ({ value: mode, label: ANSWER_MODE_WORDS[mode].title }))}
        onChange={(event) => set({ mode: event.target.value as AnswerMode })}
      />
      {fields.mode === 'lookup' ? (
        <TextField
          label="Look-up address"
          required
          placeholder="https://staging.example.com/messages?wamid={wamid}"
          help="{wamid}, {phone}, {bsuid} and {contact} are filled in."
          value={fields.lookupUrl}
          onChange={(event) => set({ lookupUrl: event.target.value })}
        />
      ) : null}
      {byPath ? (
        <div className="grid gap-4 sm:grid-cols-2">
          {PATHS.map(([key, label, placeholder]) => (
            <TextField
              key={key}
              label={label}
              required={key === 'contact'}
              placeholder={placeholder}
              value={fields[key]}
              error={key === 'contact' ? errors.answerSpec : undefined}
              onChange={(event) => set({ [key]: event.target.value })}
            />
          ))}
        </div>
      ) : null}
    </>
  )
}

function Sending({ fields, set, errors }: FieldsProps<Fields>) {
  const numbers = [
    ['timeoutSeconds', 'Seconds to answer', '0.2', '30'],
    ['retries', 'Further tries', '0', '5'],
    ['waitSeconds', 'Seconds to wait', '0.2', '60'],
  ] as const
  return (
    <>
      <TextField
        label="Made ready at"
        type="url"
        required={false}
        placeholder="https://staging.example.com/test/reset"
        help="Before a run the customers of the dataset are posted here, so that the handler begins from a known state. Without it, load them yourself: Data protection exports them."
        value={fields.prepareUrl}
        error={errors.sending}
        onChange={(event) => set({ prepareUrl: event.target.value })}
      />
      <div className="grid gap-4 sm:grid-cols-3">
        {numbers.map(([key, label, min, max]) => (
          <TextField
            key={key}
            label={label}
            type="number"
            required
            {...{ min, max, step: key === 'retries' ? '1' : '0.1' }}
            value={fields[key]}
            onChange={(event) => set({ [key]: event.target.value })}
          />
        ))}
      </div>
    </>
  )
}
