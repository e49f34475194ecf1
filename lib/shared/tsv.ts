import { escapeFormula, unescapeFormula } from './csv'

/**
 * Cells as spreadsheets put them on the clipboard: tabs between cells, line ends between rows, quotation marks around a
 * cell that has any of these in it. Cells that a spreadsheet would take for a formula get the same apostrophe as in a
 * file, and lose it on the way back.
 */
export function writeTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map(writeCell).join('\t')).join('\r\n')
}

function writeCell(text: string): string {
  const safe = escapeFormula(text)
  return /["\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Reads what was copied; rows may be of different length. One line end after the last row belongs to no row. */
export function readTsv(text: string): string[][] {
  const rows: string[][] = [[]]
  const reader = new CellReader(text)
  while (!reader.done()) {
    const { cell, end } = reader.next()
    rows.at(-1)?.push(unescapeFormula(cell))
    if (end === 'row') rows.push([])
  }
  // The text ended in a line end: nothing was begun after it.
  if (rows.at(-1)?.length === 0) rows.pop()
  return rows
}

class CellReader {
  private readonly separator = /[\t\r\n]/g
  private at = 0
  private open = true

  constructor(private readonly text: string) {}

  done(): boolean {
    return !this.open
  }

  next(): { cell: string; end: 'cell' | 'row' | 'text' } {
    const quoted = this.text[this.at] === '"' ? this.quoted() : null
    const from = quoted?.after ?? this.at
    this.separator.lastIndex = from
    const stop = this.separator.exec(this.text)?.index ?? this.text.length
    const cell = (quoted?.inside ?? '') + this.text.slice(from, stop)
    return { cell, end: this.pass(stop) }
  }

  /** Moves over the separator. */
  private pass(stop: number): 'cell' | 'row' | 'text' {
    const separator = this.text[stop]
    this.at = stop + (this.text.startsWith('\r\n', stop) ? 2 : 1)
    if (separator === '\t') return 'cell'
    // A line end at the very end closes the last row.
    this.open = separator !== undefined && this.at < this.text.length
    return separator === undefined ? 'text' : 'row'
  }

  /** What stands in quotation marks from here; null when they are never closed, and so are part of the text. */
  private quoted(): { inside: string; after: number } | null {
    let from = this.at + 1
    for (;;) {
      const close = this.text.indexOf('"', from)
      if (close < 0) return null
      if (this.text[close + 1] !== '"') {
        return { inside: this.text.slice(this.at + 1, close).replaceAll('""', '"'), after: close + 1 }
      }
      from = close + 2
    }
  }
}
