import { loadPeople, type Person } from '@/lib/calendar/people'
import type { db, Tx } from '@/lib/server/db'
import { readCsv } from '@/lib/shared/csv-read'
import { ok, type Result } from '@/lib/shared/result'
import { type SystemInput, systemSchema } from './schema'
import type { SystemRecord } from './system-store'
import { systemFields, systemKey } from './systems'
import { SYSTEM_STATES } from './vocabulary'

const MOST_ROWS = 5_000

export type RowFailure = { row: number; column: string | null; message: string }
/** What a file would do, or did: created + updated + skipped + failed = its rows. */
export type SystemsCounts = {
  total: number
  created: number
  updated: number
  skipped: number
  failed: number
  failures: RowFailure[]
  /** Columns of the file that the register has no place for. */
  unknownColumns: string[]
}

const FIELDS = {
  system: 'system',
  depends_how: 'dependsHow',
  what_breaks: 'whatBreaks',
  replacement: 'replacement',
  owner: 'owner',
  state: 'state',
} as const
type Column = keyof typeof FIELDS
const isColumn = (name: string): name is Column => Object.hasOwn(FIELDS, name)

export type Planned =
  | { row: number; kind: 'create'; input: SystemInput }
  | { row: number; kind: 'update'; input: SystemInput; before: SystemRecord }
  | { row: number; kind: 'skip' }
  | ({ kind: 'fail' } & RowFailure)

type Known = { people: Map<string, Person[]>; systems: Map<string, SystemRecord> }

const folded = (name: string) => systemKey(name)

function peopleByName(people: ReadonlyMap<string, Person>): Map<string, Person[]> {
  const byName = new Map<string, Person[]>()
  for (const person of people.values()) {
    if (person.disabled) continue
    byName.set(folded(person.name), [...(byName.get(folded(person.name)) ?? []), person])
  }
  return byName
}

function ownerOf(name: string, { people }: Known): { id: string | null } | { problem: string } {
  if (name === '') return { id: null }
  const found = people.get(folded(name)) ?? []
  if (found.length === 1) return { id: found[0]?.id ?? null }
  const problem = found.length === 0 ? 'No member is called' : 'Several members are called'
  return { problem: `${problem} “${name}”. Leave the owner empty, and choose one in the list.` }
}

/** What a row would do. Cells the file has no column for keep what the register says. */
function plan(row: number, cells: Partial<Record<Column, string>>, known: Known): Planned {
  const name = (cells.system ?? '').trim()
  if (name === '') return { row, kind: 'fail', column: 'system', message: 'The system has no name.' }
  const before = known.systems.get(folded(name))
  const owner = ownerOf((cells.owner ?? '').trim(), known)
  if ('problem' in owner) return { row, kind: 'fail', column: 'owner', message: owner.problem }
  const given = (column: Exclude<Column, 'owner'>, kept: string | null | undefined) =>
    cells[column] === undefined ? (kept ?? '') : cells[column]
  const parsed = systemSchema.safeParse({
    system: name,
    dependsHow: given('depends_how', before?.dependsHow),
    whatBreaks: given('what_breaks', before?.whatBreaks),
    replacement: given('replacement', before?.replacement),
    ownerMemberId: cells.owner === undefined ? (before?.ownerMemberId ?? null) : owner.id,
    state: given('state', before?.state).trim() || 'open',
  })
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const field = String(issue?.path[0] ?? '')
    const column = (Object.keys(FIELDS) as Column[]).find((one) => FIELDS[one] === field) ?? null
    const message = field === 'state' ? `The state is one of ${SYSTEM_STATES.join(', ')}.` : (issue?.message ?? '')
    return { row, kind: 'fail', column, message }
  }
  const input = parsed.data
  if (!before) return { row, kind: 'create', input }
  const same = JSON.stringify(systemFields(before)) === JSON.stringify(systemFields(input))
  return same ? { row, kind: 'skip' } : { row, kind: 'update', input, before }
}

export type SystemsFile = {
  rows: { row: number; cells: Partial<Record<Column, string>> }[]
  broken: RowFailure[]
  unknown: string[]
}

/** Splits a file into what the register knows of. A file that cannot be read at all is refused as a whole. */
export function readFile(text: string): Result<SystemsFile, string> {
  const opened = readCsv(new TextEncoder().encode(text), { rows: MOST_ROWS })
  if (!opened.ok) return opened
  const header = opened.value.header.map((name) => name.toLowerCase())
  const file: SystemsFile = { rows: [], broken: [], unknown: header.filter((name) => !isColumn(name)) }
  for (const { row, cells, problem } of opened.value.records) {
    const message = 'This row has more cells than the heading, or a stray quotation mark.'
    if (problem) file.broken.push({ row, column: null, message })
    const named = header.flatMap((name, i) => (isColumn(name) ? [[name, cells[i] ?? ''] as const] : []))
    if (!problem) file.rows.push({ row, cells: Object.fromEntries(named) })
  }
  return ok(file)
}

export function planFile(file: SystemsFile, known: Known): Planned[] {
  const seen = new Set<string>()
  const planned = file.rows.map(({ row, cells }): Planned => {
    const key = folded(cells.system ?? '')
    const twice = key !== '' && seen.has(key)
    seen.add(key)
    if (!twice) return plan(row, cells, known)
    return { row, kind: 'fail', column: 'system', message: `“${cells.system?.trim()}” is in this file more than once.` }
  })
  return [...planned, ...file.broken.map((broken) => ({ kind: 'fail' as const, ...broken }))]
}

export function countsOf(planned: readonly Planned[], unknownColumns: string[]): SystemsCounts {
  const failures = planned.flatMap((one) =>
    one.kind === 'fail' ? [{ row: one.row, column: one.column, message: one.message }] : [],
  )
  const of = (kind: Planned['kind']) => planned.filter((one) => one.kind === kind).length
  return {
    total: planned.length,
    created: of('create'),
    updated: of('update'),
    skipped: of('skip'),
    failed: failures.length,
    failures: failures.toSorted((a, b) => a.row - b.row),
    unknownColumns,
  }
}

/** The people and systems that the rows of a file may name. */
export async function knownOf(reader: Pick<Tx | typeof db, 'member' | 'systemDependency'>, workspaceId: string) {
  const [people, systems] = await Promise.all([
    loadPeople(workspaceId, reader),
    reader.systemDependency.findMany({ where: { workspaceId, archivedAt: null } }),
  ])
  return { people: peopleByName(people), systems: new Map(systems.map((one) => [one.nameKey, one])) }
}
