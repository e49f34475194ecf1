'use client'

import { Pencil } from 'lucide-react'
import { RecordDialog } from '@/components/form/record-dialog'
import { SelectField } from '@/components/form/select-field'
import { TextareaField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { InputRow } from '@/lib/inputs/required-inputs'
import { INPUT_STATE_WORDS, INPUT_STATES, INPUT_WORDS, type InputState } from '@/lib/inputs/vocabulary'
import { answerOf } from '@/lib/shared/action-answer'
import { saveInputAction } from './actions'

type Fields = { ownerMemberId: string; state: InputState; evidence: string }

function fieldsOf(row: { ownerMemberId?: unknown; state?: unknown; evidence?: unknown }): Fields {
  return {
    ownerMemberId: String(row.ownerMemberId ?? ''),
    state: INPUT_STATES.find((state) => state === row.state) ?? 'open',
    evidence: String(row.evidence ?? ''),
  }
}

type InputDialogProps = { row: InputRow; title: string; owners: { id: string; name: string }[] }

/** Writes down who owns an input, how far it is, and where that can be seen. */
export function InputDialog({ row, title, owners }: InputDialogProps) {
  const toast = useToast()
  const words = INPUT_WORDS[row.key]
  return (
    <RecordDialog<Fields>
      title={title}
      description={words.wanted}
      trigger={
        <Button size="sm" variant="ghost" icon={<Pencil />} aria-label={`Change ${title}`}>
          Change
        </Button>
      }
      submit="Save"
      initial={fieldsOf(row)}
      version={row.version}
      labels={{
        ownerMemberId: { label: 'Owner', say: (id) => owners.find((owner) => owner.id === id)?.name ?? 'nobody' },
        state: { label: 'State', say: (state) => INPUT_STATE_WORDS[state as InputState] },
        evidence: { label: 'Evidence' },
      }}
      subject={() => title}
      read={(current) => fieldsOf(current as InputRow)}
      send={async (fields, version) =>
        answerOf<unknown>(await saveInputAction({ key: row.key, version, ...fields }).catch(() => undefined))
      }
      onSaved={({ state }) => toast({ text: `“${title}” is ${INPUT_STATE_WORDS[state]}.` })}
    >
      {({ fields, set, errors }) => (
        <>
          <SelectField
            label="Owner"
            required={false}
            placeholder="Nobody yet"
            value={fields.ownerMemberId}
            options={owners.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => set({ ownerMemberId: event.target.value })}
          />
          <SelectField
            label="State"
            value={fields.state}
            options={INPUT_STATES.map((state) => ({ value: state, label: INPUT_STATE_WORDS[state] }))}
            onChange={(event) => set({ state: event.target.value as InputState })}
          />
          <TextareaField
            label="Evidence"
            required={false}
            rows={3}
            maxLength={1000}
            help={`Where somebody else can see it. ${words.evidence}`}
            value={fields.evidence}
            error={errors.evidence}
            onChange={(event) => set({ evidence: event.target.value })}
          />
        </>
      )}
    </RecordDialog>
  )
}
