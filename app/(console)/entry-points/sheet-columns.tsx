'use client'

import type { GridColumn } from '@/components/table/grid-column'
import { formatCount } from '@/components/ui/format-number'
import { KIND_WORDS, RISK_WORDS, ROLLBACK_WORDS } from '@/lib/entry-points/kinds'
import type { EntryPointSort } from '@/lib/entry-points/list-words'
import { moveStateOf } from '@/lib/entry-points/move-states'
import { type WaveReference, waveText } from '@/lib/entry-points/references'
import { shortDestination } from '@/lib/entry-points/short-destination'
import { DayText } from './day-text'
import type { SheetField } from './field-words'
import { NameLink } from './name-link'
import { MoveState, TestState } from './row-state'
import type { SheetRow } from './sheet-row'

type SheetColumn = GridColumn<SheetRow> & { sort?: EntryPointSort }

const missing = (words: string) => <span className="font-sans text-ink-3">{words}</span>

function destination(value: string | null) {
  return value ? <span title={value}>{shortDestination(value)}</span> : missing('–')
}

function updateDay(row: SheetRow, today: string) {
  if (!row.updateDate) return missing('–')
  const waiting = row.moveState === 'not_moved' || row.moveState === 'rolled_back'
  return <DayText day={row.updateDate} overdue={waiting && row.updateDate < today} />
}

function wave(row: SheetRow) {
  if (row.wave) return `Wave ${row.wave.number}`
  return row.moveState === 'stays' ? 'stays' : missing('no wave')
}

/** The columns of the sheet, in the order of the file it imports. `today` is a day in the workspace's zone. */
export function sheetColumns(today: string): SheetColumn[] {
  return [
    { key: 'name', header: 'Name', sort: 'name', primary: true, width: 208, cell: (row) => <NameLink row={row} /> },
    { key: 'kind', header: 'Kind', sort: 'kind', width: 108, tone: 'quiet', cell: (row) => KIND_WORDS[row.kind] },
    { ...text('location', 'Location', 200), initiallyHidden: true, onCard: false },
    { ...text('audience', 'Audience', 140), initiallyHidden: true, onCard: false },
    {
      ...{ key: 'currentDestination', header: 'Current destination', sort: 'currentDestination', width: 158 },
      ...{ tone: 'machine', cell: (row) => destination(row.currentDestination) },
    },
    {
      ...{ key: 'newDestination', header: 'New destination', sort: 'newDestination', width: 158, tone: 'machine' },
      cell: (row) => destination(row.newDestination),
    },
    { key: 'risk', header: 'Risk', sort: 'risk', width: 112, cell: (row) => RISK_WORDS[row.risk] },
    { key: 'owner', header: 'Owner', sort: 'owner', width: 112, cell: (row) => row.owner?.name ?? missing('nobody') },
    { key: 'updateDate', header: 'Update', sort: 'updateDate', width: 100, cell: (row) => updateDay(row, today) },
    { key: 'wave', header: 'Wave', sort: 'wave', width: 76, cell: wave },
    { key: 'result', header: 'Test result', sort: 'result', width: 158, cell: (row) => <TestState row={row} /> },
    { key: 'move', header: 'Moved', sort: 'move', width: 112, cell: (row) => <MoveState row={row} /> },
    { ...text('rollbackPath', 'Rollback path', 220), initiallyHidden: true, onCard: false },
    {
      ...{ key: 'rollbackState', header: 'Rollback', width: 104, initiallyHidden: true, onCard: false },
      cell: (row) => (row.rollbackState === 'open' ? missing('not said') : ROLLBACK_WORDS[row.rollbackState]),
    },
    {
      ...{ key: 'leadDays', header: 'Lead time', width: 92, initiallyHidden: true, onCard: false },
      cell: (row) => (row.leadDays === null ? missing('–') : formatCount(row.leadDays, 'day')),
    },
    { ...text('notes', 'Notes', 240), initiallyHidden: true, onCard: false },
  ]
}

type TextField = 'location' | 'audience' | 'rollbackPath' | 'notes'

function text(key: TextField, header: string, width: number): SheetColumn {
  return { key, header, width, cell: (row) => row[key] ?? missing('–') }
}

const EDITABLE = new Set<string>([
  ...['name', 'kind', 'location', 'audience', 'currentDestination', 'newDestination', 'risk', 'owner', 'updateDate'],
  ...['wave', 'rollbackPath', 'rollbackState', 'leadDays', 'notes'],
])

export function isEditable(key: string): key is SheetField {
  return EDITABLE.has(key)
}

/** A cell as text for the clipboard: what is read back as the same value. */
export function cellText(row: SheetRow, key: string, waves: readonly WaveReference[]): string {
  switch (key) {
    case 'kind':
      return KIND_WORDS[row.kind]
    case 'risk':
      return RISK_WORDS[row.risk]
    case 'rollbackState':
      return ROLLBACK_WORDS[row.rollbackState]
    case 'owner':
      return row.owner?.name ?? ''
    case 'wave':
      return row.wave ? waveText(row.wave, waves) : ''
    case 'result':
      return row.states[0]?.words ?? ''
    case 'move':
      return moveStateOf(row).words
    default:
      return isEditable(key) ? String(row[key] ?? '') : ''
  }
}
