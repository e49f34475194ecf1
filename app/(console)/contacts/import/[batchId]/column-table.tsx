import { Cell, PlainTable } from '@/components/table/plain-table'
import { Select } from '@/components/ui/select'
import { FIELD_WORDS, IMPORT_FIELDS, type ImportField } from '@/lib/contacts/vocabulary'
import { shorten } from '@/lib/shared/text'

const OPTIONS = IMPORT_FIELDS.map((value) => ({ value, label: FIELD_WORDS[value] }))
const SHOWN = 60

type ColumnTableProps = {
  header: readonly string[]
  /** The first rows of the file. */
  sample: readonly (readonly string[])[]
  columns: readonly ImportField[]
  onChange: (columns: ImportField[]) => void
}

/** Each column of the file with its first values, and what it is taken for. */
export function ColumnTable({ header, sample, columns, onChange }: ColumnTableProps) {
  function choose(index: number, value: string) {
    const field = IMPORT_FIELDS.find((known) => known === value) ?? 'ignore'
    onChange(columns.map((column, i) => (i === index ? field : column)))
  }
  return (
    <PlainTable label="Columns" head={['In the file, with its first values', 'Is']}>
      {header.map((heading, i) => (
        <tr key={heading}>
          <Cell>
            <span className="font-[550]">{heading}</span>
            <p className="machine text-small text-ink-2 [overflow-wrap:anywhere]">
              {sample
                .map((cells) => shorten(cells[i] ?? '', SHOWN))
                .filter((text) => text !== '')
                .join(' · ') || <span className="font-sans text-ink-3">empty in the first rows</span>}
            </p>
          </Cell>
          <Cell tone="end">
            <Select
              aria-label={`What ${heading} is`}
              options={OPTIONS}
              value={columns[i] ?? 'ignore'}
              onChange={(event) => choose(i, event.target.value)}
              className="w-52 max-md:w-40"
            />
          </Cell>
        </tr>
      ))}
    </PlainTable>
  )
}
