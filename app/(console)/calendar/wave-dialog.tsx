'use client'

import { Pencil, Plus } from 'lucide-react'
import { type FieldsProps, RecordDialog } from '@/components/form/record-dialog'
import { SelectField } from '@/components/form/select-field'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { WaveView } from '@/lib/calendar/schema'
import { answerOf } from '@/lib/shared/action-answer'
import { EditConsequence } from '../approvals/edit-consequence'
import { createWaveAction, editWaveAction } from './actions'
import { clockWords, NO_WAVE, toWaveInput, type WaveFields, waveFields } from './plan-fields'

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

/** Plans a wave, or changes a plan. */
export function WaveDialog({ wave, ...choices }: WaveDialogProps) {
  const toast = useToast()
  return (
    <RecordDialog<WaveFields>
      title={wave ? `Change ${wave.title}` : 'Plan a wave'}
      description="A group of entry points that move together, in a window, with one person who answers for it."
      trigger={Opener({ title: wave?.title })}
      submit={wave ? 'Save' : 'Plan the wave'}
      initial={wave?.fields ?? NO_WAVE}
      version={wave?.version ?? 0}
      labels={labelsOf(choices)}
      subject={({ name }) => name}
      read={(current) => waveFields(current as WaveView, choices.zone)}
      send={async (wanted, version) => {
        const input = toWaveInput(wanted)
        const call = wave ? editWaveAction({ id: wave.id, version, patch: input }) : createWaveAction(input)
        return answerOf<unknown>(await call.catch(() => undefined))
      }}
      onSaved={({ name }) =>
        toast({
          text: wave ? `“${name}” was changed.` : `“${name}” is planned. Put entry points into it in the sheet.`,
        })
      }
    >
      {(form) => (
        <>
          {wave ? <EditConsequence kind="wave" subjectId={wave.id} /> : null}
          <Fields {...choices} {...form} self={wave?.id} />
        </>
      )}
    </RecordDialog>
  )
}

function labelsOf({ owners, waves }: WaveChoices) {
  return {
    name: { label: 'Name' },
    goal: { label: 'Goal' },
    ownerMemberId: { label: 'Owner', say: (id: string) => owners.find((owner) => owner.id === id)?.name ?? 'nobody' },
    starts: { label: 'Window opens', say: clockWords },
    ends: { label: 'Window closes', say: clockWords },
    dependsOnId: {
      label: 'Comes after',
      say: (id: string) => waves.find((wave) => wave.id === id)?.title ?? 'no other',
    },
  }
}

function Fields(props: WaveChoices & FieldsProps<WaveFields> & { self: string | undefined }) {
  const { zone, owners, waves, self, fields, set, errors } = props
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
