import type { Prisma } from '@/lib/server/db'
import type { Dialect } from '@/lib/server/sql'
import type { EntryPointFilters } from './filters'
import type { EntryPointSort } from './list-words'
import { nextWaves, type WaveReference } from './references'
import { nameKeyOf } from './rules'

type Where = Prisma.EntryPointWhereInput
type Order = Prisma.EntryPointOrderByWithRelationInput

export type WhereContext = {
  workspaceId: string
  waves: readonly WaveReference[]
  /** Today in the workspace's zone. */
  today: string
  dialect: Dialect
}

function contains(text: string, dialect: Dialect) {
  // SQLite compares ASCII without case by itself and does not know the mode; Postgres has to be told.
  return { contains: text, ...(dialect === 'postgresql' ? { mode: 'insensitive' as const } : {}) }
}

function searchWhere(q: string, dialect: Dialect): Where {
  const anywhere = contains(q, dialect)
  const columns = ['location', 'currentDestination', 'newDestination', 'ownerName', 'notes', 'rollbackPath'] as const
  return { OR: [{ nameKey: { contains: nameKeyOf(q) } }, ...columns.map((column) => ({ [column]: anywhere }))] }
}

function waveWhere(wanted: readonly string[], waves: readonly WaveReference[]): Where {
  const numbers = new Set(wanted.map(Number))
  const chosen = [
    ...waves.filter((wave) => numbers.has(wave.number)),
    ...(wanted.includes('next') ? nextWaves(waves) : []),
  ]
  const inWaves: Where = { waveId: { in: chosen.map((wave) => wave.id) } }
  return wanted.includes('none') ? { OR: [inWaves, { waveId: null }] } : inWaves
}

function ownerWhere(owner: string): Where {
  return owner.startsWith('mem_') ? { ownerMemberId: owner } : { ownerMemberId: null, ownerName: owner }
}

function lacksWhere(lacks: NonNullable<EntryPointFilters['lacks']>, today: string): Where {
  switch (lacks) {
    case 'owner':
      return { ownerMemberId: null, ownerName: null }
    case 'rollback':
      return { risk: 'digital_critical', rollbackPath: null, moveState: { not: 'stays' } }
    case 'destination':
      return { newDestination: null }
    case 'date':
      return { updateDate: null, moveState: { not: 'stays' } }
    case 'wave':
      return { waveId: null }
    case 'move':
      return { updateDate: { lt: today }, moveState: { in: ['not_moved', 'rolled_back'] } }
  }
}

/** The rows a filter shows; archived ones only when they are asked for. */
export function whereOf(filters: EntryPointFilters, context: WhereContext): Where & { workspaceId: string } {
  const { q, kind, risk, wave, owner, result, move, lacks } = filters
  const parts: Where[] = []
  if (q) parts.push(searchWhere(q, context.dialect))
  if (kind?.length) parts.push({ kind: { in: kind } })
  if (risk?.length) parts.push({ risk: { in: risk } })
  if (wave?.length) parts.push(waveWhere(wave, context.waves))
  if (owner) parts.push(ownerWhere(owner))
  if (result?.length) parts.push({ testResult: { in: result } })
  if (move?.length) parts.push({ moveState: { in: move } })
  if (lacks) parts.push(lacksWhere(lacks, context.today))
  const archivedAt = filters.archived ? { not: null } : null
  return { workspaceId: context.workspaceId, archivedAt, ...(parts.length > 0 ? { AND: parts } : {}) }
}

type Direction = 'asc' | 'desc'

/** Rows without a value come last in both directions: they are what still has to be filled in, not the smallest value. */
function nullable(column: keyof Order, dir: Direction): Order {
  return { [column]: { sort: dir, nulls: 'last' } }
}

const ORDERS: Record<EntryPointSort, (dir: Direction) => Order> = {
  name: (dir) => ({ nameKey: dir }),
  kind: (dir) => ({ kind: dir }),
  risk: (dir) => ({ risk: dir }),
  owner: (dir) => nullable('ownerName', dir),
  updateDate: (dir) => nullable('updateDate', dir),
  wave: (dir) => ({ wave: { number: dir } }),
  result: (dir) => ({ testResult: dir }),
  move: (dir) => ({ moveState: dir }),
  currentDestination: (dir) => nullable('currentDestination', dir),
  newDestination: (dir) => nullable('newDestination', dir),
  createdAt: (dir) => ({ createdAt: dir }),
  updatedAt: (dir) => ({ updatedAt: dir }),
}

/** The order of a list, with the id as the last tie-break so that pages neither repeat nor lose a row. */
export function orderOf(sort: EntryPointSort, dir: Direction): Order[] {
  return [ORDERS[sort](dir), { id: dir }]
}
