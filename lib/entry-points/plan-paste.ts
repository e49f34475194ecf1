import type { StoredRow } from './bulk-store'
import { CELL_COLUMNS, type CellField } from './cell-fields'
import type { EditedRow } from './edit-batch'
import { readCell } from './import-row'
import { KIND_WORDS, RISK_WORDS, ROLLBACK_WORDS } from './kinds'
import { ownerOf, type References, resolveOwner, resolveWave, waveText } from './references'
import { changedColumns, identityKey, nameKeyOf, withTestReset } from './rules'
import type { EntryColumn, EntryColumns } from './schema'

/** Cells that are to be written into one row, as text: what stood on the clipboard. */
export type PastedRow = { id: string; version: number; cells: Readonly<Partial<Record<CellField, string>>> }

export type PasteFailure = { id: string; name: string; field: CellField; text: string; message: string }
export type PasteChange = { id: string; name: string; field: CellField; before: string; after: string }

export type PastePlan = {
  rows: EditedRow[]
  /** Every cell that changes, in the order of the rows. */
  changes: PasteChange[]
  /** Cells that hold this value already. */
  same: number
  failures: PasteFailure[]
  /** Rows somebody changed after they were read, with how many cells that leaves as they are. */
  left: { id: string; name: string; cells: number }[]
}

export type PasteFacts = {
  stored: ReadonlyMap<string, StoredRow>
  references: References
  /** Active rows by what makes them one; empty when no pasted field is part of it. */
  taken: ReadonlyMap<string, string>
}

/** The fields that make a row what it is: a second one with the same three would be counted twice. */
const IDENTITY: readonly CellField[] = ['name', 'kind', 'location']

export function touchesIdentity(rows: readonly PastedRow[]): boolean {
  return rows.some((row) => IDENTITY.some((field) => row.cells[field] !== undefined))
}

type CellPlan = { ok: true; columns: Partial<EntryColumns> } | { ok: false; message: string }

function planCell(field: CellField, text: string, { members, waves }: References): CellPlan {
  const read = readCell(CELL_COLUMNS[field], text)
  if (!read.ok) return { ok: false, message: read.problem.message }
  const { value } = read
  if (field === 'owner') return { ok: true, columns: resolveOwner(value === null ? null : String(value), members) }
  if (field === 'wave') {
    const wave = value === null ? null : resolveWave(String(value), waves)
    if (wave === undefined)
      return { ok: false, message: `There is no wave “${String(value)}”. Plan it in Calendar first.` }
    return { ok: true, columns: { waveId: wave?.id ?? null } }
  }
  if (field === 'name') return { ok: true, columns: { name: String(value), nameKey: nameKeyOf(String(value)) } }
  return { ok: true, columns: { [field]: value } as Partial<EntryColumns> }
}

/** A cell's value in words, as it would be copied. */
function cellWords(field: CellField, columns: EntryColumns, { members, waves }: References): string {
  switch (field) {
    case 'kind':
      return KIND_WORDS[columns.kind]
    case 'risk':
      return RISK_WORDS[columns.risk]
    case 'rollbackState':
      return ROLLBACK_WORDS[columns.rollbackState]
    case 'owner':
      return ownerOf(columns, new Map(members.map((member) => [member.id, member])))?.name ?? ''
    case 'wave': {
      const wave = waves.find((one) => one.id === columns.waveId)
      return wave ? waveText(wave, waves) : ''
    }
    default:
      return String(columns[field] ?? '')
  }
}

const GONE = 'This row was archived or removed meanwhile.'

/** What a paste would change, cell by cell. Nothing is read or written besides its arguments. */
export function planPaste(rows: readonly PastedRow[], facts: PasteFacts): PastePlan {
  const planner = new PastePlanner(facts)
  for (const row of rows) planner.take(row)
  return planner.plan
}

class PastePlanner {
  readonly plan: PastePlan = { rows: [], changes: [], same: 0, failures: [], left: [] }
  private readonly taken: Map<string, string>

  constructor(private readonly facts: PasteFacts) {
    this.taken = new Map(facts.taken)
  }

  take(row: PastedRow): void {
    const stored = this.facts.stored.get(row.id)
    const fields = Object.keys(row.cells) as CellField[]
    if (!stored || stored.columns.archivedAt) {
      for (const field of fields) this.fail(row, { field, name: stored?.columns.name ?? row.id, message: GONE })
      return
    }
    if (stored.version !== row.version) {
      this.plan.left.push({ id: row.id, name: stored.columns.name, cells: fields.length })
      return
    }
    this.change(row, stored, this.readable(row, stored, fields))
  }

  private fail(row: PastedRow, about: { field: CellField; name: string; message: string }): void {
    this.plan.failures.push({ id: row.id, text: row.cells[about.field] ?? '', ...about })
  }

  /** The cells that can be read, as columns by field. */
  private readable(row: PastedRow, stored: StoredRow, fields: readonly CellField[]) {
    const read = new Map<CellField, Partial<EntryColumns>>()
    for (const field of fields) {
      const cell = planCell(field, row.cells[field] ?? '', this.facts.references)
      if (cell.ok) read.set(field, cell.columns)
      else this.fail(row, { field, name: stored.columns.name, message: cell.message })
    }
    return read
  }

  private change(row: PastedRow, stored: StoredRow, read: Map<CellField, Partial<EntryColumns>>): void {
    this.keepApart(row, stored, read)
    const wanted: Partial<EntryColumns> = Object.assign({}, ...read.values())
    const after = withTestReset(changedColumns(stored.columns, wanted), stored.columns)
    const next = { ...stored.columns, ...after }
    for (const [field, columns] of read) {
      if (Object.keys(changedColumns(stored.columns, columns)).length === 0) {
        this.plan.same += 1
        continue
      }
      const before = cellWords(field, stored.columns, this.facts.references)
      const change = { field, before, after: cellWords(field, next, this.facts.references) }
      this.plan.changes.push({ id: row.id, name: stored.columns.name, ...change })
    }
    if (Object.keys(after).length === 0) return
    const before = Object.fromEntries(
      Object.keys(after).map((column) => [column, stored.columns[column as EntryColumn]]),
    )
    this.plan.rows.push({ id: row.id, version: stored.version, before, after, write: next })
  }

  /** Two rows must not become one: the cells that would do that are refused, the others of the row go on. */
  private keepApart(row: PastedRow, stored: StoredRow, read: Map<CellField, Partial<EntryColumns>>): void {
    const own = identityKey(stored.columns)
    const next = identityKey({ ...stored.columns, ...Object.assign({}, ...read.values()) })
    if (next === own) return
    const holder = this.taken.get(next)
    if (holder !== undefined && holder !== row.id) {
      const message = 'Another entry point has this name, kind and location already.'
      for (const field of IDENTITY.filter((one) => read.delete(one))) {
        this.fail(row, { field, name: stored.columns.name, message })
      }
      return
    }
    if (this.taken.get(own) === row.id) this.taken.delete(own)
    this.taken.set(next, row.id)
  }
}
