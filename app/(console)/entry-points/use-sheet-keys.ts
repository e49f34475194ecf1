'use client'

import { useRouter } from 'next/navigation'
import type { KeyboardEvent, MouseEvent } from 'react'
import { useHotkeys } from '@/components/keys/use-hotkeys'
import { placeAt, rangeOf } from '@/components/table/grid-rules'
import type { GridLook } from '@/components/table/use-grid-layout'
import type { GridPlacement } from '@/components/table/use-grid-place'
import { entryPointList } from './list'
import { useListState } from './list-address'
import type { SheetRow } from './sheet-row'
import { useSheetWork } from './sheet-work'
import type { useCellEditing } from './use-cell-editing'
import { useClipboard } from './use-clipboard'
import type { RowChoice } from './use-row-choice'

type SheetKeys = {
  look: GridLook<SheetRow>
  placement: GridPlacement
  editing: ReturnType<typeof useCellEditing>
  /** Null when rows cannot be chosen. */
  choice: RowChoice | null
}

const GROUP = 'Sheet'

function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
}

/** Everything the keyboard does on the sheet beside moving and editing. */
export function useSheetKeys({ look, placement, editing, choice }: SheetKeys) {
  const router = useRouter()
  const state = useListState()
  const { store } = useSheetWork()
  const clipboard = useClipboard({ columns: look.shown, placement })
  const { place, go } = placement

  function openRow(id: string) {
    router.push(entryPointList.href(state, { open: id }), { scroll: false })
  }
  /** Walks through the rows, or, while one is open, through the open ones. */
  function walk(by: 1 | -1) {
    const from = state.open === null ? place.active.row : (store.indexOf(state.open) ?? place.active.row)
    const next = from + by
    const row = store.rowAt(next)
    if (!row) return
    go(placeAt(next, place.active.column))
    if (state.open !== null) openRow(row.id)
  }
  function openActive() {
    const row = store.rowAt(place.active.row)
    if (row) openRow(row.id)
  }
  function choose() {
    const { top, bottom } = rangeOf(place)
    choice?.toggleRows(top, bottom)
  }
  useHotkeys([
    { keys: 'e', label: 'Edit the cell (also Enter and F2)', group: GROUP, run: () => editing.open(place.active) },
    { keys: 'o', label: 'Open the row beside the sheet', group: GROUP, run: openActive },
    { keys: 'j', label: 'Next row', group: GROUP, run: () => walk(1) },
    { keys: 'k', label: 'Previous row', group: GROUP, run: () => walk(-1) },
    ...(choice ? [{ keys: 'x', label: 'Select the marked rows', group: GROUP, run: choose }] : []),
  ])

  return {
    ...clipboard,
    onKey(event: KeyboardEvent): boolean {
      const mod = event.ctrlKey || event.metaKey
      if (mod && event.key === 'a' && choice) {
        choice.takeEverything()
        return true
      }
      if (mod) return false
      if (event.key === ' ' && choice) {
        choose()
        return true
      }
      if (event.key === 'Delete' || event.key === 'Backspace') return clipboard.clear()
      const marked = place.active.row !== place.anchor.row || place.active.column !== place.anchor.column
      if (event.key !== 'Escape' || !marked) return false
      go(placeAt(place.active.row, place.active.column))
      return true
    },
    onLinkClick(event: MouseEvent): void {
      const link = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-open-row]') : null
      const id = link?.dataset.openRow
      if (!id || !isPlain(event)) return
      event.preventDefault()
      openRow(id)
    },
  }
}
