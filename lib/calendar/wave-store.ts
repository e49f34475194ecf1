import { db, type Prisma, sqlOf, type Tx } from '@/lib/server/db'
import type { Person } from './people'
import { overriddenGateSchema, type WaveCounts, type WaveView } from './schema'
import { isWaveState, type WaveState } from './wave-states'

export type WaveRecord = Prisma.WaveGetPayload<object>
type Reader = Pick<typeof db, 'wave'>

/** A state this version does not know is treated as the first one: nothing can be released from it by accident. */
export function stateOf(record: Pick<WaveRecord, 'state'>): WaveState {
  return isWaveState(record.state) ? record.state : 'planned'
}

export function isRollingBack(record: Pick<WaveRecord, 'state' | 'rollbackAt'>): boolean {
  return record.rollbackAt !== null && stateOf(record) !== 'rolled_back'
}

export async function findWave(workspaceId: string, id: string, reader: Reader = db): Promise<WaveRecord | null> {
  return reader.wave.findFirst({ where: { id, workspaceId } })
}

export async function loadWaves(workspaceId: string, reader: Reader = db): Promise<WaveRecord[]> {
  return reader.wave.findMany({ where: { workspaceId }, orderBy: { number: 'asc' } })
}

type Names = ReadonlyMap<string, Pick<Person, 'name'>>

function overrideOf(record: WaveRecord, names: Names): WaveView['override'] {
  if (!record.overrideReason) return null
  const closed = overriddenGateSchema.array().safeParse(record.overridden)
  const byName = names.get(record.overrideById ?? '')?.name ?? 'A former member'
  return { reason: record.overrideReason, byName, closed: closed.success ? closed.data : [] }
}

export function toWaveView(
  record: WaveRecord,
  names: Names,
  waves: ReadonlyMap<string, Pick<WaveRecord, 'id' | 'number' | 'name' | 'state'>>,
): WaveView {
  const { id, version, number, name, goal, startsAt, endsAt, ownerMemberId, dependsOnId } = record
  const { releasedAt, finishedAt, rollbackAt, rollbackReason, updatedAt } = record
  const before = dependsOnId ? waves.get(dependsOnId) : undefined
  return {
    ...{ id, version, number, name, goal, startsAt, endsAt },
    ...{ releasedAt, finishedAt, rollbackAt, rollbackReason, updatedAt },
    state: stateOf(record),
    owner: ownerMemberId
      ? { memberId: ownerMemberId, name: names.get(ownerMemberId)?.name ?? 'A former member' }
      : null,
    dependsOn: before ? { id: before.id, number: before.number, name: before.name, state: stateOf(before) } : null,
    override: overrideOf(record, names),
  }
}

const WALKED = `EXISTS (SELECT 1 FROM "WaveStep" s WHERE s."workspaceId" = e."workspaceId" AND s."waveId" = e."waveId"
  AND s."entryPointId" = e."id" AND s."kind" = 'impossible' AND s."at" >= w."rollbackAt")`

/** Each count as the condition that makes a row count. Constants only: nothing of a request is ever part of them. */
const CONDITIONS: Record<keyof WaveCounts, string> = {
  total: '1 = 1',
  toMove: `e."moveState" IN ('not_moved', 'rolled_back')`,
  moved: `e."moveState" = 'moved'`,
  stays: `e."moveState" = 'stays'`,
  rolledBack: `e."moveState" = 'rolled_back'`,
  proven: `e."testResult" IN ('right', 'attested') AND (e."moveState" = 'stays' OR (e."moveState" = 'moved' AND e."testedAt" >= e."movedAt"))`,
  wrong: `e."testResult" = 'wrong'`,
  noOwner: 'e."ownerMemberId" IS NULL AND e."ownerName" IS NULL',
  noDestination: `e."newDestination" IS NULL AND e."moveState" <> 'stays'`,
  noRollback: `e."risk" = 'digital_critical' AND e."rollbackPath" IS NULL AND e."moveState" <> 'stays'`,
  noDate: `e."updateDate" IS NULL AND e."moveState" <> 'stays'`,
  unwalked: `w."rollbackAt" IS NOT NULL AND e."moveState" = 'moved' AND NOT ${WALKED}`,
  impossible: `w."rollbackAt" IS NOT NULL AND e."moveState" = 'moved' AND ${WALKED}`,
}
const NAMES = Object.keys(CONDITIONS) as (keyof WaveCounts)[]
const SUMS = NAMES.map((name) => `SUM(CASE WHEN ${CONDITIONS[name]} THEN 1 ELSE 0 END) AS "${name}"`).join(', ')

export const NO_ENTRY_POINTS = Object.fromEntries(NAMES.map((name) => [name, 0])) as WaveCounts

function toCounts(row: Record<string, unknown>): WaveCounts {
  return Object.fromEntries(NAMES.map((name) => [name, Number(row[name] ?? 0)])) as WaveCounts
}

const FROM = `FROM "EntryPoint" e JOIN "Wave" w ON w."id" = e."waveId" AND w."workspaceId" = e."workspaceId"
  WHERE e."workspaceId" = ? AND e."archivedAt" IS NULL`

/** The entry points of every wave, counted in one pass. A wave without any is not in the map. */
export async function countByWave(workspaceId: string): Promise<ReadonlyMap<string, WaveCounts>> {
  const rows = await sqlOf(db).all(`SELECT e."waveId" AS "waveId", ${SUMS} ${FROM} GROUP BY e."waveId"`, [workspaceId])
  return new Map(rows.map((row) => [String(row.waveId), toCounts(row)]))
}

/** The same for one wave, inside a transaction that decides by it. */
export async function countWave(reader: Tx, workspaceId: string, waveId: string): Promise<WaveCounts> {
  const rows = await sqlOf(reader).all(`SELECT ${SUMS} ${FROM} AND e."waveId" = ?`, [workspaceId, waveId])
  return toCounts(rows[0] ?? {})
}
