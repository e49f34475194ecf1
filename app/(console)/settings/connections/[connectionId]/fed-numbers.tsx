import { Cell, PlainTable } from '@/components/table/plain-table'
import { formatCount } from '@/components/ui/format-number'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import type { FedNumber } from '@/lib/settings/list-connections'

/** The numbers whose updates come through the connection. */
export function FedNumbers({ numbers }: { numbers: readonly FedNumber[] }) {
  return (
    <Panel title="Numbers it feeds" aside={formatCount(numbers.length, 'number')} padded={numbers.length === 0}>
      {numbers.length === 0 ? (
        <p className="text-control text-ink-2">
          None yet. What arrives is kept, and fails with a sentence until its number is known here.
        </p>
      ) : (
        <PlainTable label="Numbers it feeds" head={['Number', 'Display number', 'Portfolio']}>
          {numbers.map((number) => (
            <tr key={number.id}>
              <Cell>
                <TextLink href={`/settings/numbers?open=${number.id}`}>{number.label}</TextLink>
              </Cell>
              <Cell tone="machine" className="whitespace-nowrap">
                {number.displayNumber}
              </Cell>
              <Cell tone="quiet">{number.portfolio}</Cell>
            </tr>
          ))}
        </PlainTable>
      )}
    </Panel>
  )
}
