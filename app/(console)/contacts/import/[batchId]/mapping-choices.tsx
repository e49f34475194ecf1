import { Fieldset, RadioField } from '@/components/form/choice-field'
import { SelectField } from '@/components/form/select-field'
import type { ImportMapping } from '@/lib/contacts/schema'
import { IMPORT_KEYS, type ImportKey } from '@/lib/contacts/vocabulary'

const KEYS: Record<ImportKey, { label: string; help: string }> = {
  crmContactId: {
    label: 'By CRM contact id',
    help: 'The safe way: importing again updates the same people, whatever changed about them.',
  },
  identifiers: {
    label: 'By name together with phone, BSUID or e-mail',
    help: 'For files without CRM contact ids. Two people who share a phone stay two.',
  },
  username: {
    label: 'By username',
    help: 'Refused. A username can change hands any day, so the row could land on a stranger. It is recorded, never matched.',
  },
}

type MappingChoicesProps = {
  mapping: ImportMapping
  countries: readonly { value: string; label: string }[]
  portfolios: readonly { id: string; name: string }[]
  onChange: (next: Partial<ImportMapping>) => void
}

/** How a row finds its person, and what phones and BSUIDs in the file belong to. */
export function MappingChoices({ mapping, countries, portfolios, onChange }: MappingChoicesProps) {
  return (
    <div className="grid gap-6 md:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)]">
      <Fieldset legend="Match existing contacts">
        {IMPORT_KEYS.map((key) => (
          <RadioField
            key={key}
            name="key"
            value={key}
            label={KEYS[key].label}
            help={KEYS[key].help}
            disabled={key === 'username'}
            checked={mapping.key === key}
            onChange={() => onChange({ key })}
          />
        ))}
      </Fieldset>
      <div className="space-y-4">
        <SelectField
          label="Country of phones without a country code"
          name="defaultCountry"
          options={countries}
          value={mapping.defaultCountry}
          onChange={(event) => onChange({ defaultCountry: event.target.value })}
        />
        {mapping.columns.includes('bsuid') ? (
          <SelectField
            label="Portfolio of the BSUIDs"
            name="portfolioId"
            options={portfolios.map(({ id, name }) => ({ value: id, label: name }))}
            placeholder="Choose one"
            help="A BSUID means nothing outside its Meta portfolio."
            value={mapping.portfolioId ?? ''}
            onChange={(event) => onChange({ portfolioId: event.target.value || null })}
          />
        ) : null}
      </div>
    </div>
  )
}
