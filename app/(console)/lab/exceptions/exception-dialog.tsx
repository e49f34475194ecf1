'use client'

import { Pencil, Plus } from 'lucide-react'
import { useTransition } from 'react'
import { RecordDialog } from '@/components/form/record-dialog'
import { SelectField } from '@/components/form/select-field'
import { TextareaField, TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { useToast } from '@/components/ui/toast'
import type { ExceptionRow } from '@/lib/lab/exception-queries'
import { answerOf } from '@/lib/shared/action-answer'
import { addExceptionAction, addKnownExceptionsAction, archiveExceptionAction, changeExceptionAction } from '../actions'
import type { ExceptionChoices } from './exceptions-table'

type Fields = {
  name: string
  howFound: string
  without: string
  workflowId: string
  ownerId: string
  variation: string
}
type Shown = Partial<Pick<ExceptionRow, keyof Fields>>

function fieldsOf({ name, howFound, without, workflowId, ownerId, variation }: Shown): Fields {
  return {
    ...{ name: name ?? '', howFound: howFound ?? '', without: without ?? '' },
    ...{ workflowId: workflowId ?? '', ownerId: ownerId ?? '', variation: variation ?? '' },
  }
}

/** Writes down a place where a phone is still needed, or changes it. */
export function ExceptionDialog({ choices, row }: { choices: ExceptionChoices; row?: ExceptionRow }) {
  const toast = useToast()
  const say = (list: { id: string; name: string }[]) => (id: string) =>
    list.find((one) => one.id === id)?.name ?? 'none'
  return (
    <RecordDialog<Fields>
      size="lg"
      title={row ? `Change “${row.name}”` : 'Where is a phone still needed?'}
      description="A template, a step of a bot, a report: whatever stops working when a customer has no known phone."
      trigger={
        row ? (
          <IconButton size="sm" label={`Change ${row.name}`}>
            <Pencil />
          </IconButton>
        ) : (
          <Button variant="primary" icon={<Plus />}>
            Add place
          </Button>
        )
      }
      submit={row ? 'Save' : 'Add place'}
      initial={fieldsOf(row ?? {})}
      version={row?.version ?? 0}
      labels={{
        ...{ name: { label: 'Where' }, howFound: { label: 'How the phone is found' } },
        ...{
          without: { label: 'What happens without' },
          workflowId: { label: 'Workflow', say: say(choices.workflows) },
        },
        ...{ ownerId: { label: 'Owner', say: say(choices.owners) } },
        variation: { label: 'Payload that shows it', say: say(choices.payloads) },
      }}
      subject={(fields) => fields.name}
      read={(current) => fieldsOf(current as Shown)}
      send={async (fields, version) => {
        const call = row ? changeExceptionAction({ ...fields, id: row.id, version }) : addExceptionAction(fields)
        return answerOf<unknown>(await call.catch(() => undefined))
      }}
      onSaved={(fields) => toast({ text: `“${fields.name}” was written down.` })}
    >
      {({ fields, set, errors }) => (
        <>
          <TextField
            label="Where"
            required
            maxLength={120}
            value={fields.name}
            error={errors.name}
            onChange={(event) => set({ name: event.target.value })}
          />
          <TextareaField
            label="How the phone is found"
            required
            rows={2}
            maxLength={1000}
            value={fields.howFound}
            error={errors.howFound}
            onChange={(event) => set({ howFound: event.target.value })}
          />
          <TextareaField
            label="What happens without"
            required
            rows={2}
            maxLength={1000}
            value={fields.without}
            error={errors.without}
            onChange={(event) => set({ without: event.target.value })}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <SelectField
              label="Payload that shows it"
              required={false}
              placeholder="None"
              help="Its newest test stands beside the entry."
              value={fields.variation}
              options={choices.payloads.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(event) => set({ variation: event.target.value })}
            />
            <SelectField
              label="Workflow"
              required={false}
              placeholder="None"
              value={fields.workflowId}
              options={choices.workflows.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(event) => set({ workflowId: event.target.value })}
            />
            <SelectField
              label="Owner"
              required={false}
              placeholder="Nobody yet"
              value={fields.ownerId}
              options={choices.owners.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(event) => set({ ownerId: event.target.value })}
            />
          </div>
        </>
      )}
    </RecordDialog>
  )
}

/** The templates WhatsApp names, in one step. */
export function AddKnown() {
  const toast = useToast()
  const [pending, start] = useTransition()
  const add = () =>
    start(async () => {
      const answer = answerOf(await addKnownExceptionsAction().catch(() => undefined))
      if (!answer.ok) return toast({ tone: 'failed', text: answer.sentence })
      const { added } = answer.value
      toast({ text: added === 0 ? 'The three templates are here already.' : `${added} templates were written down.` })
    })
  return (
    <Button pending={pending} onClick={add}>
      Add the three templates
    </Button>
  )
}

/** Off the checklist when no phone is needed there any more, and back. */
export function ArchiveException({ row: { id, version, name, archived } }: { row: ExceptionRow }) {
  const toast = useToast()
  const [pending, start] = useTransition()
  const move = () =>
    start(async () => {
      const answer = answerOf(await archiveExceptionAction({ id, version, archived: !archived }).catch(() => undefined))
      if (!answer.ok) return toast({ tone: 'failed', text: answer.sentence })
      toast({ text: archived ? `“${name}” is on the checklist again.` : `“${name}” is off the checklist.` })
    })
  return (
    <Button
      size="sm"
      variant="ghost"
      pending={pending}
      aria-label={archived ? `Bring ${name} back` : `Archive ${name}`}
      onClick={move}
    >
      {archived ? 'Bring back' : 'Archive'}
    </Button>
  )
}
