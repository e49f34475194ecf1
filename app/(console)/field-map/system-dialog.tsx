'use client'

import { Pencil, Plus, Trash2 } from 'lucide-react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { RecordDialog } from '@/components/form/record-dialog'
import { SelectField } from '@/components/form/select-field'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/components/ui/format-number'
import { IconButton } from '@/components/ui/icon-button'
import { useToast } from '@/components/ui/toast'
import type { MapSystemView } from '@/lib/field-map/queries'
import { MAP_SYSTEM_KIND_WORDS, MAP_SYSTEM_KINDS, type MapSystemKind } from '@/lib/field-map/vocabulary'
import { answerOf } from '@/lib/shared/action-answer'
import { addMapSystemAction, changeMapSystemAction, removeMapSystemAction } from './actions'

type Fields = { name: string; kind: MapSystemKind; ownerId: string }
type Owners = { id: string; name: string }[]

function fieldsOf(row: Partial<Record<keyof Fields, unknown>>): Fields {
  return {
    name: typeof row.name === 'string' ? row.name : '',
    kind: MAP_SYSTEM_KINDS.find((kind) => kind === row.kind) ?? 'crm',
    ownerId: typeof row.ownerId === 'string' ? row.ownerId : '',
  }
}

/** Puts a system on the map, or changes what it is called and who owns it. */
export function MapSystemDialog({ system, owners }: { system?: MapSystemView; owners: Owners }) {
  const toast = useToast()
  return (
    <RecordDialog<Fields>
      title={system ? `Change “${system.name}”` : 'Add a system'}
      description="A CRM, inbox, bot or report that keeps customers or conversations."
      trigger={
        system ? (
          <IconButton size="sm" label={`Change ${system.name}`}>
            <Pencil />
          </IconButton>
        ) : (
          <Button icon={<Plus />}>Add system</Button>
        )
      }
      submit={system ? 'Save' : 'Add system'}
      initial={fieldsOf(system ?? {})}
      version={system?.version ?? 0}
      labels={{
        name: { label: 'System' },
        kind: { label: 'What it is', say: (kind) => MAP_SYSTEM_KIND_WORDS[kind as MapSystemKind] },
        ownerId: { label: 'Owner', say: (id) => owners.find((owner) => owner.id === id)?.name ?? 'nobody' },
      }}
      subject={(fields) => fields.name}
      read={(current) => fieldsOf(current as MapSystemView)}
      send={async (fields, version) => {
        const call = system ? changeMapSystemAction({ ...fields, id: system.id, version }) : addMapSystemAction(fields)
        return answerOf<unknown>(await call.catch(() => undefined))
      }}
      onSaved={(fields) => toast({ text: `“${fields.name}” was ${system ? 'changed' : 'added'}.` })}
    >
      {({ fields, set, errors }) => (
        <>
          <TextField
            label="System"
            required
            maxLength={120}
            value={fields.name}
            error={errors.name}
            onChange={(event) => set({ name: event.target.value })}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <SelectField
              label="What it is"
              value={fields.kind}
              options={MAP_SYSTEM_KINDS.map((kind) => ({ value: kind, label: MAP_SYSTEM_KIND_WORDS[kind] }))}
              onChange={(event) => set({ kind: event.target.value as MapSystemKind })}
            />
            <SelectField
              label="Owner"
              required={false}
              placeholder="Nobody yet"
              value={fields.ownerId}
              options={owners.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(event) => set({ ownerId: event.target.value })}
            />
          </div>
        </>
      )}
    </RecordDialog>
  )
}

/** Takes a system off the map with its fields, after saying so. */
export function RemoveMapSystem({ system }: { system: MapSystemView }) {
  const toast = useToast()
  const { id, version, name, fields } = system
  return (
    <ConfirmDialog
      danger
      title={`Take “${name}” off the map?`}
      confirmLabel="Take it off"
      trigger={
        <IconButton size="sm" label={`Take ${name} off the map`}>
          <Trash2 />
        </IconButton>
      }
      onConfirm={async () => {
        const answer = answerOf(await removeMapSystemAction({ id, version }).catch(() => undefined))
        if (!answer.ok) return { ok: false, message: answer.sentence }
        toast({ text: `“${name}” is off the map.` })
        return { ok: true }
      }}
    >
      {fields.length === 0
        ? 'Nothing is written down for it.'
        : `${formatCount(fields.length, 'field')} written down for it go too. The audit log keeps what they were.`}
    </ConfirmDialog>
  )
}
