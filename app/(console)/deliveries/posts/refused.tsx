import { Cell, PlainTable } from '@/components/table/plain-table'
import { formatNumber } from '@/components/ui/format-number'
import { Mono } from '@/components/ui/mono'
import { When } from '@/components/ui/when'
import type { RefusedRow } from '@/lib/deliveries/posts'

/** POSTs that were refused in the last days, by connection and reason. Nothing of them was kept but the count. */
export function Refused({ rows }: { rows: readonly RefusedRow[] }) {
  if (rows.length === 0) return null
  const total = rows.reduce((sum, row) => sum + row.count, 0)
  return (
    <details
      className="group rounded-md border border-line bg-surface"
      open={rows.some((row) => row.reason === 'bad-signature')}
    >
      <summary className="cursor-default px-3.5 py-2.5 text-control">
        <strong>{formatNumber(total)}</strong> requests were refused in the last 7 days and left nothing behind. Why, by
        connection
      </summary>
      <PlainTable label="Refused requests" head={['Connection', 'Why', 'Count', 'Last']}>
        {rows.map((row) => (
          <tr key={row.key}>
            <Cell className="whitespace-nowrap">{row.connection}</Cell>
            <Cell tone="quiet">
              {row.sentence} <Mono className="text-ink-3">{row.reason}</Mono>
            </Cell>
            <Cell tone="end">{formatNumber(row.count)}</Cell>
            <Cell className="whitespace-nowrap" tone="quiet">
              <When at={row.lastAt} />
            </Cell>
          </tr>
        ))}
      </PlainTable>
    </details>
  )
}
