'use client'

import { Pencil, Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { ConflictDialog } from '@/components/form/conflict-dialog'
import { SelectField } from '@/components/form/select-field'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import type { WaveView } from '@/lib/calendar/schema'
import { answerOf } from '@/lib/shared/action-answer'
import { createWaveAction, editWaveAction } from './actions'
import { conflictFields, NO_WAVE, toWaveInput, type WaveFields, waveFields } from './plan-fields'
import { usePlanSave } from './use-plan-save'

export type WaveChoices = {
  zone: string
  owners: readonly { id: string; name: string }[]
  waves: readonly { id: string; title: string }[]
}

type WaveDialogProps = WaveChoices & {
  /** The wave to change; a new one is planned without it. */
  wave?: { id: string; version: number; fields: WaveFields; title: string }
}

function Opener({ title }: { title: string | undefined }) {
  return title ? (
    <Button size="sm" icon={<Pencil />} aria-label={`Change ${title}`}>
      Change
    </Button>
  ) : (
    <Button variant="primary" icon={<Plus />}>
      Plan a wave
    </Button>
  )
}

/** Plans a wave, or changes a plan. What was typed survives a refusal and a conflict. */
export function WaveDialog({ wave, ...choices }: WaveDialogProps) {
  const { zone } = choices
  const toast = useToast()
  const [open, setOpen] = useState(false)
  const [fields, setFields] = useState<WaveFields>(wave?.fields ?? NO_WAVE)
  const saving = usePlanSave<WaveFields>({
    version: wave?.version ?? 0,
    read: (current) => waveFields(current as WaveView, zone),
    async send(wanted, version) {
      const input = toWaveInput(wanted)
      const call = wave ? editWaveAction({ id: wave.id, version, patch: input }) : createWaveAction(input)
      return answerOf<unknown>(await call.catch(() => undefined))
    },
    onSaved(saved) {
      setOpen(false)
      toast({
        text: wave
          ? `“${saved.name}” was changed.`
          : `“${saved.name}” is planned. Put entry points into it in the sheet.`,
      })
    },
  })
  function toggle(next: boolean) {
    setOpen(next)
    saving.forget()
    if (next) setFields(wave?.fields ?? NO_WAVE)
  }
  return (
    <>
      <Dialog
        open={open && saving.stale === null}
        onOpenChange={toggle}
        title={wave ? `Change ${wave.title}` : 'Plan a wave'}
        description="A group of entry points that move together, in a window, with one person who answers for it."
        trigger={Opener({ title: wave?.title })}
        footer={
          <Footer label={wave ? 'Save' : 'Plan the wave'} pending={saving.pending} onSave={() => saving.save(fields)} />
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
          <Fields
            {...choices}
            self={wave?.id}
            fields={fields}
            set={(change) => setFields((before) => ({ ...before, ...change }))}
            errors={saving.failure?.fields ?? {}}
          />
          <button type="submit" hidden />
        </form>
      </Dialog>
      {saving.stale ? (
        <ConflictDialog
          open
          onOpenChange={saving.giveUp}
          subject={fields.name}
          theirName={saving.stale.by}
          fields={conflictFields(fields, saving.stale.theirs, labelsOf(choices))}
          pending={saving.pending}
          onResolve={(picked) => setFields(saving.resolve(fields, picked))}
        />
      ) : null}
    </>
  )
}

function labelsOf({ owners, waves }: WaveChoices) {
  return {
    name: { label: 'Name' },
    goal: { label: 'Goal' },
    ownerMemberId: { label: 'Owner', say: (id: string) => owners.find((owner) => owner.id === id)?.name ?? 'nobody' },
    starts: { label: 'Window opens' },
    ends: { label: 'Window closes' },
    dependsOnId: {
      label: 'Comes after',
      say: (id: string) => waves.find((wave) => wave.id === id)?.title ?? 'no other',
    },
  }
}

export function Footer({ label, pending, onSave }: { label: string; pending: boolean; onSave: () => void }): ReactNode {
  return (
    <>
      <DialogClose asChild>
        <Button variant="ghost">Cancel</Button>
      </DialogClose>
      <Button variant="primary" pending={pending} onClick={onSave}>
        {label}
      </Button>
    </>
  )
}

type FieldsProps = WaveChoices & {
  self: string | undefined
  fields: WaveFields
  set: (change: Partial<WaveFields>) => void
  errors: Record<string, string[]>
}

function Fields({ zone, owners, waves, self, fields, set, errors }: FieldsProps) {
  return (
    <>
      <TextField
        label="Name"
        required
        maxLength={120}
        value={fields.name}
        error={errors.name ?? errors.patch}
        onChange={(event) => set({ name: event.target.value })}
      />
      <TextField
        label="Goal"
        required={false}
        maxLength={500}
        help="What is true for customers when it is done."
        value={fields.goal}
        error={errors.goal}
        onChange={(event) => set({ goal: event.target.value })}
      />
      <SelectField
        label="Owner"
        required={false}
        placeholder="Nobody yet"
        value={fields.ownerMemberId}
        options={owners.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => set({ ownerMemberId: event.target.value })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Window opens"
          type="datetime-local"
          required={false}
          help={`On the clocks of ${zone}.`}
          value={fields.starts}
          error={errors.window}
          onChange={(event) => set({ starts: event.target.value })}
        />
        <TextField
          label="Window closes"
          type="datetime-local"
          required={false}
          value={fields.ends}
          onChange={(event) => set({ ends: event.target.value })}
        />
      </div>
      <SelectField
        label="Comes after"
        required={false}
        placeholder="No other wave"
        help="It cannot be released before that one is done."
        value={fields.dependsOnId}
        options={waves.filter(({ id }) => id !== self).map(({ id, title }) => ({ value: id, label: title }))}
        onChange={(event) => set({ dependsOnId: event.target.value })}
      />
    </>
  )
}
