'use client'

import { useState } from 'react'
import { Field } from '@/components/form/field'
import { FormErrors } from '@/components/form/form-errors'
import { SelectField } from '@/components/form/select-field'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { formatCount } from '@/components/ui/format-number'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import type { SelectOption } from '@/components/ui/select'
import { useToast } from '@/components/ui/toast'
import { When } from '@/components/ui/when'
import type { GeneralSettings } from '@/lib/settings/update-workspace'
import { answerOf } from '@/lib/shared/action-answer'
import { updateWorkspaceAction } from './actions'
import { keepTyped } from './keep-typed'
import { SettingsConflict } from './settings-conflict'
import { useVersionedSave } from './use-versioned-save'
import { ZoneField } from './zone-field'

/** As typed: the days are text until they are sent. */
type Fields = { name: string; zone: string; defaultCountry: string; bodyRetentionDays: string | number }

type GeneralFormProps = { settings: GeneralSettings; countries: readonly SelectOption[]; nextPurgeAt: Date }

export function GeneralForm({ settings, countries, nextPurgeAt }: GeneralFormProps) {
  const toast = useToast()
  const { version, ...initial } = settings
  const [typed, setTyped] = useState<Fields>(initial)
  const [saved, setSaved] = useState<Fields>(initial)
  const set = (change: Partial<Fields>) => setTyped((before) => ({ ...before, ...change }))
  const { pending, failure, theirs, save, resolve, dismiss } = useVersionedSave<Fields>({
    version,
    send: async (fields, over) =>
      answerOf(
        await updateWorkspaceAction({
          ...fields,
          bodyRetentionDays: Number(fields.bodyRetentionDays),
          version: over,
        }).catch(() => undefined),
      ),
    onSaved: (fields) => {
      setSaved(fields)
      toast({ text: 'The settings are saved.' })
    },
  })
  const countryName = (code: string) => countries.find((one) => one.value === code)?.label ?? code
  return (
    <form className="space-y-5" action={() => save(typed)} onReset={keepTyped}>
      <FormErrors errors={failure && !failure.fields ? [{ message: failure.sentence }] : []} />
      <GeneralFields typed={typed} onChange={set} errors={failure?.fields ?? {}} countries={countries} />
      <Shorter days={Number(typed.bodyRetentionDays)} than={Number(saved.bodyRetentionDays)} at={nextPurgeAt} />
      <SubmitButton pending={pending}>Save settings</SubmitButton>
      <SettingsConflict<Fields>
        subject="The settings"
        mine={typed}
        theirs={theirs}
        pending={pending}
        onDismiss={dismiss}
        onResolve={(choices) => setTyped(resolve(typed, choices))}
        fields={[
          { key: 'name', label: 'Name', show: (fields) => fields.name },
          { key: 'zone', label: 'Time zone', show: (fields) => fields.zone },
          { key: 'defaultCountry', label: 'Country', show: (fields) => countryName(fields.defaultCountry) },
          {
            key: 'bodyRetentionDays',
            label: 'Bodies kept',
            show: (fields) => formatCount(Number(fields.bodyRetentionDays), 'day'),
          },
        ]}
      />
    </form>
  )
}

type GeneralFieldsProps = {
  typed: Fields
  onChange: (change: Partial<Fields>) => void
  errors: Record<string, string[]>
  countries: readonly SelectOption[]
}

function GeneralFields({ typed, onChange, errors, countries }: GeneralFieldsProps) {
  return (
    <>
      <TextField
        label="Name of the workspace"
        name="name"
        required
        maxLength={80}
        value={typed.name}
        onChange={(event) => onChange({ name: event.target.value })}
        error={errors.name}
      />
      <ZoneField value={typed.zone} onChange={(zone) => onChange({ zone })} error={errors.zone?.join(' ')} />
      <SelectField
        label="Default country"
        name="defaultCountry"
        options={countries}
        value={typed.defaultCountry}
        onChange={(event) => onChange({ defaultCountry: event.target.value })}
        error={errors.defaultCountry}
        help="How a phone number without a country code is read, in imports and in search."
      />
      <Field
        label="Keep the bodies of deliveries for"
        required
        error={errors.bodyRetentionDays}
        help="Bodies hold what customers wrote. Their hash, events and why-traces stay."
      >
        {(control) => (
          <span className="flex items-center gap-2.5">
            <Input
              {...control}
              name="bodyRetentionDays"
              type="number"
              inputMode="numeric"
              min={1}
              max={365}
              className="max-w-[88px]"
              value={typed.bodyRetentionDays}
              onChange={(event) => onChange({ bodyRetentionDays: event.target.value })}
            />
            <span className="text-control">days</span>
          </span>
        )}
      </Field>
    </>
  )
}

/** Keeping bodies for less time deletes some, which cannot be undone: said before it is saved. */
function Shorter({ days, than, at }: { days: number; than: number; at: Date }) {
  if (!Number.isInteger(days) || days < 1 || days >= than) return null
  return (
    <Notice tone="careful" live>
      Bodies older than {formatCount(days, 'day')} are deleted at the next purge, <When at={at} style="relative" />.
      That cannot be undone.
    </Notice>
  )
}
