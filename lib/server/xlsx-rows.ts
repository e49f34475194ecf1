import { dayOfSerial } from './xlsx-dates'
import type { Archive } from './xlsx-unzip'
import { readXml, unescapeXlsx } from './xlsx-xml'

/** One row that has something in it: its number in the sheet, and its cells by column, both from 0. */
export type SheetRow = { row: number; cells: Map<number, string> }

export type CellFacts = {
  sharedStrings: readonly string[]
  dayStyles: readonly boolean[]
  from1904: boolean
  /** Longer texts are cut one letter after this, so that they are known to be too long. */
  longest: number
}

/** `BC` is column 54, from 0. Null for what names no column. */
function columnOf(reference: string): number | null {
  let column = 0
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return column === 0 ? null : column - 1
}

function numberText(value: string): string {
  const number = Number(value)
  // Excel keeps 442079460118 as 4.42079460118E11 at times; people read the digits.
  return value !== '' && Number.isFinite(number) ? String(number) : value
}

type OpenCell = { column: number; type: string; style: number; value: string; text: string }

function cellText(cell: OpenCell, facts: CellFacts): string {
  const { type, value } = cell
  switch (type) {
    case 's':
      return facts.sharedStrings[Number(value)] ?? ''
    case 'inlineStr':
      return unescapeXlsx(cell.text)
    case 'str':
      return unescapeXlsx(value)
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE'
    case 'e':
    case 'd':
      return value
    default: {
      const day = facts.dayStyles[cell.style] && value !== '' ? dayOfSerial(Number(value), facts.from1904) : null
      return day ?? numberText(value)
    }
  }
}

/** Goes through the rows of a sheet in their order, from first to last. A formula counts as its last result. */
export async function readRows(
  archive: Archive,
  path: string,
  { facts, take }: { facts: CellFacts; take: (row: SheetRow) => void },
): Promise<void> {
  const reader = new RowReader(facts, take)
  await readXml(archive.read(path), reader)
}

class RowReader {
  private row = -1
  private column = -1
  private cells = new Map<number, string>()
  private cell: OpenCell | null = null
  private inside: 'value' | 'text' | null = null
  private aside = 0

  constructor(
    private readonly facts: CellFacts,
    private readonly take: (row: SheetRow) => void,
  ) {}

  readonly open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (name === 'row') this.beginRow(attributes)
    else if (name === 'c') this.beginCell(attributes)
    else if (name === 'rPh') this.aside += 1
    else if (name === 'v') this.inside = 'value'
    else if (name === 't') this.inside = this.aside === 0 ? 'text' : null
    else if (name === 'f') this.inside = null
  }

  private beginRow({ r }: Readonly<Record<string, string>>): void {
    const given = Number(r)
    this.row = Number.isSafeInteger(given) && given > 0 ? given - 1 : this.row + 1
    this.column = -1
    this.cells = new Map()
  }

  private beginCell({ r = '', t = 'n', s = '0' }: Readonly<Record<string, string>>): void {
    this.column = columnOf(r) ?? this.column + 1
    this.cell = { column: this.column, type: t, style: Number(s), value: '', text: '' }
  }

  readonly text = (part: string): void => {
    if (!this.cell || !this.inside) return
    const { longest } = this.facts
    if (this.inside === 'value' && this.cell.value.length <= longest) this.cell.value += part
    if (this.inside === 'text' && this.cell.text.length <= longest) this.cell.text += part
  }

  readonly close = (name: string): void => {
    if (name === 'v' || name === 't' || name === 'f') this.inside = null
    if (name === 'rPh') this.aside -= 1
    if (name === 'c' && this.cell) {
      const text = cellText(this.cell, this.facts)
      if (text !== '') this.cells.set(this.cell.column, text)
      this.cell = null
    }
    if (name === 'row' && this.cells.size > 0) this.take({ row: this.row, cells: this.cells })
  }
}
