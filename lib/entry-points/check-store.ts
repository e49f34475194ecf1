import { db, type Prisma, type Tx } from '@/lib/server/db'
import type { FetchHop } from '@/lib/server/safe-fetch'
import { newId } from '@/lib/shared/ids'
import { cutText, storableText } from '@/lib/shared/text'
import { type CheckedRow, type Expectation, expectationOf } from './check-expected-rules'
import type { Found } from './check-found'
import type { ResultSource } from './check-outcome-rules'
import type { Verdict } from './check-verdict-rules'
import type { Kind, MoveState, Risk, TestResult } from './kinds'

/** A row as a check sees it. */
export type CheckRow = CheckedRow & {
  id: string
  name: string
  kind: Kind
  risk: Risk
  waveId: string | null
  archived: boolean
  testResult: TestResult
  testMessage: string | null
  updatedAt: Date
}

type Reader = Pick<Tx, 'entryPoint' | 'entryPointCheck'>

const SELECT = {
  ...{ id: true, name: true, kind: true, risk: true, location: true, currentDestination: true, newDestination: true },
  ...{ moveState: true, waveId: true, archivedAt: true, testResult: true, testMessage: true, updatedAt: true },
  wave: { select: { state: true, rollbackAt: true } },
} as const

type Stored = Prisma.EntryPointGetPayload<{ select: typeof SELECT }>

function toCheckRow({ wave, archivedAt, ...row }: Stored): CheckRow {
  return {
    ...row,
    kind: row.kind as Kind,
    risk: row.risk as Risk,
    moveState: row.moveState as MoveState,
    testResult: row.testResult as TestResult,
    waveState: wave?.rollbackAt ? 'rolling_back' : (wave?.state ?? null),
    archived: archivedAt !== null,
  }
}

export async function findCheckRows(
  workspaceId: string,
  ids: readonly string[],
  reader: Reader = db,
): Promise<CheckRow[]> {
  const rows = await reader.entryPoint.findMany({ where: { workspaceId, id: { in: [...ids] } }, select: SELECT })
  return rows.map(toCheckRow)
}

export async function findCheckRow(workspaceId: string, id: string, reader: Reader = db): Promise<CheckRow | null> {
  return (await findCheckRows(workspaceId, [id], reader))[0] ?? null
}

export type Neighbour = { id: string; location: string; destination: string }

/** What other active rows with one of these locations should lead to today. */
export async function findNeighbours(workspaceId: string, locations: readonly string[]): Promise<Neighbour[]> {
  if (locations.length === 0) return []
  const where = { workspaceId, archivedAt: null, location: { in: [...new Set(locations)] } }
  const rows = await db.entryPoint.findMany({ where, select: SELECT, take: 5_000 })
  return rows.map(toCheckRow).flatMap((row) => {
    const { destination } = expectationOf(row)
    return destination && row.location ? [{ id: row.id, location: row.location, destination }] : []
  })
}

/** Where the present results of rows come from: the newest check of each that told something. */
export async function findSources(
  workspaceId: string,
  ids: readonly string[],
  reader: Reader = db,
): Promise<Map<string, ResultSource>> {
  const checks = await reader.entryPointCheck.findMany({
    where: { workspaceId, entryPointId: { in: [...ids] }, verdict: { not: 'unverifiable' } },
    orderBy: [{ checkedAt: 'desc' }, { id: 'desc' }],
    distinct: ['entryPointId'],
    select: { entryPointId: true, method: true },
  })
  return new Map(checks.map((check) => [check.entryPointId, check.method === 'attestation' ? 'attestation' : 'fetch']))
}

export type NewCheck = {
  row: CheckRow
  method: 'fetch' | 'attestation'
  verdict: Verdict
  message: string
  expectation: Expectation
  found: readonly Found[]
  hops: readonly FetchHop[]
  note?: string | null
  photoId?: string | null
  checkedById: string | null
  checkedAt: Date
}

const MOST_FOUND = 60
const MOST_HOPS = 30

function storableHops(hops: readonly FetchHop[]): FetchHop[] {
  return hops.slice(0, MOST_HOPS).map(({ url, status }) => ({ url: cutText(storableText(url), 2_000), status }))
}

/** Keeps a check as evidence, whatever becomes of the row. */
export async function insertCheck(tx: Tx, workspaceId: string, check: NewCheck): Promise<string> {
  const id = newId('chk')
  const found = check.found.slice(0, MOST_FOUND).map((one) => ({ ...one, hops: storableHops(one.hops) }))
  await tx.entryPointCheck.create({
    data: {
      ...{ id, workspaceId, entryPointId: check.row.id, method: check.method, verdict: check.verdict, found },
      expected: check.expectation.destination,
      hops: storableHops(check.hops),
      message: storableText(check.message),
      note: check.note ?? null,
      photoId: check.photoId ?? null,
      checkedById: check.checkedById,
      checkedAt: check.checkedAt,
    },
  })
  return id
}

export type RowResult = { testResult: TestResult; testMessage: string; testedAt: Date }

/**
 * Writes the result onto the row, if it still is the row that was checked: same place, same destinations, same move. The
 * version stays, because nobody edited anything: somebody who is typing must not be stopped by a check that ran
 * meanwhile. The time of the last edit stays too, for bulk changes leave alone what was edited after their list was read.
 */
export async function updateResult(tx: Tx, workspaceId: string, row: CheckRow, result: RowResult): Promise<boolean> {
  const { id, location, currentDestination, newDestination, moveState, waveId, updatedAt } = row
  const same = { location, currentDestination, newDestination, moveState, waveId, archivedAt: null }
  const written = await tx.entryPoint.updateMany({
    where: { id, workspaceId, ...same },
    data: { ...result, updatedAt },
  })
  return written.count === 1
}

const IDS_AT_ONCE = 1_000

/** Which of these rows are on the sheet, in the given order. */
export async function findActive(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  const active = new Set<string>()
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
    const id = { in: ids.slice(from, from + IDS_AT_ONCE) }
    const rows = await tx.entryPoint.findMany({ where: { workspaceId, archivedAt: null, id }, select: { id: true } })
    for (const row of rows) active.add(row.id)
  }
  return [...new Set(ids)].filter((id) => active.has(id))
}
