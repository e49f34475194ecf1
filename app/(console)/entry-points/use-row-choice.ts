'use client'

import { useRef } from 'react'
import { type RowSelection, useSelection } from '@/components/table/use-selection'
import type { SheetRow } from './sheet-row'
import type { SheetStore } from './sheet-store'

export type RowChoice = RowSelection & {
  isChosen: (row: SheetRow) => boolean
  /** A tick; with Shift everything from the last tick to here. */
  choose: (index: number, range: boolean) => void
  /** All of these rows, or none of them when all are chosen already. */
  toggleRows: (first: number, last: number) => void
}

/** Which rows are chosen for a bulk change. It ends when the filter changes. */
export function useRowChoice(store: SheetStore, scope: string): RowChoice {
  const selection = useSelection(scope)
  const last = useRef<number | null>(null)
  const isChosen = (row: { id: string }) => selection.everything || selection.picked[row.id] === true
  function toggleRows(first: number, until: number) {
    const rows = store.slice(Math.min(first, until), Math.max(first, until)) ?? []
    if (rows.length > 0) selection.toggleAll(rows, !rows.every(isChosen))
  }
  return {
    ...selection,
    isChosen,
    toggleRows,
    choose(index, range) {
      const row = store.rowAt(index)
      if (!row) return
      if (range && last.current !== null) {
        const rows = store.slice(Math.min(last.current, index), Math.max(last.current, index)) ?? [row]
        selection.toggleAll(rows, !isChosen(row))
      } else selection.toggleAll([row], !isChosen(row))
      last.current = index
    },
  }
}
