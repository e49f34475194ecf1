import { SelectField } from '@/components/form/select-field'
import { Panel } from '@/components/ui/panel'
import { CSV_COLUMN_WORDS, CSV_COLUMNS, type CsvColumnName } from '@/lib/entry-points/import-columns'
import type { ImportOutcome } from '@/lib/entry-points/import-outcome'
import type { Choices } from './use-import'

const OPTIONS = [
  { value: '', label: 'Leave this column out' },
  ...CSV_COLUMNS.map((value) => ({ value, label: CSV_COLUMN_WORDS[value] })),
]

type ColumnMatchingProps = {
  header: readonly string[]
  outcome: ImportOutcome | null
  choices: Choices
  onChoose: (change: Partial<Choices>) => void
}

function fieldOf(heading: string, { outcome, choices }: Pick<ColumnMatchingProps, 'outcome' | 'choices'>): string {
  const found = Object.entries(outcome?.columns ?? {}).find(([, used]) => used === heading)
  return choices.columns[heading] ?? found?.[0] ?? ''
}

/** Which column of the file holds what. Handrail's reading is filled in; each can be changed. */
export function ColumnMatching({ header, outcome, choices, onChoose }: ColumnMatchingProps) {
  const unknown = outcome?.unknownColumns.length ?? header.length
  const set = (heading: string, field: string) => {
    // A field has one column: the one that had it before lets go.
    const holder = header.find(
      (other) => other !== heading && field !== '' && fieldOf(other, { outcome, choices }) === field,
    )
    const freed = holder ? { [holder]: '' as const } : {}
    onChoose({ columns: { ...choices.columns, ...freed, [heading]: field as CsvColumnName | '' } })
  }
  return (
    <Panel
      title="Columns"
      aside={unknown === 0 ? 'Every column was recognised.' : `${unknown} of ${header.length} left out`}
    >
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {header.map((heading) => (
          <SelectField
            key={heading}
            label={heading}
            options={OPTIONS}
            value={fieldOf(heading, { outcome, choices })}
            onChange={(event) => set(heading, event.target.value)}
          />
        ))}
      </div>
    </Panel>
  )
}
