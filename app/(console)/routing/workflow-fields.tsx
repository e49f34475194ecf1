'use client'

import { CheckboxField } from '@/components/form/choice-field'
import type { ConflictField } from '@/components/form/conflict-dialog'
import { SelectField } from '@/components/form/select-field'
import { TextareaField, TextField } from '@/components/form/text-field'
import type { WorkflowKind } from '@/lib/routing/workflow-kinds'

export type Fields = {
  name: string
  kind: WorkflowKind
  inbox: string
  escalation: string
  ownerMemberId: string
  isFirstLive: boolean
}

const KINDS: { value: WorkflowKind; label: string }[] = [
  { value: 'queue', label: 'Queue: people of the inbox' },
  { value: 'bot', label: 'Bot: an automation answers' },
  { value: 'owner', label: 'Owner: one person' },
]

export const EMPTY: Fields = {
  name: '',
  kind: 'queue',
  inbox: '',
  escalation: '',
  ownerMemberId: '',
  isFirstLive: false,
}

/** A record as the form holds it: what is absent is empty text. */
export function fieldsOf(row: { [Key in keyof Fields]?: unknown }): Fields {
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  return {
    name: text(row.name),
    kind: KINDS.find((kind) => kind.value === row.kind)?.value ?? 'queue',
    inbox: text(row.inbox),
    escalation: text(row.escalation),
    ownerMemberId: text(row.ownerMemberId),
    isFirstLive: row.isFirstLive === true,
  }
}

/** Both versions of a workflow, field by field, in words. */
export function conflictFields(mine: Fields, theirs: Fields, owners: { id: string; name: string }[]): ConflictField[] {
  const ownerName = (id: string) => owners.find((owner) => owner.id === id)?.name ?? 'nobody'
  const say = (key: keyof Fields, value: Fields[keyof Fields]) => {
    if (key === 'isFirstLive') return value ? 'yes' : 'no'
    return key === 'ownerMemberId' ? ownerName(String(value)) : String(value) || 'empty'
  }
  const labels: Record<keyof Fields, string> = {
    name: 'Name',
    kind: 'Kind',
    inbox: 'Inbox',
    escalation: 'When it gets stuck',
    ownerMemberId: 'Owner',
    isFirstLive: 'First live',
  }
  return (Object.keys(labels) as (keyof Fields)[]).map((key) => ({
    field: key,
    label: labels[key],
    mine: say(key, mine[key]),
    theirs: say(key, theirs[key]),
    same: mine[key] === theirs[key],
  }))
}

type FieldsProps = {
  fields: Fields
  set: (change: Partial<Fields>) => void
  owners: { id: string; name: string }[]
  errors: Record<string, string[]>
}

export function WorkflowFields({ fields, set, owners, errors }: FieldsProps) {
  return (
    <>
      <TextField
        label="Name"
        required
        maxLength={80}
        value={fields.name}
        error={errors.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <SelectField
        label="Kind"
        value={fields.kind}
        options={KINDS}
        onChange={(event) => set({ kind: event.target.value as WorkflowKind })}
      />
      <TextField
        label="Inbox"
        required={false}
        maxLength={120}
        help="The queue, bot or mailbox as the inbox tool names it."
        value={fields.inbox}
        error={errors.inbox}
        onChange={(event) => set({ inbox: event.target.value })}
      />
      <SelectField
        label="Owner"
        required={false}
        placeholder="Nobody yet"
        value={fields.ownerMemberId}
        options={owners.map((owner) => ({ value: owner.id, label: owner.name }))}
        onChange={(event) => set({ ownerMemberId: event.target.value })}
      />
      <TextareaField
        label="When it gets stuck"
        required={false}
        rows={2}
        maxLength={300}
        help="Who takes over, and how they are reached."
        value={fields.escalation}
        error={errors.escalation}
        onChange={(event) => set({ escalation: event.target.value })}
      />
      <CheckboxField
        label="This is the workflow that goes live first"
        help="There is one. Marking this takes the mark from the other."
        checked={fields.isFirstLive}
        onChange={(event) => set({ isFirstLive: event.target.checked })}
      />
    </>
  )
}
