'use client'

import { Pencil, Plus } from 'lucide-react'
import { type FieldsProps, RecordDialog } from '@/components/form/record-dialog'
import { SelectField } from '@/components/form/select-field'
import { TextareaField, TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { SystemRow } from '@/lib/inputs/systems'
import { SYSTEM_STATE_WORDS, SYSTEM_STATES, type SystemState } from '@/lib/inputs/vocabulary'
import { answerOf } from '@/lib/shared/action-answer'
import { addSystemAction, changeSystemAction } from '../actions'

type Fields = {
  system: string
  dependsHow: string
  whatBreaks: string
  replacement: string
  ownerMemberId: string
  state: SystemState
}
type Owners = { id: string; name: string }[]

function fieldsOf(row: Partial<Record<keyof Fields, unknown>>): Fields {
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  return {
    system: text(row.system),
    dependsHow: text(row.dependsHow),
    whatBreaks: text(row.whatBreaks),
    replacement: text(row.replacement),
    ownerMemberId: text(row.ownerMemberId),
    state: SYSTEM_STATES.find((state) => state === row.state) ?? 'open',
  }
}

/** Adds a system to the register, or changes an entry. */
export function SystemDialog({ system, owners }: { system?: SystemRow; owners: Owners }) {
  const toast = useToast()
  return (
    <RecordDialog<Fields>
      title={system ? `Change “${system.system}”` : 'Add a system'}
      description="A system that finds, counts or reaches customers by their phone number."
      trigger={
        system ? (
          <Button icon={<Pencil />}>Change</Button>
        ) : (
          <Button variant="primary" icon={<Plus />}>
            Add system
          </Button>
        )
      }
      submit={system ? 'Save' : 'Add system'}
      initial={fieldsOf(system ?? {})}
      version={system?.version ?? 0}
      labels={{
        system: { label: 'System' },
        dependsHow: { label: 'How it depends on the phone' },
        whatBreaks: { label: 'What breaks' },
        replacement: { label: 'What replaces it' },
        ownerMemberId: { label: 'Owner', say: (id) => owners.find((owner) => owner.id === id)?.name ?? 'nobody' },
        state: { label: 'State', say: (state) => SYSTEM_STATE_WORDS[state as SystemState] },
      }}
      subject={(fields) => fields.system}
      read={(current) => fieldsOf(current as SystemRow)}
      send={async (fields, version) => {
        const call = system ? changeSystemAction({ ...fields, id: system.id, version }) : addSystemAction(fields)
        return answerOf<unknown>(await call.catch(() => undefined))
      }}
      onSaved={(fields) => toast({ text: `“${fields.system}” was ${system ? 'changed' : 'added'}.` })}
    >
      {(form) => <SystemFields {...form} owners={owners} />}
    </RecordDialog>
  )
}

function SystemFields({ fields, set, errors, owners }: FieldsProps<Fields> & { owners: Owners }) {
  return (
    <>
      <TextField
        label="System"
        required
        maxLength={120}
        value={fields.system}
        error={errors.system}
        onChange={(event) => set({ system: event.target.value })}
      />
      <TextareaField
        label="How it depends on the phone"
        required
        rows={2}
        maxLength={500}
        help="It is the key, it is shown, it is needed to send, it is counted."
        value={fields.dependsHow}
        error={errors.dependsHow}
        onChange={(event) => set({ dependsHow: event.target.value })}
      />
      <TextareaField
        label="What breaks"
        required={false}
        rows={2}
        maxLength={500}
        help="When a message comes without a phone number."
        value={fields.whatBreaks}
        error={errors.whatBreaks}
        onChange={(event) => set({ whatBreaks: event.target.value })}
      />
      <TextareaField
        label="What replaces it"
        required={false}
        rows={2}
        maxLength={500}
        value={fields.replacement}
        error={errors.replacement}
        onChange={(event) => set({ replacement: event.target.value })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label="State"
          value={fields.state}
          options={SYSTEM_STATES.map((state) => ({ value: state, label: SYSTEM_STATE_WORDS[state] }))}
          onChange={(event) => set({ state: event.target.value as SystemState })}
        />
        <SelectField
          label="Owner"
          required={false}
          placeholder="Nobody yet"
          value={fields.ownerMemberId}
          options={owners.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => set({ ownerMemberId: event.target.value })}
        />
      </div>
    </>
  )
}
