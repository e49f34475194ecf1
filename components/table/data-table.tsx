'use client'

import type { ReactNode } from 'react'
import { classNames } from '../ui/class-names'
import { BulkBar } from './bulk-bar'
import type { ListColumn, ListRow, Selection } from './column'
import { EmptyAnswer } from './empty-answer'
import { HeadCell, SelectAllCell } from './head-cell'
import type { ListDescriptor, ListState } from './list-descriptor'
import { TableFooter } from './table-footer'
import type { TableLayout } from './table-layout'
import { TableRow } from './table-row'
import { useListKeys } from './use-list-keys'
import { type ListTable, useListTable } from './use-list-table'

export type DataTableProps<Row extends ListRow, Sort extends string, Filters> = {
  /** The name of the list, in one word: the layout cookie carries it. */
  name: string
  /** What it lists, for a screen reader: "Contacts". */
  label: string
  list: ListDescriptor<Sort, Filters>
  state: ListState<Sort, Filters>
  rows: readonly Row[]
  /** How many rows the filter matches, over all pages. */
  total: number
  columns: readonly ListColumn<Row, Sort>[]
  /** Shown instead of rows when nothing is filtered and there is nothing. */
  empty: ReactNode
  /** Shown when the filter matches nothing; a sentence with a way back is the default. */
  emptyFiltered?: ReactNode
  /** Where a row leads; the detail panel (`?open=`) unless given. `null` makes rows plain. */
  rowHref?: ((row: Row) => string) | null
  /** Turns on row selection: the buttons of the bar at the bottom. */
  bulk?: (selection: Selection, clear: () => void) => ReactNode
  exportHref?: string
  /** How this person left the list, from `readTableLayout(name)`. */
  layout?: TableLayout | null
}

/** A list drawn from what the server read. Sorting, filtering and paging are addresses; nothing is computed here. */
export function DataTable<Row extends ListRow, Sort extends string, Filters>(
  props: DataTableProps<Row, Sort, Filters>,
) {
  const { name, list, state, rows, columns, total, bulk } = props
  const scope = list.href(state, { page: 1, open: null })
  const table = useListTable({ name, scope, rows, columns, total, layout: props.layout ?? null })
  const hrefOf = (row: Row) =>
    props.rowHref === null ? null : (props.rowHref?.(row) ?? list.href(state, { open: row.id }))
  useListKeys({
    rows,
    openId: state.open,
    hrefOf,
    toggle: bulk ? table.selection.toggle : null,
    editable: columns.some((column) => column.padded === false),
  })

  if (rows.length === 0) return <EmptyList {...props} />
  return (
    <div className="group/list relative flex min-h-0 flex-1 flex-col" data-density={table.look.density}>
      <div className="quiet-scroll min-h-0 flex-1 md:overflow-auto print:overflow-visible">
        <table aria-label={props.label} className="tabular w-full border-collapse text-sheet max-md:block">
          <TableHead {...props} table={table} />
          <TableBody {...props} table={table} hrefOf={hrefOf} />
        </table>
        <div aria-hidden="true" className={classNames('no-print', bulk && table.chosen ? 'h-20' : 'h-2')} />
      </div>
      {bulk && table.chosen ? (
        <BulkBar
          selection={table.chosen}
          pageFull={table.page.all}
          total={total}
          onAll={table.selection.takeEverything}
          onClear={table.selection.clear}
        >
          {bulk(table.chosen, table.selection.clear)}
        </BulkBar>
      ) : null}
      <TableFooter
        shown={{ from: (state.page - 1) * list.pageSize + 1, count: rows.length, total }}
        previousHref={state.page > 1 ? list.href(state, { page: state.page - 1 }) : undefined}
        nextHref={state.page * list.pageSize < total ? list.href(state, { page: state.page + 1 }) : undefined}
        exportHref={props.exportHref}
        columns={columns}
        look={table.look}
      />
    </div>
  )
}

type PartProps<Row extends ListRow, Sort extends string, Filters> = DataTableProps<Row, Sort, Filters> & {
  table: ListTable<Row, Sort>
}

function TableHead<Row extends ListRow, Sort extends string, Filters>(props: PartProps<Row, Sort, Filters>) {
  const { list, state, rows, bulk, table } = props
  return (
    <thead className="sticky top-0 z-[2] max-md:sr-only">
      <tr>
        {bulk ? <SelectAllCell {...table.page} onChange={(on) => table.selection.toggleAll(rows, on)} /> : null}
        {table.visible.map((column) => (
          <HeadCell
            key={column.key}
            column={column}
            direction={column.sort !== undefined && column.sort === state.sort ? state.dir : null}
            href={column.sort === undefined ? undefined : list.sortHref(state, column.sort)}
          />
        ))}
      </tr>
    </thead>
  )
}

function TableBody<Row extends ListRow, Sort extends string, Filters>({
  state,
  bulk,
  table,
  hrefOf,
}: PartProps<Row, Sort, Filters> & { hrefOf: (row: Row) => string | null }) {
  return (
    <tbody className="max-md:block">
      {table.rows.map((row) => (
        <TableRow
          key={row.id}
          row={row.original}
          columns={table.visible}
          href={hrefOf(row.original)}
          open={row.id === state.open}
          compact={table.look.density === 'compact'}
          selected={bulk ? table.selection.everything || row.getIsSelected() : null}
          onSelect={row.getToggleSelectedHandler()}
        />
      ))}
    </tbody>
  )
}

function EmptyList<Row extends ListRow, Sort extends string, Filters>(props: DataTableProps<Row, Sort, Filters>) {
  const { list, state } = props
  if (state.page > 1) {
    const first = list.href(state, { page: 1 })
    return <EmptyAnswer sentence="There are no rows on this page." href={first} back="Back to the first page" />
  }
  if (!list.isFiltered(state)) return <div className="flex-1">{props.empty}</div>
  return (
    <div className="flex-1">
      {props.emptyFiltered ?? (
        <EmptyAnswer
          sentence="Nothing matches what you asked for."
          href={list.clearHref(state)}
          back="Show everything"
        />
      )}
    </div>
  )
}
