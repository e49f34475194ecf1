import type { ReactNode } from 'react'

export type ListRow = { id: string }

/** One column of a list. `cell` runs in the browser, so columns live in a client component beside the room's page. */
export type ListColumn<Row extends ListRow, Sort extends string = string> = {
  key: string
  header: string
  cell: (row: Row) => ReactNode
  /** The key to sort by; without one the header is plain text. */
  sort?: Sort
  /** Pixels; the column keeps it where there is room. */
  width?: number
  align?: 'start' | 'end'
  tone?: 'plain' | 'quiet' | 'machine'
  /** The column that names the row: it carries the link, heads the card on a phone and cannot be hidden. */
  primary?: boolean
  /** Out of sight until asked for. */
  initiallyHidden?: boolean
  /** Off for what a card on a phone can do without. */
  onCard?: boolean
  /** Off for cells that fill their space themselves, like inline edits. */
  padded?: boolean
}

/** What is chosen for a bulk change: single rows, or everything the filter matches. */
export type Selection = { kind: 'rows'; ids: readonly string[] } | { kind: 'filter'; count: number }
