// biome-ignore-all lint/a11y/useSemanticElements: a table cannot hold rows that are placed one by one; the roles say what these are.
'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { Checkbox } from '../ui/checkbox'
import { classNames } from '../ui/class-names'
import type { GridRowData, ShownColumn } from './grid-column'
import type { GridLook } from './use-grid-layout'

export type GridSort = { key: string; dir: 'asc' | 'desc' }

type GridHeadProps<Row extends GridRowData> = {
  look: GridLook<Row>
  sort: GridSort
  /** The column that has the focus or would get it, or -1. */
  active: number
  /** How much is chosen; null when rows cannot be chosen. */
  chosen: { all: boolean; some: boolean } | null
  onChooseAll: (on: boolean) => void
}

const HEAD_CELL =
  'relative flex h-[31px] min-w-0 items-center border-b border-line bg-canvas px-2.5 text-[12px] font-medium whitespace-nowrap text-ink-3'

/** The headings: they sort with a click or Enter, and their right edge changes the width. */
export function GridHead<Row extends GridRowData>({ look, sort, active, chosen, onChooseAll }: GridHeadProps<Row>) {
  return (
    <div role="rowgroup" className="sticky top-0 z-[3] max-md:sr-only">
      <div
        role="row"
        aria-rowindex={1}
        tabIndex={-1}
        className="grid grid-cols-(--grid-columns) bg-canvas md:min-w-(--grid-width)"
      >
        {chosen ? (
          <div
            role="columnheader"
            aria-colindex={1}
            tabIndex={-1}
            className={classNames(HEAD_CELL, 'sticky left-0 z-[1] justify-center pr-0 pl-3')}
          >
            <Checkbox
              tabIndex={-1}
              aria-label="Select every row that matches"
              className="block"
              checked={chosen.all}
              indeterminate={chosen.some && !chosen.all}
              onChange={(event) => onChooseAll(event.target.checked)}
            />
          </div>
        ) : null}
        {look.shown.map((column, at) => (
          <HeadCell
            key={column.key}
            column={column}
            at={at}
            look={look}
            sort={sort}
            active={active}
            offset={chosen ? 2 : 1}
          />
        ))}
      </div>
    </div>
  )
}

type HeadCellProps<Row extends GridRowData> = {
  column: ShownColumn<Row>
  at: number
  look: GridLook<Row>
  sort: GridSort
  active: number
  offset: number
}

function HeadCell<Row extends GridRowData>({ column, at, look, sort, active, offset }: HeadCellProps<Row>) {
  const direction = column.sort !== undefined && column.sort === sort.key ? sort.dir : null
  const Arrow = direction === 'desc' ? ArrowDown : ArrowUp
  return (
    <div
      role="columnheader"
      aria-colindex={at + offset}
      aria-sort={direction === null ? undefined : direction === 'asc' ? 'ascending' : 'descending'}
      tabIndex={at === active ? 0 : -1}
      data-cell={`-1:${at}`}
      data-sort={column.sort}
      className={classNames(
        HEAD_CELL,
        'group outline-none focus:shadow-[inset_0_0_0_2px_var(--accent)]',
        column.sort !== undefined && 'cursor-pointer hover:text-ink',
        direction !== null && 'text-ink',
        column.primary && 'sticky left-(--pinned) z-[1]',
      )}
    >
      <span className="truncate">{column.header}</span>
      {column.sort === undefined ? null : (
        <Arrow
          aria-hidden="true"
          className={classNames('ml-1 size-3 shrink-0', direction === null && 'opacity-0 group-hover:opacity-60')}
        />
      )}
      <WidthHandle column={column} look={look} />
    </div>
  )
}

/** Pulled with a mouse or a finger; a double click brings the first width back. Keys do the same: Shift with the arrows. */
function WidthHandle<Row extends GridRowData>({ column, look }: { column: ShownColumn<Row>; look: GridLook<Row> }) {
  const start = look.headerOf(column.key)?.getResizeHandler()
  return (
    <span
      data-handle
      aria-hidden="true"
      onMouseDown={(event) => start?.(event)}
      onTouchStart={(event) => start?.(event)}
      onDoubleClick={() => look.setWidth(column.key, column.width)}
      className="absolute inset-y-0 right-0 w-2 cursor-col-resize touch-none after:absolute after:inset-y-1.5 after:right-0 after:w-px after:bg-transparent hover:after:bg-edge"
    />
  )
}
