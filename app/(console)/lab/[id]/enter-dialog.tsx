'use client'

import { Eye } from 'lucide-react'
import { RecordDialog } from '@/components/form/record-dialog'
import { TextareaField, TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { enterActualAction } from '../actions'

type Fields = { contact: string; workflow: string; error: string }

/** What somebody saw in the CRM and the inbox. An empty field says that there is none. */
export function EnterDialog({ record }: { record: { id: string; version: number; title: string } }) {
  const toast = useToast()
  return (
    <RecordDialog<Fields>
      title={`What happened to “${record.title}”?`}
      description="Look into the CRM and the inbox of the system under test. Leave a field empty when there is none."
      trigger={
        <Button variant="primary" icon={<Eye />}>
          Enter what happened
        </Button>
      }
      submit="Judge it"
      initial={{ contact: '', workflow: '', error: '' }}
      version={record.version}
      labels={{
        contact: { label: 'CRM contact id' },
        workflow: { label: 'Workflow or inbox' },
        error: { label: 'Error' },
      }}
      subject={() => record.title}
      read={() => ({ contact: '', workflow: '', error: '' })}
      send={async ({ contact, workflow, error }, version) => {
        const told = { contact: contact || null, workflow: workflow || null, error: error || null }
        return answerOf<unknown>(await enterActualAction({ id: record.id, version, told }).catch(() => undefined))
      }}
      onSaved={() => toast({ text: 'The record was judged.' })}
    >
      {({ fields, set, errors }) => (
        <>
          <TextField
            label="CRM contact id"
            required={false}
            maxLength={200}
            help="Of the record the message was filed under."
            value={fields.contact}
            error={errors.told}
            onChange={(event) => set({ contact: event.target.value })}
          />
          <TextField
            label="Workflow or inbox"
            required={false}
            maxLength={200}
            value={fields.workflow}
            onChange={(event) => set({ workflow: event.target.value })}
          />
          <TextareaField
            label="Error"
            required={false}
            maxLength={2000}
            help="Word for word, as an agent or an operator sees it."
            value={fields.error}
            onChange={(event) => set({ error: event.target.value })}
          />
        </>
      )}
    </RecordDialog>
  )
}
