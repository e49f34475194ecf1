import { Cell, PlainTable } from '@/components/table/plain-table'
import { formatNumber } from '@/components/ui/format-number'
import { Mono } from '@/components/ui/mono'

export type Trouble = { row: number; column: string | null; code: string; message: string }

/** What is wrong, row by row: where, and a sentence. The code stands beside it for whoever asks for help. */
export function TroubleTable({ label, rows, total }: { label: string; rows: readonly Trouble[]; total: number }) {
  return (
    <>
      <PlainTable label={label} head={['Row', 'Column', 'What is wrong']}>
        {rows.map((trouble) => (
          <tr key={`${trouble.row}-${trouble.code}`}>
            <Cell tone="machine">{trouble.row}</Cell>
            <Cell tone="quiet">{trouble.column ?? 'the whole row'}</Cell>
            <Cell>
              {trouble.message} {trouble.code ? <Mono className="text-tiny text-ink-3">{trouble.code}</Mono> : null}
            </Cell>
          </tr>
        ))}
      </PlainTable>
      {total > rows.length ? (
        <p className="px-4 py-2 text-small text-ink-2">
          The first {formatNumber(rows.length)} of {formatNumber(total)}. The rejects file has them all.
        </p>
      ) : null}
    </>
  )
}
