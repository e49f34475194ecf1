'use client'

import { Pencil, Plus } from 'lucide-react'
import { type FieldsProps, RecordDialog } from '@/components/form/record-dialog'
import { SelectField } from '@/components/form/select-field'
import { TextareaField, TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { DatasetRow } from '@/lib/data-protection/queries'
import { DECISION_WORDS, DECISIONS, type Decision } from '@/lib/data-protection/vocabulary'
import { answerOf } from '@/lib/shared/action-answer'
import { addDatasetAction, changeDatasetAction } from './actions'

type Fields = {
  name: string
  contents: string
  people: string
  ownerMemberId: string
  accessRule: string
  decision: Decision | ''
  decisionDate: string
}
type Shown = Partial<
  Pick<DatasetRow, 'name' | 'contents' | 'ownerMemberId' | 'accessRule' | 'decision' | 'decisionDate'>
>
type Owners = { id: string; name: string }[]

const INVENTED = 'Invented people with reserved phone numbers and BSUIDs of the right shape.'

function fieldsOf(row: Shown | null): Fields {
  return {
    ...{ name: row?.name ?? '', contents: row?.contents ?? INVENTED, people: row ? '0' : '200' },
    ...{ ownerMemberId: row?.ownerMemberId ?? '', accessRule: row?.accessRule ?? '' },
    ...{ decision: row?.decision ?? '', decisionDate: row?.decisionDate ?? '' },
  }
}

type DatasetDialogProps = { owners: Owners; mayKeep: boolean; dataset?: DatasetRow }

/** Puts a dataset on the register, or changes what is decided about it. */
export function DatasetDialog({ owners, mayKeep, dataset }: DatasetDialogProps) {
  const toast = useToast()
  return (
    <RecordDialog<Fields>
      size="lg"
      title={dataset ? `Change “${dataset.name}”` : 'Put a dataset on the register'}
      description="Who owns it, who may see it, and how long it is kept. Without a decision the lab does not use it."
      trigger={
        dataset ? (
          <Button icon={<Pencil />}>Change dataset</Button>
        ) : (
          <Button variant="primary" icon={<Plus />}>
            Add dataset
          </Button>
        )
      }
      submit={dataset ? 'Save' : 'Add dataset'}
      initial={fieldsOf(dataset ?? null)}
      version={dataset?.version ?? 0}
      labels={{
        ...{ name: { label: 'Dataset' }, contents: { label: 'Contents' }, people: { label: 'People' } },
        ownerMemberId: { label: 'Owner', say: (id) => owners.find((owner) => owner.id === id)?.name ?? 'nobody' },
        accessRule: { label: 'Who may see it' },
        decision: { label: 'Decision', say: (one) => DECISION_WORDS[one as Decision] ?? 'none' },
        decisionDate: { label: 'Date' },
      }}
      subject={(fields) => fields.name}
      read={(current) => fieldsOf(current as Shown)}
      send={async ({ people, decision, ...rest }, version) => {
        const sent = { ...rest, decision: decision || null }
        const call = dataset
          ? changeDatasetAction({ ...sent, id: dataset.id, version })
          : addDatasetAction({ ...sent, people: Number(people) })
        return answerOf<unknown>(await call.catch(() => undefined))
      }}
      onSaved={(fields) => toast({ text: `“${fields.name}” was ${dataset ? 'changed' : 'added'}.` })}
    >
      {(form) => (
        <>
          {dataset ? null : <People {...form} mayKeep={mayKeep} />}
          <DatasetFields {...form} owners={owners} />
        </>
      )}
    </RecordDialog>
  )
}

function People({ fields, set, mayKeep }: FieldsProps<Fields> & { mayKeep: boolean }) {
  const counts = ['60', '200', '1000'].map((n) => ({
    value: n,
    label: `${Number(n).toLocaleString('en-GB')} invented people, made here`,
  }))
  return (
    <SelectField
      label="People"
      help="A run gives every payload people of its own; more of them last for more runs."
      value={fields.people}
      options={mayKeep ? [...counts, { value: '0', label: 'None here: it is kept elsewhere' }] : counts}
      onChange={(event) =>
        set({
          people: event.target.value,
          ...(event.target.value === '0' && fields.contents === INVENTED ? { contents: '' } : {}),
        })
      }
    />
  )
}

function DatasetFields({ fields, set, errors, owners }: FieldsProps<Fields> & { owners: Owners }) {
  return (
    <>
      <TextField
        label="Dataset"
        required
        maxLength={120}
        value={fields.name}
        error={errors.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <TextareaField
        label="Contents"
        required
        rows={2}
        maxLength={1000}
        help="What is in it, and where it came from."
        value={fields.contents}
        error={errors.contents}
        onChange={(event) => set({ contents: event.target.value })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label="Owner"
          required={false}
          placeholder="Nobody yet"
          value={fields.ownerMemberId}
          options={owners.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => set({ ownerMemberId: event.target.value })}
        />
        <TextField
          label="Who may see it"
          required={false}
          maxLength={500}
          placeholder="Developers of the webhook, nobody outside"
          value={fields.accessRule}
          error={errors.accessRule}
          onChange={(event) => set({ accessRule: event.target.value })}
        />
        <SelectField
          label="Decision"
          required={false}
          placeholder="Not decided yet"
          value={fields.decision}
          options={DECISIONS.map((one) => ({ value: one, label: DECISION_WORDS[one] }))}
          onChange={(event) => set({ decision: event.target.value as Decision | '' })}
        />
        <TextField
          label="Date"
          type="date"
          required={false}
          value={fields.decisionDate}
          error={errors.decisionDate}
          onChange={(event) => set({ decisionDate: event.target.value })}
        />
      </div>
    </>
  )
}
