import { Cell, PlainTable } from '@/components/table/plain-table'
import { formatNumber } from '@/components/ui/format-number'
import { Panel } from '@/components/ui/panel'
import { CSV_COLUMN_WORDS } from '@/lib/entry-points/import-columns'
import type { ImportError } from '@/lib/entry-points/import-outcome'

const SHOWN = 100

/** The rows that cannot be used, each with its number, its column and what is wrong. */
export function FailedRows({ errors }: { errors: readonly ImportError[] }) {
  if (errors.length === 0) return null
  const aside =
    errors.length > SHOWN
      ? `The first ${SHOWN} of ${formatNumber(errors.length)}`
      : 'Row 1 is the first below the heading'
  return (
    <Panel title="Rows that cannot be used" aside={aside} padded={false}>
      <PlainTable label="Rows that cannot be used" head={['Row', 'Column', 'What is wrong']}>
        {errors.slice(0, SHOWN).map((error) => (
          <tr key={`${error.row}-${error.code}`}>
            <Cell tone="machine">{error.row}</Cell>
            <Cell className="whitespace-nowrap">{error.column ? CSV_COLUMN_WORDS[error.column] : 'the whole row'}</Cell>
            <Cell className="[overflow-wrap:anywhere]">{error.message}</Cell>
          </tr>
        ))}
      </PlainTable>
    </Panel>
  )
}
