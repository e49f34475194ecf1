/** Which cells a paste writes. Pure: positions in, positions and texts out. */

export type PasteArea = { row: number; column: number; rows: number; columns: number }
export type PastedCell = { row: number; column: number; text: string }
export type PasteTarget = {
  cells: PastedCell[]
  rows: number
  /** Rows and columns of the clipboard that have no place, because the sheet ends before. */
  below: number
  beside: number
}

/**
 * Puts a block of text on an area as spreadsheets do: one cell fills the whole area, a block that divides it is
 * repeated, any other one is written once from the first cell on, however small the area is.
 */
export function placePaste(
  block: readonly (readonly string[])[],
  area: PasteArea,
  sheet: { rows: number; columns: number },
): PasteTarget {
  const height = block.length
  const width = Math.max(0, ...block.map((row) => row.length))
  if (height === 0 || width === 0) return { cells: [], rows: 0, below: 0, beside: 0 }
  const repeats = area.rows % height === 0 && area.columns % width === 0
  const rows = repeats ? area.rows : height
  const columns = repeats ? area.columns : width
  const fitting = Math.max(0, Math.min(rows, sheet.rows - area.row))
  const beside = Math.max(0, area.column + columns - sheet.columns)
  const cells: PastedCell[] = []
  for (let r = 0; r < fitting; r += 1) {
    const line = block[r % height] ?? []
    for (let c = 0; c < columns - beside; c += 1) {
      const text = line[c % width]
      // A shorter line of the clipboard says nothing about the columns it does not have.
      if (text !== undefined) cells.push({ row: area.row + r, column: area.column + c, text })
    }
  }
  return { cells, rows: fitting, below: rows - fitting, beside }
}
