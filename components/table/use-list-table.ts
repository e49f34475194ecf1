'use client'

import {
  type ColumnDef,
  type Row as CoreRow,
  columnVisibilityFeature,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import type { ListColumn, ListRow, Selection } from './column'
import type { TableLayout } from './table-layout'
import { type RowSelection, useSelection } from './use-selection'
import { type TableLook, useTableLayout } from './use-table-layout'

/** Only what is used: columns that hide, rows that are chosen. Sorting, filtering and paging belong to the server. */
const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature })

type Source<Row extends ListRow, Sort extends string> = {
  name: string
  /** The address of the filtered list; a choice of rows lives as long as it. */
  scope: string
  rows: readonly Row[]
  columns: readonly ListColumn<Row, Sort>[]
  layout: TableLayout | null
  total: number
}

export type ListTable<Row extends ListRow, Sort extends string> = {
  visible: readonly ListColumn<Row, Sort>[]
  rows: readonly CoreRow<typeof features, Row>[]
  look: TableLook
  selection: RowSelection
  /** What is chosen for a bulk change, or null. */
  chosen: Selection | null
  page: { all: boolean; some: boolean }
}

/** The state of a list on screen, on TanStack Table: what is visible, what is chosen. */
export function useListTable<Row extends ListRow, Sort extends string>(
  source: Source<Row, Sort>,
): ListTable<Row, Sort> {
  const { rows, columns } = source
  const look = useTableLayout(source.name, source.layout, columns)
  const selection = useSelection(source.scope)
  const definitions = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<typeof features, Row> => ({
          id: column.key,
          header: column.header,
          enableHiding: !column.primary,
        }),
      ),
    [columns],
  )
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: (row) => row.id,
    state: { rowSelection: selection.picked, columnVisibility: look.visibility },
    onRowSelectionChange: selection.change,
  })
  const byKey = useMemo(() => new Map(columns.map((column) => [column.key, column])), [columns])
  return {
    visible: table.getVisibleLeafColumns().flatMap((column) => byKey.get(column.id) ?? []),
    rows: table.getRowModel().rows,
    look,
    selection,
    chosen: selection.of(source.total),
    page: {
      all: selection.everything || table.getIsAllPageRowsSelected(),
      some: table.getIsSomePageRowsSelected(),
    },
  }
}
