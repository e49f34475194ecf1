import type { ReactNode } from 'react'

export type GridRowData = { id: string }

/** One column of a grid. `cell` draws what is there and keeps no state: hundreds of them are drawn while one scrolls. */
export type GridColumn<Row extends GridRowData = GridRowData> = {
  key: string
  header: string
  cell: (row: Row) => ReactNode
  /** Pixels, until somebody pulls the edge. */
  width: number
  /** The key to sort by; without one the heading is plain text. */
  sort?: string
  tone?: 'plain' | 'quiet' | 'machine'
  /** The column that names the row: it stands first, stays in sight, heads the card on a phone and cannot be hidden. */
  primary?: boolean
  /** Out of sight until asked for. */
  initiallyHidden?: boolean
  /** Off for what a card on a phone can do without. */
  onCard?: boolean
}

/** A column as it is shown now. */
export type ShownColumn<Row extends GridRowData = GridRowData> = GridColumn<Row> & { shownWidth: number }

/** What a grid can show: how many rows there are, and the ones that are here. */
export type GridRows<Row extends GridRowData> = {
  total: number
  /** Undefined while it is on its way. */
  rowAt: (index: number) => Row | undefined
  /** Asks for the rows from `first` to `last`; what is here already costs nothing. */
  want: (first: number, last: number) => void
}
