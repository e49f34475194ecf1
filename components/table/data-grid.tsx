// biome-ignore-all lint/a11y/useSemanticElements: a table cannot hold rows that are placed one by one; the roles say what these are.
'use client'

import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { classNames } from '../ui/class-names'
import type { GridRowData, GridRows } from './grid-column'
import { GridHead, type GridSort } from './grid-head'
import { type CellMark, GridRow } from './grid-row'
import { type GridCell, type GridSize, HEADING, markedIn, moveBy, rangeOf } from './grid-rules'
import { useCards } from './use-cards'
import type { GridLook } from './use-grid-layout'
import type { GridPlacement } from './use-grid-place'
import { useGridPointer } from './use-grid-pointer'

/** What a person asks of the grid; the room decides what it means. */
export type GridHandlers = {
  onEdit: (cell: GridCell) => void
  onSort: (key: string) => void
  onChoose: (row: number, range: boolean) => void
  onChooseAll: (on: boolean) => void
  /** Keys that neither move nor edit; true when the room has used it. */
  onKey: (event: KeyboardEvent) => boolean
  onCopy: (event: ClipboardEvent) => void
  onPaste: (event: ClipboardEvent) => void
  /** Which rows are in sight now. */
  onSight: (first: number, last: number) => void
}

export type DataGridProps<Row extends GridRowData> = GridHandlers & {
  /** What it lists, for a screen reader: "Entry points". */
  label: string
  rows: GridRows<Row>
  look: GridLook<Row>
  placement: GridPlacement
  sort: GridSort
  /** The answer to the last question is still on its way: what is shown is the one before. */
  busy: boolean
  /** Whether a row is chosen; null when rows cannot be chosen. */
  isChosen: ((row: Row) => boolean) | null
  chosen: { all: boolean; some: boolean } | null
  openId: string | null
  isFlashed: (row: Row) => boolean
  marksOf: (row: Row) => Readonly<Record<string, CellMark>> | undefined
  /** Stands in the active cell while it is edited. */
  editor: ReactNode
  /** Beside the rows: what a phone shows after the last card. */
  after?: (cards: { shown: number; more: () => void }) => ReactNode
}

const ROW_HEIGHT = { comfortable: 35, compact: 27 } as const
const CHOOSE_WIDTH = 44

/**
 * A grid over any number of rows: only those in sight are in the page, all others are space. It moves by keys as a
 * spreadsheet does; the focus is on one cell at a time. On a phone the rows are cards, one after the other.
 */
export function DataGrid<Row extends GridRowData>(props: DataGridProps<Row>) {
  const { label, rows, look, placement, isChosen, busy } = props
  const scroller = useRef<HTMLDivElement>(null)
  const height = ROW_HEIGHT[look.layout.density]
  const cards = useCards(rows.total)
  const { active } = placement.place
  const virtual = useVirtualizer({
    count: rows.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 6,
    initialRect: { width: 1200, height: 640 },
    // The cell with the focus stays in the page, or the keyboard would lose its place.
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range)
      return active.row < 0 || active.row >= rows.total || indexes.includes(active.row)
        ? indexes
        : [...indexes, active.row].sort((a, b) => a - b)
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height is the reason to measure anew.
  useEffect(() => virtual.measure(), [virtual, height])
  const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 640) / height) - 2)
  const size: GridSize = { rows: rows.total, columns: look.shown.length, pageRows }
  const items = cards.on
    ? Array.from({ length: cards.shown }, (_, index) => ({ index, start: 0 }))
    : virtual.getVirtualItems().filter((item) => item.index < rows.total)
  useSight({
    rows,
    onSight: props.onSight,
    first: virtual.range?.startIndex ?? 0,
    last: virtual.range?.endIndex ?? 0,
    cards,
  })
  useFocusFollows(scroller, placement)
  const pointer = useGridPointer({
    place: placement.place,
    go: placement.go,
    editAtOnce: cards.on,
    onEdit: props.onEdit,
    onHeading: (cell) => sortBy(props, cell.column),
    onChoose: props.onChoose,
  })
  const template = [
    ...(isChosen ? [`${CHOOSE_WIDTH}px`] : []),
    ...look.shown.map((column) => `${column.shownWidth}px`),
    'minmax(0,1fr)',
  ].join(' ')
  const width = look.shown.reduce((sum, column) => sum + column.shownWidth, isChosen ? CHOOSE_WIDTH : 0)
  const vars = {
    '--grid-columns': template,
    '--grid-width': `${width}px`,
    '--grid-height': `${rows.total * height}px`,
    '--pinned': isChosen ? `${CHOOSE_WIDTH}px` : '0px',
    '--pinned-end': `${(isChosen ? CHOOSE_WIDTH : 0) + (look.shown[0]?.shownWidth ?? 0)}px`,
  } as React.CSSProperties
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.total + 1}
      aria-colcount={look.shown.length + (isChosen ? 1 : 0)}
      aria-multiselectable={isChosen ? true : undefined}
      aria-busy={busy || undefined}
      data-density={look.layout.density}
      style={vars}
      className={classNames(
        'quiet-scroll tabular text-sheet min-h-0 flex-1 transition-opacity duration-100 aria-busy:opacity-60',
        'md:overflow-auto md:[scroll-padding:32px_24px_24px_calc(var(--pinned-end)+8px)]',
      )}
      onKeyDown={(event) => onKeyDown(event, props, size)}
      onCopy={props.onCopy}
      onPaste={props.onPaste}
      {...pointer}
    >
      <GridHead
        look={look}
        sort={props.sort}
        active={active.row === HEADING ? active.column : -1}
        chosen={props.chosen}
        onChooseAll={props.onChooseAll}
      />
      <div role="rowgroup" className="relative md:h-(--grid-height) md:min-w-(--grid-width)">
        {items.map(({ index, start }) => (
          <PlacedRow key={index} {...props} index={index} top={start} height={height} />
        ))}
      </div>
      {cards.on ? props.after?.({ shown: cards.shown, more: cards.more }) : null}
    </div>
  )
}

type PlacedProps<Row extends GridRowData> = DataGridProps<Row> & { index: number; top: number; height: number }

/** A row with what is special about it; what it draws is kept as long as none of that changes. */
function PlacedRow<Row extends GridRowData>(props: PlacedProps<Row>) {
  const { rows, look, placement, index, top, height, isChosen, openId, isFlashed, marksOf, editor } = props
  const row = rows.rowAt(index)
  const { active } = placement.place
  const range = rangeOf(placement.place)
  const single = range.top === range.bottom && range.left === range.right
  const marked = single ? null : markedIn(range, index)
  return (
    <GridRow
      row={row}
      index={index}
      top={top}
      height={height}
      columns={look.shown}
      active={active.row === index ? active.column : -1}
      left={marked?.left ?? -1}
      right={marked?.right ?? -1}
      open={row !== undefined && row.id === openId}
      chosen={isChosen ? row !== undefined && isChosen(row) : null}
      flashed={row !== undefined && isFlashed(row)}
      marks={row ? marksOf(row) : undefined}
      editor={active.row === index ? editor : null}
    />
  )
}

function sortBy<Row extends GridRowData>({ look, onSort }: DataGridProps<Row>, column: number): void {
  const key = look.shown[column]?.sort
  if (key !== undefined) onSort(key)
}

function onKeyDown<Row extends GridRowData>(event: KeyboardEvent, props: DataGridProps<Row>, size: GridSize): void {
  const { placement, look, onEdit, onKey } = props
  // What is typed into an editor belongs to it.
  if (event.defaultPrevented || event.altKey || isField(event.target)) return
  const { place, go } = placement
  const { active } = place
  const column = look.shown[active.column]
  const key = { key: event.key, shift: event.shiftKey, mod: event.ctrlKey || event.metaKey }
  if (active.row === HEADING && column && key.shift && changedWidth(props, column.key, event.key)) {
    event.preventDefault()
    return
  }
  const next = moveBy(key, place, size)
  if (next) {
    event.preventDefault()
    go(next)
    return
  }
  if (active.row === HEADING && (event.key === 'Enter' || event.key === ' ')) {
    event.preventDefault()
    sortBy(props, active.column)
    return
  }
  if ((event.key === 'Enter' || event.key === 'F2') && !key.mod) {
    event.preventDefault()
    onEdit(active)
    return
  }
  if (onKey(event)) event.preventDefault()
}

const STEPS: Record<string, number> = { ArrowLeft: -24, ArrowRight: 24 }

function changedWidth<Row extends GridRowData>({ look }: DataGridProps<Row>, key: string, pressed: string): boolean {
  const step = STEPS[pressed]
  const column = look.shown.find((one) => one.key === key)
  if (step === undefined || !column) return false
  look.setWidth(key, column.shownWidth + step)
  return true
}

function isField(target: EventTarget): boolean {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  )
}

type Sight<Row extends GridRowData> = {
  rows: GridRows<Row>
  onSight: (first: number, last: number) => void
  first: number
  last: number
  cards: { on: boolean; shown: number }
}

/** Asks for the rows in sight, and says which they are. */
function useSight<Row extends GridRowData>({ rows, onSight, first, last, cards }: Sight<Row>): void {
  const from = cards.on ? 0 : first
  const to = cards.on ? cards.shown - 1 : last
  useEffect(() => {
    rows.want(from, to)
    onSight(from, to)
  }, [rows, onSight, from, to])
}

/** After a move by keyboard or mouse the element of the cell gets the focus, and comes into sight. */
function useFocusFollows(
  scroller: React.RefObject<HTMLDivElement | null>,
  { place, takeFocusWish }: GridPlacement,
): void {
  const { row, column } = place.active
  useEffect(() => {
    if (!takeFocusWish()) return
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-cell="${row}:${column}"]`)
    if (!cell || cell.contains(document.activeElement)) return
    cell.focus({ preventScroll: true })
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
}
