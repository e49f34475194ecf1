'use client'

import { TextField } from '@/components/form/text-field'

export type PortfolioTyped = { name: string; metaId: string }

type PortfolioFieldsProps = {
  typed: PortfolioTyped
  onChange: (typed: PortfolioTyped) => void
  errors: Record<string, string[]>
}

export function PortfolioFields({ typed, onChange, errors }: PortfolioFieldsProps) {
  return (
    <>
      <TextField
        label="Name"
        name="name"
        required
        maxLength={80}
        autoComplete="off"
        value={typed.name}
        onChange={(event) => onChange({ ...typed, name: event.target.value })}
        error={errors.name}
        help="As your business portfolio is called at Meta."
      />
      <TextField
        label="Portfolio id"
        name="metaId"
        machine
        required={false}
        inputMode="numeric"
        autoComplete="off"
        value={typed.metaId}
        onChange={(event) => onChange({ ...typed, metaId: event.target.value })}
        error={errors.metaId}
        help="Digits, from Business settings, Business info. It only helps people to tell two portfolios apart."
      />
    </>
  )
}

/** What the action takes: an empty id is no id. */
export function portfolioInput({ name, metaId }: PortfolioTyped) {
  return { name, metaId: metaId.trim() || undefined }
}
