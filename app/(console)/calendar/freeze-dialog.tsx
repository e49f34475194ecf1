'use client'

import { Pencil, Snowflake } from 'lucide-react'
import { useState } from 'react'
import { ConflictDialog } from '@/components/form/conflict-dialog'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import type { FreezeView } from '@/lib/calendar/schema'
import { answerOf } from '@/lib/shared/action-answer'
import { createFreezeAction, editFreezeAction } from './actions'
import { conflictFields, type FreezeFields, freezeFields, NO_FREEZE } from './plan-fields'
import { usePlanSave } from './use-plan-save'
import { Footer } from './wave-dialog'

type FreezeDialogProps = { zone: string; freeze?: { id: string; version: number; fields: FreezeFields } }

const LABELS = {
  name: { label: 'Name' },
  reason: { label: 'Why' },
  starts: { label: 'From' },
  ends: { label: 'Until' },
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
  const [open, setOpen] = useState(false)
  const [fields, setFields] = useState<FreezeFields>(freeze?.fields ?? NO_FREEZE)
  const saving = usePlanSave<FreezeFields>({
    version: freeze?.version ?? 0,
    read: (current) => freezeFields(current as FreezeView, zone),
    async send(wanted, version) {
      const input = { ...wanted, reason: wanted.reason || null }
      const call = freeze ? editFreezeAction({ id: freeze.id, version, change: input }) : createFreezeAction(input)
      return answerOf<unknown>(await call.catch(() => undefined))
    },
    onSaved(saved) {
      setOpen(false)
      toast({ text: `“${saved.name}” is in the calendar.` })
    },
  })
  function toggle(next: boolean) {
    setOpen(next)
    saving.forget()
    if (next) setFields(freeze?.fields ?? NO_FREEZE)
  }
  const set = (change: Partial<FreezeFields>) => setFields((before) => ({ ...before, ...change }))
  return (
    <>
      <Dialog
        open={open && saving.stale === null}
        onOpenChange={toggle}
        title={freeze ? `Change “${freeze.fields.name}”` : 'Add a freeze window'}
        description="While it is on, no wave goes out except past it by an approver, and dates inside it show as clashes."
        trigger={Opener({ name: freeze?.fields.name })}
        footer={
          <Footer label={freeze ? 'Save' : 'Add it'} pending={saving.pending} onSave={() => saving.save(fields)} />
        }
      >
        <form
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault()
            void saving.save(fields)
          }}
        >
          {saving.failure ? (
            <Notice tone="problem" live>
              {saving.failure.sentence}
            </Notice>
          ) : null}
          <FreezeInputs zone={zone} fields={fields} set={set} errors={saving.failure?.fields ?? {}} />
          <button type="submit" hidden />
        </form>
      </Dialog>
      {saving.stale ? (
        <ConflictDialog
          open
          onOpenChange={saving.giveUp}
          subject={fields.name}
          theirName={saving.stale.by}
          fields={conflictFields(fields, saving.stale.theirs, LABELS)}
          pending={saving.pending}
          onResolve={(picked) => setFields(saving.resolve(fields, picked))}
        />
      ) : null}
    </>
  )
}

type InputsProps = {
  zone: string
  fields: FreezeFields
  set: (change: Partial<FreezeFields>) => void
  errors: Record<string, string[]>
}

function FreezeInputs({ zone, fields, set, errors }: InputsProps) {
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
