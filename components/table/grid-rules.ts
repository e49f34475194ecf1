/** Where one is in a grid, what is marked, and what a key does to both. Pure: no elements, no rows. */

/** Row -1 is the heading; columns are counted as they are shown. */
export type GridCell = { row: number; column: number }

/** `active` has the focus; together with `anchor` it spans the marked rectangle. */
export type GridPlace = { active: GridCell; anchor: GridCell }

/** A rectangle of cells, both ends included. */
export type GridRange = { top: number; bottom: number; left: number; right: number }

export type GridSize = {
  rows: number
  columns: number
  /** Rows that fit in the window: what Page down jumps over. */
  pageRows: number
}

export const HEADING = -1

export function placeAt(row: number, column: number): GridPlace {
  return { active: { row, column }, anchor: { row, column } }
}

export function rangeOf({ active, anchor }: GridPlace): GridRange {
  return {
    top: Math.min(active.row, anchor.row),
    bottom: Math.max(active.row, anchor.row),
    left: Math.min(active.column, anchor.column),
    right: Math.max(active.column, anchor.column),
  }
}

export function cellCount({ top, bottom, left, right }: GridRange): number {
  return (bottom - top + 1) * (right - left + 1)
}

const within = (value: number, low: number, high: number) => Math.max(low, Math.min(value, high))

/** The nearest cell that exists. */
export function clampCell(cell: GridCell, size: GridSize): GridCell {
  return { row: within(cell.row, HEADING, size.rows - 1), column: within(cell.column, 0, size.columns - 1) }
}

export function clampPlace(place: GridPlace, size: GridSize): GridPlace {
  return { active: clampCell(place.active, size), anchor: clampCell(place.anchor, size) }
}

/** A key as the grid hears it. */
export type GridKey = { key: string; shift: boolean; mod: boolean }

function target({ key, mod }: GridKey, from: GridCell, size: GridSize): GridCell | null {
  const { row, column } = from
  const [lastRow, lastColumn] = [size.rows - 1, size.columns - 1]
  const at = (nextRow: number, nextColumn: number): GridCell => ({ row: nextRow, column: nextColumn })
  switch (key) {
    case 'ArrowUp':
      return at(mod ? Math.min(0, row) : row - 1, column)
    case 'ArrowDown':
      return at(mod ? lastRow : row + 1, column)
    case 'ArrowLeft':
      return at(row, mod ? 0 : column - 1)
    case 'ArrowRight':
      return at(row, mod ? lastColumn : column + 1)
    case 'Home':
      return at(mod ? 0 : row, 0)
    case 'End':
      return at(mod ? lastRow : row, lastColumn)
    case 'PageUp':
      return at(Math.max(0, row - size.pageRows), column)
    case 'PageDown':
      return at(row + size.pageRows, column)
    default:
      return null
  }
}

/**
 * Where a key leads: arrows one cell, with Ctrl or Cmd to the edge, Home and End along the row, with Ctrl or Cmd to the
 * first and the last cell of all, Page up and down by what fits. Shift keeps the anchor and so marks a rectangle; the
 * heading cannot be marked. Null for a key that does not move.
 */
export function moveBy(key: GridKey, place: GridPlace, size: GridSize): GridPlace | null {
  const wanted = target(key, place.active, size)
  if (!wanted) return null
  const next = clampCell(wanted, size)
  if (!key.shift) return { active: next, anchor: next }
  if (place.anchor.row === HEADING) return null
  return { active: { ...next, row: Math.max(0, next.row) }, anchor: place.anchor }
}

/** The cells of one row that are marked, or null. */
export function markedIn(range: GridRange | null, row: number): { left: number; right: number } | null {
  if (!range || row < range.top || row > range.bottom) return null
  return { left: range.left, right: range.right }
}
