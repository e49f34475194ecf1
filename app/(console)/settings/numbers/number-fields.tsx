'use client'

import { SelectField } from '@/components/form/select-field'
import { TextField } from '@/components/form/text-field'

/** A number as it is typed; an empty connection is none. */
export type NumberTyped = {
  label: string
  displayNumber: string
  phoneNumberId: string
  wabaId: string
  portfolioId: string
  connectionId: string
}

type Named = { id: string; name: string }
type NumberFieldsProps = {
  typed: NumberTyped
  onChange: (typed: NumberTyped) => void
  errors: Record<string, string[]>
  portfolios: readonly Named[]
  connections: readonly Named[]
}

const options = (named: readonly Named[]) => named.map(({ id, name }) => ({ value: id, label: name }))

export function NumberFields({ typed, onChange, errors, portfolios, connections }: NumberFieldsProps) {
  const field = (name: keyof NumberTyped) => ({
    name,
    value: typed[name] ?? '',
    error: errors[name],
    autoComplete: 'off',
    onChange: (event: { target: { value: string } }) => onChange({ ...typed, [name]: event.target.value }),
  })
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <TextField {...field('label')} label="Name" required maxLength={80} help="As colleagues call it: Support." />
      <TextField
        {...field('displayNumber')}
        label="Display number"
        machine
        required
        inputMode="tel"
        help="As customers see it, with its country code."
      />
      <TextField
        {...field('phoneNumberId')}
        label="Phone number id"
        machine
        required
        inputMode="numeric"
        help="From WhatsApp Manager; not the phone number itself."
      />
      <TextField
        {...field('wabaId')}
        label="WABA id"
        machine
        required
        inputMode="numeric"
        help="The WhatsApp Business Account it belongs to."
      />
      <SelectField
        {...field('portfolioId')}
        label="Portfolio"
        required
        placeholder="Choose one"
        options={options(portfolios)}
      />
      <SelectField
        {...field('connectionId')}
        label="Connection"
        required={false}
        placeholder="None yet"
        options={options(connections)}
      />
    </div>
  )
}
