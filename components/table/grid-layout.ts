import type { Density } from './table-layout'

/** How one person has laid out a grid. Keys that no column has any more are ignored, new columns stand where they belong. */
export type GridLayout = {
  density: Density
  hidden: readonly string[]
  /** Keys in the order they are shown; the others follow in their own order. */
  order: readonly string[]
  /** Pixels by key. */
  widths: Readonly<Record<string, number>>
}

type LaidOut = { key: string; width: number; primary?: boolean; initiallyHidden?: boolean }

export const NARROWEST = 56
export const WIDEST = 900
export const WIDTH_STEP = 24

export function initialLayout(columns: readonly LaidOut[]): GridLayout {
  return {
    density: 'comfortable',
    hidden: columns.filter((column) => column.initiallyHidden).map((column) => column.key),
    order: [],
    widths: {},
  }
}

/** Every key once: the primary column first, then the chosen order, then what is new. */
export function orderedKeys(columns: readonly LaidOut[], order: readonly string[]): string[] {
  const known = new Set(columns.map((column) => column.key))
  const primary = columns.filter((column) => column.primary).map((column) => column.key)
  const chosen = order.filter((key) => known.has(key))
  return [...new Set([...primary, ...chosen, ...columns.map((column) => column.key)])]
}

export function isHidden(column: LaidOut, layout: GridLayout): boolean {
  return !column.primary && layout.hidden.includes(column.key)
}

export function widthOf(column: LaidOut, layout: GridLayout): number {
  return clampWidth(layout.widths[column.key] ?? column.width)
}

export function clampWidth(width: number): number {
  return Math.round(Math.max(NARROWEST, Math.min(width, WIDEST)))
}

/** One step to the left or right among the columns that are shown; the primary one keeps its place. */
export function movedColumn(
  columns: readonly LaidOut[],
  layout: GridLayout,
  move: { key: string; by: -1 | 1 },
): GridLayout {
  const keys = orderedKeys(columns, layout.order)
  const shown = keys.filter((key) => columns.some((column) => column.key === key && !isHidden(column, layout)))
  const fixed = columns.filter((column) => column.primary).length
  const from = shown.indexOf(move.key)
  const neighbour = shown[from + move.by]
  if (from < fixed || neighbour === undefined || from + move.by < fixed) return layout
  const rest = keys.filter((key) => key !== move.key)
  const at = rest.indexOf(neighbour) + (move.by > 0 ? 1 : 0)
  return { ...layout, order: [...rest.slice(0, at), move.key, ...rest.slice(at)] }
}
