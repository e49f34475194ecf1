'use client'

import { Plus } from 'lucide-react'
import { type FieldsProps, RecordDialog } from '@/components/form/record-dialog'
import { SelectField } from '@/components/form/select-field'
import { TextareaField, TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { useToast } from '@/components/ui/toast'
import type { FieldView } from '@/lib/field-map/queries'
import {
  FIELD_TYPE_WORDS,
  FIELD_TYPES,
  type FieldType,
  type IdentityKey,
  KEY_WORDS,
  TRUST_WORDS,
  TRUSTS,
  type Trust,
} from '@/lib/field-map/vocabulary'
import { answerOf } from '@/lib/shared/action-answer'
import { removeFieldAction, saveFieldAction } from './actions'

type Fields = { fieldName: string; fieldType: FieldType; trustedFor: Trust; isMatchKey: 'yes' | 'no'; readers: string }

function fieldsOf(row: Partial<FieldView>, identityKey: IdentityKey): Fields {
  const [usual = 'recognition'] = KEY_WORDS[identityKey].trusts
  return {
    fieldName: row.fieldName ?? '',
    fieldType: FIELD_TYPES.find((type) => type === row.fieldType) ?? 'text',
    trustedFor: TRUSTS.find((trust) => trust === row.trustedFor) ?? usual,
    isMatchKey: row.isMatchKey ? 'yes' : 'no',
    readers: Array.isArray(row.readers) ? row.readers.join('\n') : '',
  }
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

type FieldDialogProps = { system: { id: string; name: string }; identityKey: IdentityKey; field: FieldView | null }

/** Where one key is kept in one system: the cell of the map, and the form behind it. */
export function FieldDialog({ system, identityKey, field }: FieldDialogProps) {
  const toast = useToast()
  const { title, job } = KEY_WORDS[identityKey]
  return (
    <RecordDialog<Fields>
      title={`${title} in ${system.name}`}
      description={job}
      trigger={<CellButton name={`${title} in ${system.name}`} field={field} />}
      submit="Save"
      initial={fieldsOf(field ?? {}, identityKey)}
      version={field?.version ?? 0}
      labels={{
        fieldName: { label: 'Field' },
        fieldType: { label: 'Type of field', say: (type) => FIELD_TYPE_WORDS[type as FieldType] },
        trustedFor: { label: 'Trusted for' },
        isMatchKey: { label: 'Customers are found by it' },
        readers: { label: 'Read by' },
      }}
      subject={() => `${title} in ${system.name}`}
      read={(current) => fieldsOf(current as FieldView, identityKey)}
      send={async ({ isMatchKey, readers, ...fields }, version) => {
        const sent = { ...fields, isMatchKey: isMatchKey === 'yes', readers: linesOf(readers) }
        const call = saveFieldAction({ ...sent, systemId: system.id, identityKey, version })
        return answerOf<unknown>(await call.catch(() => undefined))
      }}
      onSaved={() => toast({ text: `Written down: ${title} in ${system.name}.` })}
    >
      {(form) => (
        <>
          <FieldFields {...form} identityKey={identityKey} />
          {field ? <Remove field={field} what={`${title} in ${system.name}`} /> : null}
        </>
      )}
    </RecordDialog>
  )
}

function CellButton({ name, field, ...rest }: { name: string; field: FieldView | null }) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={field ? `Change ${name}: ${field.fieldName}` : `Write down ${name}`}
      className={classNames(
        '-mx-1.5 inline-flex max-w-full items-center gap-1 rounded-md px-1.5 py-0.5 text-left transition-colors duration-100 hover:bg-hover',
        field ? 'machine font-medium [overflow-wrap:anywhere]' : 'text-small text-ink-3 [&_svg]:size-3.5',
      )}
    >
      {field ? (
        field.fieldName
      ) : (
        <>
          <Plus /> add
        </>
      )}
    </button>
  )
}

function FieldFields({ fields, set, errors, identityKey }: FieldsProps<Fields> & { identityKey: IdentityKey }) {
  const { trusts } = KEY_WORDS[identityKey]
  const help = TRUST_WORDS[fields.trustedFor].help
  return (
    <>
      <TextField
        label="Field"
        required
        maxLength={120}
        help="As the system names it: contact.whatsapp_bsuid. A field of its own, never notes or labels."
        value={fields.fieldName}
        error={errors.fieldName}
        onChange={(event) => set({ fieldName: event.target.value })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label="Type of field"
          value={fields.fieldType}
          options={FIELD_TYPES.map((type) => ({ value: type, label: FIELD_TYPE_WORDS[type] }))}
          onChange={(event) => set({ fieldType: event.target.value as FieldType })}
        />
        <SelectField
          label="Trusted for"
          help={help}
          value={fields.trustedFor}
          options={TRUSTS.filter((trust) => trusts.includes(trust) || trust === fields.trustedFor).map((trust) => ({
            value: trust,
            label: TRUST_WORDS[trust].label,
          }))}
          onChange={(event) => set({ trustedFor: event.target.value as Trust })}
        />
      </div>
      <SelectField
        label="Customers are found by it"
        help="A match key: the system decides by it whether two records are one."
        value={fields.isMatchKey}
        options={[
          { value: 'no', label: 'no' },
          { value: 'yes', label: 'yes' },
        ]}
        onChange={(event) => set({ isMatchKey: event.target.value === 'yes' ? 'yes' : 'no' })}
      />
      <TextareaField
        label="Read by"
        required={false}
        rows={3}
        help="Workflows and reports that read this field, one a line."
        value={fields.readers}
        error={errors.readers}
        onChange={(event) => set({ readers: event.target.value })}
      />
    </>
  )
}

function Remove({ field, what }: { field: FieldView; what: string }) {
  const toast = useToast()
  return (
    <Button
      variant="danger-quiet"
      size="sm"
      onClick={async () => {
        const { id, version } = field
        const answer = answerOf(await removeFieldAction({ id, version }).catch(() => undefined))
        toast(answer.ok ? { text: `${what} is off the map.` } : { tone: 'failed', text: answer.sentence })
      }}
    >
      Take off the map
    </Button>
  )
}
