'use client'

import {
  type ColumnDef,
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  type Header,
  tableFeatures,
  type Updater,
  useTable,
} from '@tanstack/react-table'
import { useMemo, useRef, useState } from 'react'
import type { GridColumn, GridRowData, ShownColumn } from './grid-column'
import {
  clampWidth,
  type GridLayout,
  initialLayout,
  isHidden,
  movedColumn,
  NARROWEST,
  orderedKeys,
  WIDEST,
  widthOf,
} from './grid-layout'
import type { Density } from './table-layout'

/** Only what is used: columns that hide, change places and widths. Rows belong to the server. */
const features = tableFeatures({
  columnVisibilityFeature,
  columnOrderingFeature,
  columnSizingFeature,
  columnResizingFeature,
})

type NoRow = Record<string, never>
export type GridHeader = Header<typeof features, NoRow, unknown>

export type GridLook<Row extends GridRowData> = {
  layout: GridLayout
  /** The columns as they are shown, in their order. */
  shown: readonly ShownColumn<Row>[]
  /** The heading of a shown column, for the handle that changes its width. */
  headerOf: (key: string) => GridHeader | undefined
  setDensity: (density: Density) => void
  setVisible: (key: string, visible: boolean) => void
  move: (key: string, by: -1 | 1) => void
  setWidth: (key: string, width: number) => void
  reset: () => void
}

type LayoutSource<Row extends GridRowData> = {
  columns: readonly GridColumn<Row>[]
  /** As this person left it. */
  stored: GridLayout | null
  /** Columns that the address names, which win over the person's own: a shared view shows everybody the same. */
  forced: readonly string[] | null
  keep: (layout: GridLayout) => void
}

const NO_ROWS: NoRow[] = []
const resolve = <T>(update: Updater<T>, before: T): T =>
  typeof update === 'function' ? (update as (before: T) => T)(before) : update

/** A layout in which exactly these columns are shown, in this order. */
function forcedLayout<Row extends GridRowData>(
  columns: readonly GridColumn<Row>[],
  layout: GridLayout,
  forced: readonly string[] | null,
): GridLayout {
  if (!forced || forced.length === 0) return layout
  const hidden = columns.filter((column) => !forced.includes(column.key)).map((column) => column.key)
  return { ...layout, hidden, order: forced }
}

/** The layout of a grid on TanStack Table: which columns, in which order, how wide; told to `keep` when it rests. */
export function useGridLayout<Row extends GridRowData>(source: LayoutSource<Row>): GridLook<Row> {
  const { columns, stored, forced, keep } = source
  const [own, setOwn] = useState<GridLayout>(() => stored ?? initialLayout(columns))
  const layout = useMemo(() => forcedLayout(columns, own, forced), [columns, own, forced])
  const latest = useRef(layout)
  latest.current = layout
  function change(update: (before: GridLayout) => GridLayout) {
    const next = update(latest.current)
    latest.current = next
    setOwn(next)
    keep(next)
  }
  const table = useColumnTable({ columns, layout, change })
  const byKey = useMemo(() => new Map(columns.map((column) => [column.key, column])), [columns])
  const leaves = table.getVisibleLeafColumns()
  const signature = leaves.map((leaf) => `${leaf.id}:${leaf.getSize()}`).join()
  // The rows are drawn again only when a column really changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for the leaves.
  const shown = useMemo(
    () =>
      leaves.flatMap((leaf): ShownColumn<Row>[] => {
        const column = byKey.get(leaf.id)
        return column ? [{ ...column, shownWidth: clampWidth(leaf.getSize()) }] : []
      }),
    [signature, byKey],
  )
  const headers = table.getHeaderGroups()[0]?.headers ?? []
  return {
    layout,
    shown,
    headerOf: (key) => headers.find((header) => header.column.id === key),
    setDensity: (density) => change((before) => ({ ...before, density })),
    setVisible: (key, visible) =>
      change((before) => {
        const others = before.hidden.filter((one) => one !== key)
        return { ...before, hidden: visible ? others : [...others, key] }
      }),
    move: (key, by) => change((before) => movedColumn(columns, before, { key, by })),
    setWidth: (key, width) =>
      change((before) => ({ ...before, widths: { ...before.widths, [key]: clampWidth(width) } })),
    reset: () => change((before) => ({ ...initialLayout(columns), density: before.density })),
  }
}

function useColumnTable<Row extends GridRowData>({
  columns,
  layout,
  change,
}: {
  columns: readonly GridColumn<Row>[]
  layout: GridLayout
  change: (update: (before: GridLayout) => GridLayout) => void
}) {
  const definitions = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<typeof features, NoRow> => ({
          id: column.key,
          header: column.header,
          size: column.width,
          minSize: NARROWEST,
          maxSize: WIDEST,
        }),
      ),
    [columns],
  )
  const widths = useMemo(
    () => Object.fromEntries(columns.map((column) => [column.key, widthOf(column, layout)])),
    [columns, layout],
  )
  return useTable({
    features,
    columns: definitions,
    data: NO_ROWS,
    columnResizeMode: 'onChange',
    state: {
      columnVisibility: Object.fromEntries(columns.map((column) => [column.key, !isHidden(column, layout)])),
      columnOrder: orderedKeys(columns, layout.order),
      columnSizing: widths,
    },
    onColumnSizingChange: (update) =>
      change((before) => {
        const next = resolve(update, { ...widths, ...before.widths })
        const changed = Object.entries(next).filter(([key, width]) => width !== widths[key])
        const kept = Object.fromEntries(changed.map(([key, width]) => [key, clampWidth(width)]))
        return { ...before, widths: { ...before.widths, ...kept } }
      }),
  })
}
