'use client'

import { Pencil, Snowflake } from 'lucide-react'
import { type FieldsProps, RecordDialog } from '@/components/form/record-dialog'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { FreezeView } from '@/lib/calendar/schema'
import { answerOf } from '@/lib/shared/action-answer'
import { createFreezeAction, editFreezeAction } from './actions'
import { clockWords, type FreezeFields, freezeFields, NO_FREEZE } from './plan-fields'

type FreezeDialogProps = { zone: string; freeze?: { id: string; version: number; fields: FreezeFields } }

const LABELS = {
  name: { label: 'Name' },
  reason: { label: 'Why' },
  starts: { label: 'From', say: clockWords },
  ends: { label: 'Until', say: clockWords },
}

function Opener({ name }: { name: string | undefined }) {
  return name ? (
    <Button size="sm" icon={<Pencil />} aria-label={`Change ${name}`}>
      Change
    </Button>
  ) : (
    <Button icon={<Snowflake />}>Add a freeze window</Button>
  )
}

/** A time in which nothing public may change: planned, or changed. */
export function FreezeDialog({ zone, freeze }: FreezeDialogProps) {
  const toast = useToast()
  return (
    <RecordDialog<FreezeFields>
      title={freeze ? `Change “${freeze.fields.name}”` : 'Add a freeze window'}
      description="While it is on, no wave goes out except past it by an approver, and dates inside it show as clashes."
      trigger={Opener({ name: freeze?.fields.name })}
      submit={freeze ? 'Save' : 'Add it'}
      initial={freeze?.fields ?? NO_FREEZE}
      version={freeze?.version ?? 0}
      labels={LABELS}
      subject={({ name }) => name}
      read={(current) => freezeFields(current as FreezeView, zone)}
      send={async (wanted, version) => {
        const input = { ...wanted, reason: wanted.reason || null }
        const call = freeze ? editFreezeAction({ id: freeze.id, version, change: input }) : createFreezeAction(input)
        return answerOf<unknown>(await call.catch(() => undefined))
      }}
      onSaved={({ name }) => toast({ text: `“${name}” is in the calendar.` })}
    >
      {(form) => <FreezeInputs zone={zone} {...form} />}
    </RecordDialog>
  )
}

function FreezeInputs({ zone, fields, set, errors }: FieldsProps<FreezeFields> & { zone: string }) {
  return (
    <>
      <TextField
        label="Name"
        required
        maxLength={120}
        value={fields.name}
        error={errors.name ?? errors.change}
        onChange={(event) => set({ name: event.target.value })}
      />
      <TextField
        label="Why"
        required={false}
        maxLength={500}
        value={fields.reason}
        error={errors.reason}
        onChange={(event) => set({ reason: event.target.value })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="From"
          type="datetime-local"
          required
          help={`On the clocks of ${zone}.`}
          value={fields.starts}
          error={errors.starts}
          onChange={(event) => set({ starts: event.target.value })}
        />
        <TextField
          label="Until"
          type="datetime-local"
          required
          value={fields.ends}
          error={errors.ends}
          onChange={(event) => set({ ends: event.target.value })}
        />
      </div>
    </>
  )
}
