import { Cell, PlainTable } from '@/components/table/plain-table'
import { formatNumber } from '@/components/ui/format-number'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import type { ImportOutcome, PreviewRow } from '@/lib/entry-points/import-outcome'
import { HISTORY_FIELDS } from '../history-words'

function changeWords({ result, changes }: PreviewRow): string {
  if (result === 'created') return 'a new row'
  return changes.flatMap((column) => HISTORY_FIELDS[column] ?? []).join(', ')
}

/** The first rows that would be added or changed, and in which fields. */
export function PreviewRows({ outcome }: { outcome: ImportOutcome }) {
  const { preview, created, updated } = outcome
  if (preview.length === 0) return null
  const all = created + updated
  const aside = preview.length < all ? `The first ${preview.length} of ${formatNumber(all)}` : undefined
  return (
    <Panel title="Rows that will change the sheet" aside={aside} padded={false}>
      <PlainTable label="Rows that will change the sheet" head={['Row', 'Entry point', 'What happens', 'Fields']}>
        {preview.map((row) => (
          <tr key={row.row}>
            <Cell tone="machine">{row.row}</Cell>
            <Cell className="[overflow-wrap:anywhere]">{row.name}</Cell>
            <Cell>
              <State kind={row.result === 'created' ? 'passed' : 'waiting'}>
                {row.result === 'created' ? 'added' : 'changed'}
              </State>
            </Cell>
            <Cell tone="quiet">{changeWords(row)}</Cell>
          </tr>
        ))}
      </PlainTable>
    </Panel>
  )
}
