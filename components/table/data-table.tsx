'use client'

import {
  type ColumnDef,
  columnVisibilityFeature,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { type ReactNode, useMemo } from 'react'
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
import { useSelection } from './use-selection'
import { useTableLayout } from './use-table-layout'

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature })

export type DataTableProps<Row extends ListRow, Sort extends string, Filters> = {
  /** The name of the list, in one word: the layout cookie carries it. */
  name: string
  /** What it lists, for a screen reader and the counts: "Contacts". */
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
  const { list, state, rows, columns, bulk } = props
  const look = useTableLayout(props.name, props.layout ?? null, columns)
  const selection = useSelection(list.href(state, { page: 1, open: null }))
  const definitions = useMemo(() => columns.map((column) => toDefinition<Row, Sort>(column)), [columns])
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: (row) => row.id,
    state: { rowSelection: selection.picked, columnVisibility: look.visibility },
    onRowSelectionChange: selection.change,
  })
  const columnByKey = useMemo(() => new Map(columns.map((column) => [column.key, column])), [columns])
  const visible = table.getVisibleLeafColumns().flatMap((column) => columnByKey.get(column.id) ?? [])
  const hrefOf = (row: Row) =>
    props.rowHref === null ? null : (props.rowHref?.(row) ?? list.href(state, { open: row.id }))
  useListKeys({ rows, openId: state.open, hrefOf, toggle: bulk ? selection.toggle : null })
  const chosen = selection.of(props.total)

  if (rows.length === 0) return <EmptyList {...props} />
  return (
    <div className="group/list relative flex min-h-0 flex-1 flex-col" data-density={look.density}>
      <div className="quiet-scroll min-h-0 flex-1 md:overflow-auto print:overflow-visible">
        <table aria-label={props.label} className="tabular w-full border-collapse text-sheet max-md:block">
          <thead className="sticky top-0 z-[2] max-md:sr-only">
            <tr>
              {bulk ? (
                <SelectAllCell
                  all={selection.everything || table.getIsAllPageRowsSelected()}
                  some={table.getIsSomePageRowsSelected()}
                  onChange={(on) => selection.toggleAll(rows, on)}
                />
              ) : null}
              {visible.map((column) => (
                <HeadCell
                  key={column.key}
                  column={column}
                  direction={column.sort !== undefined && column.sort === state.sort ? state.dir : null}
                  href={column.sort === undefined ? undefined : list.sortHref(state, column.sort)}
                />
              ))}
            </tr>
          </thead>
          <tbody className="max-md:block">
            {table.getRowModel().rows.map((row) => (
              <TableRow
                key={row.id}
                row={row.original}
                columns={visible}
                href={hrefOf(row.original)}
                open={row.id === state.open}
                compact={look.density === 'compact'}
                selected={bulk ? selection.everything || row.getIsSelected() : null}
                onSelect={row.getToggleSelectedHandler()}
              />
            ))}
          </tbody>
        </table>
        <div aria-hidden="true" className={classNames(chosen ? 'h-20' : 'h-2')} />
      </div>
      {bulk && chosen ? (
        <BulkBar
          selection={chosen}
          pageFull={rows.length === table.getSelectedRowModel().rows.length}
          total={props.total}
          onAll={selection.takeEverything}
          onClear={selection.clear}
        >
          {bulk(chosen, selection.clear)}
        </BulkBar>
      ) : null}
      <TableFooter
        from={(state.page - 1) * list.pageSize + 1}
        shown={rows.length}
        total={props.total}
        previousHref={state.page > 1 ? list.href(state, { page: state.page - 1 }) : undefined}
        nextHref={state.page * list.pageSize < props.total ? list.href(state, { page: state.page + 1 }) : undefined}
        exportHref={props.exportHref}
        columns={columns}
        look={look}
      />
    </div>
  )
}

function toDefinition<Row extends ListRow, Sort extends string>(
  column: ListColumn<Row, Sort>,
): ColumnDef<typeof features, Row> {
  return { id: column.key, header: column.header, enableHiding: !column.primary }
}

function EmptyList<Row extends ListRow, Sort extends string, Filters>(props: DataTableProps<Row, Sort, Filters>) {
  const { list, state } = props
  if (state.page > 1)
    return (
      <EmptyAnswer
        sentence="There are no rows on this page."
        href={list.href(state, { page: 1 })}
        back="Back to the first page"
      />
    )
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
