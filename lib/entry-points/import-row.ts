import { shorten } from '@/lib/shared/text'
import type { ColumnMapping, CsvColumnName } from './import-columns'
import {
  foldWord,
  KIND_WORDS,
  type Kind,
  RISK_WORDS,
  type Risk,
  ROLLBACK_WORDS,
  type RollbackState,
  readKind,
  readRisk,
  readRollbackState,
  usualRisk,
} from './kinds'
import { LONGEST_LEAD, TEXT_LIMITS } from './limits'
import { cleanLine, cleanText } from './schema'
import { dayProblemSentence, readDay } from './update-date'

/** One row of the file as understood: texts cleaned, kind, risk and date read; owner and wave still as written. */
export type ReadRow = {
  name: string
  kind: Kind
  location: string | null
  currentDestination: string | null
  newDestination: string | null
  risk: Risk
  owner: string | null
  updateDate: string | null
  wave: string | null
  rollbackPath: string | null
  notes: string | null
  audience: string | null
  rollbackState: RollbackState
  leadDays: number | null
  /** The fields the file has a column for; the others of an existing row are left as they are. */
  given: ReadonlySet<CsvColumnName>
  /** How a date was understood that was not written as 2026-11-24. */
  dateReading: { text: string; reading: string } | null
  riskFromKind: boolean
}

export type RowProblem = { column: CsvColumnName | null; code: string; message: string; value?: string }

/** Choices a person made for words Handrail did not know, by the folded word. */
export type ValueChoices = { kinds?: Readonly<Record<string, Kind>>; risks?: Readonly<Record<string, Risk>> }

export type RowReader = { mapping: ColumnMapping; choices: ValueChoices }

const TEXTS = {
  location: ['location', TEXT_LIMITS.location],
  current_destination: ['current destination', TEXT_LIMITS.currentDestination],
  new_destination: ['new destination', TEXT_LIMITS.newDestination],
  owner: ['owner', TEXT_LIMITS.owner],
  wave: ['wave', TEXT_LIMITS.wave],
  rollback_path: ['rollback path', TEXT_LIMITS.rollbackPath],
  notes: ['notes', TEXT_LIMITS.notes],
  audience: ['audience', TEXT_LIMITS.audience],
} as const satisfies Partial<Record<CsvColumnName, readonly [string, number]>>

/** Leaves the reading of a row at its first bad cell; never leaves this file. */
class BadCell extends Error {
  constructor(readonly problem: RowProblem) {
    super(problem.code)
  }
}

function refuse(column: CsvColumnName, code: string, message: string, value?: string): never {
  throw new BadCell({ column, code, message, ...(value === undefined ? {} : { value }) })
}

const shown = (text: string) => shorten(text, 60)

function readTextCell(column: keyof typeof TEXTS, cell: string): string | null {
  const [words, limit] = TEXTS[column]
  const text = column === 'notes' ? cleanText(cell) : cleanLine(cell)
  if (text.length > limit) {
    refuse(column, 'too-long', `The ${words} has ${text.length} characters; at most ${limit} are allowed.`)
  }
  return text || null
}

function readName(cell: string): string {
  const name = cleanLine(cell)
  if (!name)
    refuse('name', 'missing-name', 'The name is empty. Say what this entry point is, like “Till receipt QR code”.')
  if (name.length > TEXT_LIMITS.name) {
    refuse('name', 'too-long', `The name has ${name.length} characters; at most ${TEXT_LIMITS.name} are allowed.`)
  }
  return name
}

function readKindCell(cell: string, choices: ValueChoices): Kind {
  const text = cleanLine(cell)
  const kind = choices.kinds?.[foldWord(text)] ?? readKind(text)
  if (kind) return kind
  if (!text) refuse('kind', 'missing-kind', 'The kind is empty. Say what it is: website, ad, QR code and so on.', '')
  return refuse(
    'kind',
    'unknown-kind',
    `“${shown(text)}” is not a kind. Use one of: ${Object.values(KIND_WORDS).join(', ')}.`,
    text,
  )
}

function readRiskCell(cell: string, choices: ValueChoices): Risk | null {
  const text = cleanLine(cell)
  const chosen = choices.risks?.[foldWord(text)]
  if (chosen) return chosen
  if (!text) return null
  const risk = readRisk(text)
  return (
    risk ??
    refuse(
      'risk',
      'unknown-risk',
      `“${shown(text)}” is not a risk group. Use one of: ${Object.values(RISK_WORDS).join(', ')}.`,
      text,
    )
  )
}

function readRollbackCell(cell: string): RollbackState {
  const text = cleanLine(cell)
  if (!text) return 'open'
  const words = Object.values(ROLLBACK_WORDS).join(', ')
  return (
    readRollbackState(text) ??
    refuse(
      'rollback_state',
      'unknown-rollback-state',
      `“${shown(text)}” does not say how a roll-back would go. Use one of: ${words}.`,
    )
  )
}

function readLeadCell(cell: string): number | null {
  const text = cleanLine(cell)
  if (!text) return null
  const days = /^(\d{1,4})(?: ?(?:d|days?))?$/i.exec(text)
  if (days && Number(days[1]) <= LONGEST_LEAD) return Number(days[1])
  return refuse('lead_days', 'bad-lead-days', `“${shown(text)}” is no number of days from 0 to ${LONGEST_LEAD}.`)
}

function readDateCell(cell: string): { day: string | null; reading: ReadRow['dateReading'] } {
  const text = cleanLine(cell)
  if (!text) return { day: null, reading: null }
  const read = readDay(text)
  if (!read.ok) refuse('update_date', `date-${read.code}`, dayProblemSentence(read.code, shown(text)))
  return { day: read.value.day, reading: read.value.reading === null ? null : { text, reading: read.value.reading } }
}

/** The fields of a sheet's cell that are read as the file's columns are. */
export type CellReading<T> = { ok: true; value: T } | { ok: false; problem: RowProblem }

function attempt<T>(read: () => T): CellReading<T> {
  try {
    return { ok: true, value: read() }
  } catch (error) {
    if (error instanceof BadCell) return { ok: false, problem: error.problem }
    throw error
  }
}

const NO_CHOICES: ValueChoices = {}

/** One cell, read as the import reads it: the same words, dates and limits. An empty risk group is refused here. */
export function readCell(column: CsvColumnName, cell: string): CellReading<string | number | null> {
  return attempt(() => {
    switch (column) {
      case 'name':
        return readName(cell)
      case 'kind':
        return readKindCell(cell, NO_CHOICES)
      case 'risk':
        return readRiskCell(cell, NO_CHOICES) ?? refuse('risk', 'missing-risk', 'The risk group cannot be empty.')
      case 'update_date':
        return readDateCell(cell).day
      case 'rollback_state':
        return readRollbackCell(cell)
      case 'lead_days':
        return readLeadCell(cell)
      default:
        return readTextCell(column, cell)
    }
  })
}

function readCells(cells: readonly string[], { mapping, choices }: RowReader): ReadRow {
  const cell = (column: CsvColumnName) => cells[mapping[column] ?? -1] ?? ''
  const kind = readKindCell(cell('kind'), choices)
  const risk = readRiskCell(cell('risk'), choices)
  const { day, reading } = readDateCell(cell('update_date'))
  return {
    name: readName(cell('name')),
    kind,
    location: readTextCell('location', cell('location')),
    currentDestination: readTextCell('current_destination', cell('current_destination')),
    newDestination: readTextCell('new_destination', cell('new_destination')),
    risk: risk ?? usualRisk(kind),
    owner: readTextCell('owner', cell('owner')),
    updateDate: day,
    wave: readTextCell('wave', cell('wave')),
    rollbackPath: readTextCell('rollback_path', cell('rollback_path')),
    notes: readTextCell('notes', cell('notes')),
    audience: readTextCell('audience', cell('audience')),
    rollbackState: readRollbackCell(cell('rollback_state')),
    leadDays: readLeadCell(cell('lead_days')),
    given: new Set(Object.keys(mapping) as CsvColumnName[]),
    dateReading: reading,
    riskFromKind: risk === null,
  }
}

export type RowReading = { ok: true; row: ReadRow } | { ok: false; problem: RowProblem }

/** Reads one row, or says which cell stands in the way and why. Pure. */
export function readRow(cells: readonly string[], reader: RowReader): RowReading {
  const read = attempt(() => readCells(cells, reader))
  return read.ok ? { ok: true, row: read.value } : read
}
