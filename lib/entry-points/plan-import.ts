import type { CsvRecord, RecordProblem } from '@/lib/shared/csv-read'
import { storableText } from '@/lib/shared/text'
import type { StoredRow } from './bulk-store'
import type { ColumnMapping, CsvColumnName } from './import-columns'
import { type ReadRow, type RowProblem, type RowReader, readRow, type ValueChoices } from './import-row'
import { type MissingWaves, openWaveBook, type WaveBook } from './import-waves'
import { type OwnerReference, ownerOf, resolveOwner, type WaveReference } from './references'
import { changedColumns, identityKey, nameKeyOf, withTestReset } from './rules'
import type { EntryColumns } from './schema'

export type ImportFacts = {
  header: readonly string[]
  mapping: ColumnMapping
  choices: ValueChoices
  missingWaves: MissingWaves
  existing: readonly StoredRow[]
  members: readonly OwnerReference[]
  waves: readonly WaveReference[]
  newId: (prefix: 'ep' | 'wv') => string
}

type PlannedCreate = { row: number; id: string; columns: EntryColumns }
type PlannedUpdate = { row: number; stored: StoredRow; changes: Partial<EntryColumns> }
type PlannedFailure = RowProblem & { row: number; source: [heading: string, cell: string][] }
export type Counted = { value: string; count: number }

export type ImportPlan = {
  total: number
  creates: PlannedCreate[]
  updates: PlannedUpdate[]
  skipped: { equal: number; repeated: number; empty: number }
  failures: PlannedFailure[]
  newWaves: WaveReference[]
  unknownWaves: string[]
  unknownKinds: Counted[]
  unknownRisks: Counted[]
  /** Dates that were not written as 2026-11-24, and how they were understood. */
  dateReadings: { text: string; reading: string }[]
  /** Rows whose empty risk group was taken from the kind. */
  risksFromKind: number
}

const RECORD_SENTENCES: Record<RecordProblem, string> = {
  'row-too-many-cells':
    'This row has more cells than the heading. A comma inside a text needs quotation marks around it.',
  'row-cell-too-long': 'A cell of this row is longer than 100,000 characters.',
  'row-bad-quotes': 'The quotation marks of this row do not match, so its cells cannot be told apart.',
}

type Seen = { row: number; signature: string }

const READINGS_KEPT = 20

/** Goes through a file once and decides what happens to each row. Nothing is read or written besides its arguments. */
export function planImport(records: Iterable<CsvRecord>, facts: ImportFacts): ImportPlan {
  const planner = new ImportPlanner(facts)
  for (const record of records) planner.take(record)
  return planner.finish()
}

class ImportPlanner {
  private readonly plan: ImportPlan
  private readonly reader: RowReader
  private readonly waves: WaveBook
  private readonly names: ReadonlyMap<string, { name: string }>
  private readonly stored: ReadonlyMap<string, StoredRow>
  private readonly seen = new Map<string, Seen>()
  private readonly unknown = { kind: new Map<string, number>(), risk: new Map<string, number>() }
  private readonly owners = new Map<string, ReturnType<typeof resolveOwner>>()

  constructor(private readonly facts: ImportFacts) {
    this.reader = { mapping: facts.mapping, choices: facts.choices }
    this.waves = openWaveBook(facts.waves, facts.missingWaves, () => facts.newId('wv'))
    this.names = new Map(facts.members.map((member) => [member.id, { name: member.name }]))
    // Reversed, so that the oldest of several rows with one key is the one that is kept.
    this.stored = new Map([...facts.existing].reverse().map((row) => [identityKey(row.columns), row]))
    this.plan = {
      ...{ total: 0, creates: [], updates: [], failures: [], newWaves: [], unknownWaves: [], unknownKinds: [] },
      ...{ unknownRisks: [], dateReadings: [], risksFromKind: 0, skipped: { equal: 0, repeated: 0, empty: 0 } },
    }
  }

  take(record: CsvRecord): void {
    this.plan.total += 1
    if (record.cells.every((cell) => cell.trim() === '')) {
      this.plan.skipped.empty += 1
      return
    }
    const { problem } = record
    if (problem) this.fail(record, { column: null, code: problem, message: RECORD_SENTENCES[problem] })
    else this.read(record)
  }

  private read(record: CsvRecord): void {
    const reading = readRow(record.cells, this.reader)
    if (!reading.ok) {
      this.fail(record, reading.problem)
      return
    }
    const key = identityKey(reading.row)
    if (!this.isRepeated(record, key, reading.row)) this.place(record, key, reading.row)
  }

  finish(): ImportPlan {
    const counted = (values: Map<string, number>) => [...values].map(([value, count]) => ({ value, count }))
    return {
      ...this.plan,
      newWaves: this.waves.planned(),
      unknownWaves: this.waves.unknown(),
      unknownKinds: counted(this.unknown.kind),
      unknownRisks: counted(this.unknown.risk),
    }
  }

  private fail(record: CsvRecord, problem: RowProblem): void {
    const { column, value } = problem
    if (value !== undefined && (column === 'kind' || column === 'risk')) {
      this.unknown[column].set(value, (this.unknown[column].get(value) ?? 0) + 1)
    }
    const cell = (i: number): string => storableText(record.cells[i] ?? '')
    const source = this.facts.header.map((heading, i): [string, string] => [storableText(heading), cell(i)])
    this.plan.failures.push({ ...problem, row: record.row, source })
  }

  /** The same entry point twice in one file: harmless when both rows say the same, otherwise one of them is wrong. */
  private isRepeated(record: CsvRecord, key: string, row: ReadRow): boolean {
    const { given: _given, dateReading: _reading, riskFromKind: _risk, ...said } = row
    const signature = JSON.stringify(said)
    const first = this.seen.get(key)
    if (!first) {
      this.seen.set(key, { row: record.row, signature })
      return false
    }
    if (first.signature === signature) this.plan.skipped.repeated += 1
    else {
      const message = `Row ${first.row} has the same name, kind and location, with other values. Keep one of the two.`
      this.fail(record, { column: 'name', code: 'duplicate-in-file', message })
    }
    return true
  }

  private place(record: CsvRecord, key: string, row: ReadRow): void {
    const wave = row.wave === null ? null : this.waves.find(row.wave)
    if (wave === undefined) {
      const message = `There is no wave “${row.wave}”. Use one that exists, leave it empty, or plan it while importing.`
      this.fail(record, { column: 'wave', code: 'unknown-wave', message })
      return
    }
    this.note(row)
    const stored = this.stored.get(key)
    const target = this.columnsFor(row, wave?.id ?? null, stored)
    if (!stored) {
      this.plan.creates.push({ row: record.row, id: this.facts.newId('ep'), columns: { ...EMPTY, ...target } })
      return
    }
    const changes = withTestReset(changedColumns(stored.columns, onlyGiven(target, row)), stored.columns)
    if (Object.keys(changes).length === 0) this.plan.skipped.equal += 1
    else this.plan.updates.push({ row: record.row, stored, changes })
  }

  private note(row: ReadRow): void {
    if (row.riskFromKind) this.plan.risksFromKind += 1
    if (row.dateReading && this.plan.dateReadings.length < READINGS_KEPT) {
      if (!this.plan.dateReadings.some((one) => one.text === row.dateReading?.text)) {
        this.plan.dateReadings.push(row.dateReading)
      }
    }
  }

  private columnsFor(row: ReadRow, waveId: string | null, stored: StoredRow | undefined): RowColumns {
    const { name, kind, location, currentDestination, newDestination, risk, updateDate, rollbackPath, notes } = row
    return {
      ...{ name, kind, location, currentDestination, newDestination, updateDate, rollbackPath, notes, waveId },
      ...{ audience: row.audience, rollbackState: row.rollbackState, leadDays: row.leadDays },
      nameKey: nameKeyOf(name),
      // An empty cell says nothing about the risk of a row that has one.
      risk: stored && row.riskFromKind ? stored.columns.risk : risk,
      ...this.ownerFor(row.owner, stored),
    }
  }

  /** The text that already shows for a row means: no change, whoever else may have that name by now. */
  private ownerFor(text: string | null, stored: StoredRow | undefined): ReturnType<typeof resolveOwner> {
    const present = stored ? ownerOf(stored.columns, this.names) : null
    if (stored && present && text && nameKeyOf(present.name) === nameKeyOf(text)) {
      const { ownerMemberId, ownerName } = stored.columns
      return { ownerMemberId, ownerName }
    }
    const key = text ?? ''
    const owner = this.owners.get(key) ?? resolveOwner(text, this.facts.members)
    this.owners.set(key, owner)
    return owner
  }
}

type RowColumns = Omit<EntryColumns, 'testResult' | 'testMessage' | 'testedAt' | 'archivedAt'>

const EMPTY = {
  testResult: 'not_checked',
  testMessage: null,
  testedAt: null,
  archivedAt: null,
} as const

const COLUMN_OF: Record<CsvColumnName, readonly (keyof RowColumns)[]> = {
  name: ['name', 'nameKey'],
  kind: ['kind'],
  location: ['location'],
  current_destination: ['currentDestination'],
  new_destination: ['newDestination'],
  risk: ['risk'],
  owner: ['ownerMemberId', 'ownerName'],
  update_date: ['updateDate'],
  wave: ['waveId'],
  rollback_path: ['rollbackPath'],
  notes: ['notes'],
  audience: ['audience'],
  rollback_state: ['rollbackState'],
  lead_days: ['leadDays'],
}

/** A file without a column says nothing about that field, so an existing row keeps it. */
function onlyGiven(target: RowColumns, row: ReadRow): Partial<EntryColumns> {
  const columns = [...row.given].flatMap((column) => COLUMN_OF[column])
  return Object.fromEntries(columns.map((column) => [column, target[column]]))
}
