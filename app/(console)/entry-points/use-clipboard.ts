'use client'

import { type ClipboardEvent, useState } from 'react'
import type { ShownColumn } from '@/components/table/grid-column'
import { HEADING, rangeOf } from '@/components/table/grid-rules'
import type { GridPlacement } from '@/components/table/use-grid-place'
import { formatCount, formatNumber } from '@/components/ui/format-number'
import { useToast } from '@/components/ui/toast'
import { writeTsv } from '@/lib/shared/tsv'
import { cellText } from './sheet-columns'
import { useSheet } from './sheet-context'
import type { SheetRow } from './sheet-row'
import { useSheetWork } from './sheet-work'

/** A paste that waits for its preview: what stood on the clipboard, and where it goes. */
export type PendingPaste = { cells: string[][]; row: number; column: number; rows: number; columns: number }

type ClipboardOptions = { columns: readonly ShownColumn<SheetRow>[]; placement: GridPlacement }

/** More is an export: the browser would hold every cell twice. */
const MOST_COPIED = 5_000

/** Copies the marked cells as a spreadsheet takes them, and takes cells from one. */
export function useClipboard({ columns, placement }: ClipboardOptions) {
  const toast = useToast()
  const { canWrite } = useSheet()
  const { store, choices } = useSheetWork()
  const [paste, setPaste] = useState<PendingPaste | null>(null)
  const { place } = placement

  function refuse(text: string): null {
    toast({ text, tone: 'failed' })
    return null
  }

  function textOf(): { text: string; cells: number } | null {
    const range = rangeOf(place)
    const count = range.bottom - range.top + 1
    if (count > MOST_COPIED)
      return refuse(`At most ${formatNumber(MOST_COPIED)} rows are copied at once. Export the list for more.`)
    const rows = store.slice(range.top, range.bottom)
    if (!rows) {
      void store.load(range.top, range.bottom)
      return refuse('Some of these rows are still being read. Copy once more in a moment.')
    }
    const keys = columns.slice(range.left, range.right + 1).map((column) => column.key)
    const text = writeTsv(rows.map((row) => keys.map((key) => cellText(row, key, choices.waves))))
    return { text, cells: count * keys.length }
  }

  function start(cells: string[][]): void {
    if (!canWrite) return void refuse('Your roles do not include changing entry points.')
    const { top, bottom, left, right } = rangeOf(place)
    setPaste({ cells, row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 })
  }

  return {
    paste,
    endPaste: () => setPaste(null),
    onCopy(event: ClipboardEvent): void {
      if (place.active.row === HEADING || isTyping(event.target)) return
      event.preventDefault()
      const copied = textOf()
      if (!copied) return
      event.clipboardData.setData('text/plain', copied.text)
      if (copied.cells > 1) toast({ text: `${formatCount(copied.cells, 'cell')} copied.` })
    },
    async onPaste(event: ClipboardEvent): Promise<void> {
      if (place.active.row === HEADING || isTyping(event.target)) return
      event.preventDefault()
      const text = event.clipboardData.getData('text/plain')
      if (text === '') return void refuse('The clipboard holds no text.')
      const { readTsv } = await import('@/lib/shared/tsv')
      start(readTsv(text))
    },
    /** Empties the marked cells. */
    clear(): boolean {
      if (place.active.row === HEADING) return false
      start([['']])
      return true
    },
  }
}

function isTyping(target: EventTarget): boolean {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  )
}
