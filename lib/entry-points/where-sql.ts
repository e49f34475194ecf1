import type { Dialect, SqlValue } from '@/lib/server/sql'
import type { EntryPointFilters } from './filters'
import type { EntryPointSort, Lacks } from './list-words'
import { nextWaves, type WaveReference } from './references'
import { nameKeyOf } from './rules'

/** A piece of a statement with the values of its placeholders. Names and operators are constants of this file. */
export type SqlPart = { text: string; params: SqlValue[] }

export type ListContext = {
  workspaceId: string
  waves: readonly WaveReference[]
  /** Today in the workspace's zone. */
  today: string
  dialect: Dialect
}

const NOTHING: SqlPart = { text: '1 = 0', params: [] }

function joined(parts: readonly SqlPart[], word: ' AND ' | ' OR '): SqlPart {
  const text = parts.map((part) => `(${part.text})`).join(word)
  return { text, params: parts.flatMap((part) => part.params) }
}

function isOneOf(column: string, values: readonly string[]): SqlPart {
  if (values.length === 0) return NOTHING
  return { text: `"${column}" IN (${values.map(() => '?').join(',')})`, params: [...values] }
}

const plain = (text: string, ...params: SqlValue[]): SqlPart => ({ text, params })

const SEARCHED = ['location', 'currentDestination', 'newDestination', 'ownerName', 'notes', 'rollbackPath'] as const

/** Words anywhere in a text, without case. `%` and `_` are letters like any other. */
function searchPart(q: string, dialect: Dialect): SqlPart {
  const pattern = (words: string) => `%${words.replace(/[\\%_]/g, '\\$&')}%`
  // SQLite compares ASCII without case by itself; Postgres has to be told.
  const like = dialect === 'postgresql' ? 'ILIKE' : 'LIKE'
  const anywhere = SEARCHED.map((column) => plain(`"${column}" ${like} ? ESCAPE '\\'`, pattern(q)))
  return joined([plain(`"nameKey" LIKE ? ESCAPE '\\'`, pattern(nameKeyOf(q))), ...anywhere], ' OR ')
}

function wavePart(wanted: readonly string[], waves: readonly WaveReference[]): SqlPart {
  const numbers = new Set(wanted.map(Number))
  const chosen = [
    ...waves.filter((wave) => numbers.has(wave.number)),
    ...(wanted.includes('next') ? nextWaves(waves) : []),
  ]
  const ids = isOneOf('waveId', [...new Set(chosen.map((wave) => wave.id))])
  return wanted.includes('none') ? joined([ids, plain('"waveId" IS NULL')], ' OR ') : ids
}

function ownerPart(owner: string): SqlPart {
  if (owner.startsWith('mem_')) return plain('"ownerMemberId" = ?', owner)
  return plain('"ownerMemberId" IS NULL AND "ownerName" = ?', owner)
}

function lacksPart(lacks: Lacks, today: string): SqlPart {
  switch (lacks) {
    case 'owner':
      return plain('"ownerMemberId" IS NULL AND "ownerName" IS NULL')
    case 'rollback':
      return plain(`"risk" = 'digital_critical' AND "rollbackPath" IS NULL AND "moveState" <> 'stays'`)
    case 'destination':
      return plain('"newDestination" IS NULL')
    case 'date':
      return plain(`"updateDate" IS NULL AND "moveState" <> 'stays'`)
    case 'wave':
      return plain('"waveId" IS NULL')
    case 'move':
      return plain(`"updateDate" < ? AND "moveState" IN ('not_moved', 'rolled_back')`, today)
  }
}

/** The rows a filter shows; archived ones only when they are asked for. */
export function whereSql(filters: EntryPointFilters, context: ListContext): SqlPart {
  const { q, kind, risk, wave, owner, result, move, lacks, archived } = filters
  const parts = [
    plain('"workspaceId" = ?', context.workspaceId),
    plain(`"archivedAt" IS ${archived ? 'NOT ' : ''}NULL`),
  ]
  if (kind?.length) parts.push(isOneOf('kind', kind))
  if (risk?.length) parts.push(isOneOf('risk', risk))
  if (wave?.length) parts.push(wavePart(wave, context.waves))
  if (owner) parts.push(ownerPart(owner))
  if (result?.length) parts.push(isOneOf('testResult', result))
  if (move?.length) parts.push(isOneOf('moveState', move))
  if (lacks) parts.push(lacksPart(lacks, context.today))
  if (q) parts.push(searchPart(q, context.dialect))
  return joined(parts, ' AND ')
}

type Direction = 'asc' | 'desc'
type Key = SqlPart & { nullable: boolean }

const column = (name: string, nullable = false): Key => ({ text: `"${name}"`, params: [], nullable })

/** Waves are few and kept by id: their order is written into the statement. */
function waveKey(waves: readonly WaveReference[]): Key {
  if (waves.length === 0) return { text: 'NULL', params: [], nullable: true }
  const cases = waves.map((wave) => `WHEN ? THEN ${Math.trunc(wave.number)}`)
  return { text: `CASE "waveId" ${cases.join(' ')} END`, params: waves.map((wave) => wave.id), nullable: true }
}

function keyOf(sort: EntryPointSort, waves: readonly WaveReference[]): Key {
  const keys: Record<EntryPointSort, () => Key> = {
    name: () => column('nameKey'),
    kind: () => column('kind'),
    risk: () => column('risk'),
    owner: () => column('ownerName', true),
    updateDate: () => column('updateDate', true),
    wave: () => waveKey(waves),
    result: () => column('testResult'),
    move: () => column('moveState'),
    currentDestination: () => column('currentDestination', true),
    newDestination: () => column('newDestination', true),
    createdAt: () => column('createdAt'),
    updatedAt: () => column('updatedAt'),
  }
  return keys[sort]()
}

export type ListOrder = {
  sort: EntryPointSort
  dir: Direction
  /** The same order from its other end: what is deep in the list is near there. */
  reversed?: boolean
}

const flip = (dir: Direction): Direction => (dir === 'asc' ? 'desc' : 'asc')

/**
 * The order of a list, with the id as the last tie-break so that pages neither repeat nor lose a row. Rows without a
 * value come last in both directions: they are what still has to be filled in, not the smallest value.
 */
export function orderSql({ sort, dir, reversed = false }: ListOrder, context: ListContext): SqlPart {
  const key = keyOf(sort, context.waves)
  const way = reversed ? flip(dir) : dir
  const nulls = key.nullable ? ` NULLS ${reversed ? 'FIRST' : 'LAST'}` : ''
  return { text: `${key.text} ${way.toUpperCase()}${nulls}, "id" ${way.toUpperCase()}`, params: key.params }
}
