'use client'

import type { ListColumn } from '@/components/table/column'
import { classNames } from '@/components/ui/class-names'
import type { EntryPointSort } from '@/lib/entry-points/list-words'
import type { EntryPointView } from '@/lib/entry-points/schema'
import { shortDestination } from '@/lib/entry-points/short-destination'
import { DayText } from './day-text'
import { MoveState, TestState } from './row-state'
import { SheetCell } from './sheet-cell'
import { useSheet } from './sheet-context'
import type { SheetRow } from './sheet-row'

type ShortenedProps = { text: string; full?: string; size: keyof typeof WIDTHS; quiet?: boolean }

/** A value that gives way when the window is narrow, so that the states at the end of the row stay in sight. */
function Shortened({ text, full, size, quiet }: ShortenedProps) {
  return (
    <span title={full ?? text} className={classNames('block truncate', WIDTHS[size], quiet && 'text-ink-3')}>
      {text}
    </span>
  )
}

const WIDTHS = {
  name: 'md:max-w-[clamp(150px,13vw,340px)]',
  link: 'md:max-w-[clamp(110px,9.5vw,300px)]',
  owner: 'md:max-w-[clamp(84px,7vw,200px)]',
} as const

function UpdateCell({ row }: { row: EntryPointView }) {
  const { today } = useSheet()
  const waiting = row.moveState === 'not_moved' || row.moveState === 'rolled_back'
  const overdue = row.updateDate !== null && row.updateDate < today && waiting
  return (
    <SheetCell
      row={row}
      field="updateDate"
      display={row.updateDate ? <DayText day={row.updateDate} overdue={overdue} /> : null}
    />
  )
}

function WaveCell({ row }: { row: EntryPointView }) {
  if (row.moveState === 'stays' && !row.wave) return <span className="block md:px-2.5 md:py-[7px]">stays</span>
  return <SheetCell row={row} field="wave" display={row.wave ? `Wave ${row.wave.number}` : undefined} />
}

function DestinationCell({ row, field }: { row: EntryPointView; field: 'currentDestination' | 'newDestination' }) {
  const value = row[field]
  const quiet = field === 'currentDestination'
  const display = value ? <Shortened text={shortDestination(value)} full={value} size="link" quiet={quiet} /> : null
  return <SheetCell row={row} field={field} display={display} />
}

/** The columns of the sheet, in the order of the file it imports. */
export const sheetColumns: ListColumn<SheetRow, EntryPointSort>[] = [
  {
    key: 'name',
    header: 'Name',
    sort: 'name',
    primary: true,
    cell: (row) => <Shortened text={row.name} size="name" />,
  },
  {
    key: 'kind',
    header: 'Kind',
    sort: 'kind',
    tone: 'quiet',
    padded: false,
    cell: (row) => <SheetCell row={row} field="kind" />,
  },
  {
    key: 'location',
    header: 'Location',
    padded: false,
    initiallyHidden: true,
    onCard: false,
    cell: (row) => <SheetCell row={row} field="location" />,
  },
  {
    key: 'currentDestination',
    header: 'Current destination',
    sort: 'currentDestination',
    tone: 'machine',
    padded: false,
    cell: (row) => <DestinationCell row={row} field="currentDestination" />,
  },
  {
    key: 'newDestination',
    header: 'New destination',
    sort: 'newDestination',
    tone: 'machine',
    padded: false,
    cell: (row) => <DestinationCell row={row} field="newDestination" />,
  },
  { key: 'risk', header: 'Risk', sort: 'risk', padded: false, cell: (row) => <SheetCell row={row} field="risk" /> },
  {
    key: 'owner',
    header: 'Owner',
    sort: 'owner',
    padded: false,
    cell: (row) => (
      <SheetCell
        row={row}
        field="owner"
        display={row.owner ? <Shortened text={row.owner.name} size="owner" /> : undefined}
      />
    ),
  },
  { key: 'updateDate', header: 'Update', sort: 'updateDate', padded: false, cell: (row) => <UpdateCell row={row} /> },
  { key: 'wave', header: 'Wave', sort: 'wave', padded: false, cell: (row) => <WaveCell row={row} /> },
  { key: 'result', header: 'Test result', sort: 'result', cell: (row) => <TestState row={row} /> },
  { key: 'move', header: 'Moved', sort: 'move', cell: (row) => <MoveState row={row} /> },
  {
    key: 'rollbackPath',
    header: 'Rollback path',
    padded: false,
    initiallyHidden: true,
    onCard: false,
    cell: (row) => <SheetCell row={row} field="rollbackPath" />,
  },
  {
    key: 'notes',
    header: 'Notes',
    padded: false,
    initiallyHidden: true,
    onCard: false,
    cell: (row) => <SheetCell row={row} field="notes" />,
  },
]
