'use client'

import { useEffectEvent, useState } from 'react'
import type { ShownColumn } from '@/components/table/grid-column'
import { type GridCell, placeAt } from '@/components/table/grid-rules'
import type { GridPlacement } from '@/components/table/use-grid-place'
import { useToast } from '@/components/ui/toast'
import type { EntryPointPatch } from '@/lib/entry-points/schema'
import type { EditLeave } from './cell-editor'
import { FIELD_WORDS, fieldValue, type SheetField } from './field-words'
import { isEditable } from './sheet-columns'
import { useSheet } from './sheet-context'
import type { SheetRow } from './sheet-row'
import type { SheetStore } from './sheet-store'

/** The cell that is being edited: the row as it was when the editor opened, and what was there. */
export type Editing = { row: SheetRow; field: SheetField; value: string; refusal: string | null }

type EditingOptions = {
  store: SheetStore
  columns: readonly ShownColumn<SheetRow>[]
  placement: GridPlacement
}

/** What stands in the editor: names for owners, because any name can be typed. */
export function editorValue(row: SheetRow, field: SheetField): string {
  return field === 'owner' ? (row.owner?.name ?? '') : fieldValue(row, field)
}

/** The nearest column in a direction that can be edited; the same one when there is none. */
function nextEditable(columns: readonly ShownColumn<SheetRow>[], from: number, by: 1 | -1): number {
  for (let at = from + by; at >= 0 && at < columns.length; at += by) {
    if (isEditable(columns[at]?.key ?? '')) return at
  }
  return from
}

/**
 * Opens the editor of a cell and saves what is typed. The new value shows at once; when the server refuses it, it stays
 * in its cell, marked, and the editor opens again where nobody is typing elsewhere.
 */
export function useCellEditing({ store, columns, placement }: EditingOptions) {
  const { canWrite, save } = useSheet()
  const toast = useToast()
  const [editing, setEditing] = useState<Editing | null>(null)

  function open(cell: GridCell): void {
    const row = store.rowAt(cell.row)
    const key = columns[cell.column]?.key ?? ''
    if (!row || !canWrite || row.archivedAt || !isEditable(key)) return
    const kept = store.pendingOf(row.id)?.[key]
    if (kept?.state === 'saving') return
    placement.go(placeAt(cell.row, cell.column), false)
    setEditing({ row, field: key, value: kept?.value ?? editorValue(row, key), refusal: kept?.message ?? null })
  }

  const refused = useEffectEvent((at: Editing, value: string, message: string) => {
    store.setPending(at.row.id, at.field, { value, state: 'refused', message })
    const index = store.indexOf(at.row.id)
    const column = columns.findIndex((one) => one.key === at.field)
    if (!editing && index !== null && column >= 0) {
      placement.go(placeAt(index, column), false)
      setEditing({ ...at, row: store.rowAt(index) ?? at.row, value, refusal: message })
    } else toast({ text: `${FIELD_WORDS[at.field]} of ${at.row.name}: ${message}`, tone: 'failed' })
  })

  async function send(at: Editing, value: string): Promise<void> {
    const { row, field } = at
    store.setPending(row.id, field, { value, state: 'saving', message: null })
    const outcome = await save(row, { [field]: value } as EntryPointPatch).catch(() => null)
    if (outcome?.ok) store.setPending(row.id, field, null)
    else refused(at, value, outcome?.message ?? 'The server did not answer. What you typed is still here; try again.')
  }

  function leave(how: EditLeave): void {
    setEditing(null)
    const { row, column } = placement.place.active
    if (how === 'blur') return
    const goesAside = how === 'right' || how === 'left'
    const next = goesAside ? nextEditable(columns, column, how === 'right' ? 1 : -1) : column
    placement.go(placeAt(how === 'down' ? row + 1 : row, next))
    if (next !== column) open({ row, column: next })
  }

  return {
    editing,
    open,
    save(value: string, how: EditLeave): void {
      if (!editing) return
      leave(how)
      if (value !== editorValue(editing.row, editing.field)) void send(editing, value)
      else store.setPending(editing.row.id, editing.field, null)
    },
    giveUp(): void {
      if (editing) store.setPending(editing.row.id, editing.field, null)
      leave('stay')
    },
  }
}
