// biome-ignore-all lint/a11y/useSemanticElements: a table cannot hold rows that are placed one by one; the roles say what these are.
// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: the role decides, and both roles take a column index.
'use client'

import { memo, type ReactNode } from 'react'
import { Checkbox } from '../ui/checkbox'
import { classNames } from '../ui/class-names'
import type { GridRowData, ShownColumn } from './grid-column'

/** What is special about one cell: its value is being saved, or was refused. */
export type CellMark = 'saving' | 'refused'

export type GridRowProps<Row extends GridRowData> = {
  /** Undefined while it is on its way. */
  row: Row | undefined
  index: number
  top: number
  height: number
  columns: readonly ShownColumn<Row>[]
  /** The column that has the focus or would get it, or -1. */
  active: number
  /** The marked columns, or -1 twice. */
  left: number
  right: number
  open: boolean
  /** Null when rows cannot be chosen. */
  chosen: boolean | null
  /** Somebody else changed it a moment ago. */
  flashed: boolean
  marks: Readonly<Record<string, CellMark>> | undefined
  /** Stands in place of the active cell while it is edited. */
  editor: ReactNode
}

const ROW =
  'group/row bg-canvas hover:bg-hover data-flashed:bg-wait-soft aria-selected:bg-accent-soft data-open:bg-accent-soft ' +
  'max-md:relative max-md:grid max-md:grid-cols-2 max-md:gap-x-4 max-md:gap-y-2 max-md:border-b max-md:px-3.5 max-md:py-3 ' +
  'md:absolute md:inset-x-0 md:top-0 md:grid md:h-(--row-height) md:translate-y-(--row-top) md:grid-cols-(--grid-columns) md:border-b'

/**
 * One record: a row of a grid where there is room, a card on a phone; the same cells, placed by CSS. It is drawn again
 * only when something about it changed, so that a key press costs two rows and not fifty.
 */
function GridRowPlain<Row extends GridRowData>(props: GridRowProps<Row>) {
  const { row, index, top, height, columns, open, chosen, flashed, editor } = props
  const placed = { '--row-top': `${top}px`, '--row-height': `${height}px` } as React.CSSProperties
  return (
    <div
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={chosen ?? undefined}
      aria-current={open || undefined}
      data-row={index}
      data-open={open || undefined}
      data-flashed={flashed || undefined}
      style={placed}
      className={classNames(ROW, editor ? 'z-[2]' : '')}
    >
      {chosen === null ? null : <ChooseCell row={row} chosen={chosen} />}
      {columns.map((column, at) => (
        <GridCell key={column.key} {...props} column={column} at={at} />
      ))}
    </div>
  )
}

function ChooseCell<Row extends GridRowData>({ row, chosen }: { row: Row | undefined; chosen: boolean }) {
  return (
    <div
      role="gridcell"
      aria-colindex={1}
      tabIndex={-1}
      className="no-print grid place-items-center bg-inherit pl-3 max-md:absolute max-md:top-3.5 max-md:right-3.5 max-md:p-0 md:sticky md:left-0 md:z-[1]"
    >
      {row ? (
        <Checkbox
          data-choose
          tabIndex={-1}
          aria-label="Select this row"
          className="block"
          checked={chosen}
          onChange={() => {}}
        />
      ) : null}
    </div>
  )
}

const CELL =
  'min-w-0 focus:shadow-[inset_0_0_0_2px_var(--accent)] outline-none max-md:max-w-full md:flex md:items-center md:truncate md:px-2.5 md:select-none ' +
  'aria-selected:bg-accent-soft data-[mark=refused]:text-block'
const ON_CARD =
  'max-md:before:block max-md:before:font-sans max-md:before:text-tiny max-md:before:tracking-normal max-md:before:text-ink-3 max-md:before:content-[attr(data-label)]'

type CellProps<Row extends GridRowData> = GridRowProps<Row> & { column: ShownColumn<Row>; at: number }

function GridCell<Row extends GridRowData>(props: CellProps<Row>) {
  const { row, index, column, at, active, left, right, chosen, marks, editor } = props
  const marked = at >= left && at <= right
  const mark = marks?.[column.key]
  const edited = at === active && editor
  return (
    <div
      role={column.primary ? 'rowheader' : 'gridcell'}
      aria-colindex={at + (chosen === null ? 1 : 2)}
      aria-selected={marked || undefined}
      aria-busy={mark === 'saving' || undefined}
      aria-invalid={mark === 'refused' || undefined}
      tabIndex={at === active ? 0 : -1}
      data-cell={`${index}:${at}`}
      data-label={column.header}
      data-mark={mark}
      data-active={at === active || undefined}
      className={classNames(
        CELL,
        edited ? 'md:overflow-visible! md:p-0!' : '',
        column.tone === 'quiet' && 'text-small text-ink-2',
        column.tone === 'machine' && 'machine',
        column.primary
          ? 'bg-inherit font-medium max-md:order-first max-md:col-span-2 max-md:pr-9 max-md:text-body max-md:font-[550] md:sticky md:left-(--pinned) md:z-[1]'
          : ON_CARD,
        column.onCard === false && 'max-md:hidden',
      )}
    >
      {edited ? (
        editor
      ) : row ? (
        <span className="min-w-0 flex-1 truncate">{column.cell(row)}</span>
      ) : (
        <Waiting at={at} />
      )}
    </div>
  )
}

/** A row that is on its way: the size is final, the words come. */
function Waiting({ at }: { at: number }) {
  return at < 4 ? <span aria-hidden="true" className="skeleton h-3 w-3/5 rounded-sm" /> : null
}

export const GridRow = memo(GridRowPlain) as typeof GridRowPlain
