'use client'

import { type MouseEvent, useRef } from 'react'
import { type GridCell, type GridPlace, HEADING, placeAt } from './grid-rules'

type PointerTarget = {
  place: GridPlace
  go: (place: GridPlace, focus?: boolean) => void
  /** On a phone a touch edits at once; elsewhere the first click chooses the cell and the second edits it. */
  editAtOnce: boolean
  onEdit: (cell: GridCell) => void
  onHeading: (cell: GridCell) => void
  onChoose: (row: number, range: boolean) => void
}

function cellOf(target: EventTarget): GridCell | null {
  if (!(target instanceof Element)) return null
  const [row, column] = target.closest<HTMLElement>('[data-cell]')?.dataset.cell?.split(':').map(Number) ?? []
  return row === undefined || column === undefined ? null : { row, column }
}

function rowOf(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]')?.dataset.row : undefined
  return row === undefined ? null : Number(row)
}

function leaveEditor(grid: EventTarget): void {
  const focused = document.activeElement
  const typing = focused instanceof HTMLElement && focused.matches('input, select, textarea')
  if (typing && grid instanceof Node && grid.contains(focused)) focused.blur()
}

const isOwn = (target: EventTarget, selector: string) => target instanceof Element && target.closest(selector) !== null

/** What a mouse or a finger does in a grid: choose a cell, mark a rectangle by pulling, edit, sort, tick a row. */
export function useGridPointer({ place, go, editAtOnce, onEdit, onHeading, onChoose }: PointerTarget) {
  const pulling = useRef(false)
  const wasActive = useRef(false)
  return {
    onMouseDown(event: MouseEvent) {
      if (event.button !== 0 || isOwn(event.target, 'input, select, textarea, button, [data-handle]')) return
      const cell = cellOf(event.target)
      if (!cell || cell.row === HEADING) return
      const { active, anchor } = place
      wasActive.current = active.row === cell.row && active.column === cell.column
      pulling.current = true
      window.addEventListener('mouseup', () => (pulling.current = false), { once: true })
      // The browser would give the focus to whatever can be focused under the mouse, which may be a link. Without that
      // an editor in another cell would never lose it, and what was typed there would go along to this cell.
      if (!isOwn(event.target, 'a')) event.preventDefault()
      leaveEditor(event.currentTarget)
      go(event.shiftKey && anchor.row !== HEADING ? { active: cell, anchor } : placeAt(cell.row, cell.column))
    },
    onMouseOver(event: MouseEvent) {
      const cell = pulling.current ? cellOf(event.target) : null
      if (!cell || cell.row === HEADING) return
      if (cell.row !== place.active.row || cell.column !== place.active.column) go({ ...place, active: cell })
    },
    onClick(event: MouseEvent) {
      const row = rowOf(event.target)
      if (row !== null && isOwn(event.target, '[data-choose]')) return onChoose(row, event.shiftKey)
      if (isOwn(event.target, 'a, input, select, textarea, button, [data-handle]')) return
      const cell = cellOf(event.target)
      if (!cell) return
      if (cell.row === HEADING) onHeading(cell)
      else if (editAtOnce || (wasActive.current && !event.shiftKey)) onEdit(cell)
    },
    onDoubleClick(event: MouseEvent) {
      const cell = isOwn(event.target, 'a, input, select, textarea, button') ? null : cellOf(event.target)
      if (cell && cell.row !== HEADING) onEdit(cell)
    },
  }
}
