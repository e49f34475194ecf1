import { Mono } from '@/components/ui/mono'
import { Notice } from '@/components/ui/notice'
import { readDestination } from '@/lib/entry-points/destination'
import type { EntryPointView } from '@/lib/entry-points/schema'
import { SheetCell } from './sheet-cell'

type Side = 'currentDestination' | 'newDestination'

/** A destination with what it reaches in words: the number, the handle, or a code that belongs to a number. */
function Destination({ row, side, title }: { row: EntryPointView; side: Side; title: string }) {
  const reading = readDestination(row[side])
  return (
    <section className="space-y-1">
      <h3>{title}</h3>
      <div className="md:-mx-2.5">
        <SheetCell row={row} field={side} display={row[side] ? <Mono>{row[side]}</Mono> : undefined} />
      </div>
      {reading ? <p className="text-small text-ink-2">{reading.sentence}</p> : null}
      {reading?.problem ? <Notice tone="careful">{reading.problem}</Notice> : null}
    </section>
  )
}

export function DestinationFacts({ row }: { row: EntryPointView }) {
  const moved = row.moveState === 'moved'
  return (
    <div className="space-y-4">
      <Destination row={row} side="currentDestination" title={moved ? 'Led to before' : 'Leads to now'} />
      <Destination row={row} side="newDestination" title={moved ? 'Leads to now' : 'Shall lead to'} />
    </div>
  )
}
