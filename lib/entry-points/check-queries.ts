import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import type { FetchHop } from '@/lib/server/safe-fetch'
import { asJson } from '@/lib/server/sql'
import {
  CHECK_BATCH_KIND,
  countRuns,
  NO_COUNTS,
  type RunCounts,
  type RunResult,
  type RunScope,
} from './check-batch-store'
import { type Expectation, expectationOf, planVisit, type VisitPlan } from './check-expected-rules'
import type { Found } from './check-found'
import { isDrift } from './check-outcome-rules'
import { findCheckRow } from './check-store'
import type { Verdict } from './check-verdict-rules'
import type { TestResult } from './kinds'
import { loadMembers } from './store'

export type { RunResult, RunScope }

/** One check of an entry point as its history shows it. */
export type CheckShown = {
  id: string
  method: 'fetch' | 'attestation'
  verdict: Verdict
  expected: string | null
  message: string
  note: string | null
  photoId: string | null
  found: Found[]
  hops: FetchHop[]
  byName: string | null
  checkedAt: Date
}

async function namesIn(actor: Actor): Promise<(id: string | null) => string | null> {
  const members = await loadMembers(actor.workspaceId)
  const names = new Map(members.map((member) => [member.id, member.name]))
  return (id) => (id ? (names.get(id) ?? 'An API token') : null)
}

/** The newest checks of one entry point, newest first. */
export async function checksOf(actor: Actor, entryPointId: string, take: number): Promise<CheckShown[]> {
  const [checks, nameOf] = await Promise.all([
    db.entryPointCheck.findMany({
      where: { workspaceId: actor.workspaceId, entryPointId },
      orderBy: [{ checkedAt: 'desc' }, { id: 'desc' }],
      take,
    }),
    namesIn(actor),
  ])
  return checks.map(({ id, expected, message, note, photoId, checkedAt, ...check }) => ({
    ...{ id, expected, message, note, photoId, checkedAt },
    method: check.method === 'attestation' ? 'attestation' : 'fetch',
    verdict: check.verdict as Verdict,
    found: asJson<Found[]>(check.found),
    hops: asJson<FetchHop[]>(check.hops),
    byName: nameOf(check.checkedById),
  }))
}

export type CheckFacts = { expectation: Expectation; plan: VisitPlan; checks: CheckShown[] }

/** Where an entry point should lead today, what a check would visit, and its newest checks; null when there is none. */
export async function checkFacts(actor: Actor, id: string, take: number): Promise<CheckFacts | null> {
  const [row, checks] = await Promise.all([findCheckRow(actor.workspaceId, id), checksOf(actor, id, take)])
  return row && { expectation: expectationOf(row), plan: planVisit(row), checks }
}

export type RunShown = {
  id: string
  /** running | done | cancelled */
  state: string
  scope: RunScope
  total: number
  counts: RunCounts
  byName: string | null
  createdAt: Date
  endedAt: Date | null
}

type StoredRun = {
  id: string
  state: string
  mapping: unknown
  total: number
  createdById: string | null
  createdAt: Date
  endedAt: Date | null
}

async function shown(actor: Actor, runs: StoredRun[]): Promise<RunShown[]> {
  const [counts, nameOf] = await Promise.all([
    countRuns(
      actor.workspaceId,
      runs.map((run) => run.id),
    ),
    namesIn(actor),
  ])
  return runs.map(({ id, state, mapping, total, createdById, createdAt, endedAt }) => ({
    ...{ id, state, total, createdAt, endedAt },
    scope: asJson<RunScope>(mapping),
    counts: counts.get(id) ?? NO_COUNTS,
    byName: nameOf(createdById),
  }))
}

const RUNS_SHOWN = 30

/** The latest runs of checks, newest first. */
export async function listRuns(actor: Actor): Promise<RunShown[]> {
  const runs = await db.batch.findMany({
    where: { workspaceId: actor.workspaceId, kind: CHECK_BATCH_KIND },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: RUNS_SHOWN,
  })
  return shown(actor, runs)
}

export async function findRun(actor: Actor, id: string): Promise<RunShown | null> {
  const run = await db.batch.findFirst({ where: { id, workspaceId: actor.workspaceId, kind: CHECK_BATCH_KIND } })
  return run ? ((await shown(actor, [run]))[0] ?? null) : null
}

export type RunRow = {
  id: string
  entryPointId: string
  name: string
  result: RunResult
  message: string | null
  drifted: boolean
}
export type RunRowFilter = RunResult | 'drifted'

function resultBefore(before: unknown): TestResult | undefined {
  return before === null || before === undefined ? undefined : asJson<{ testResult?: TestResult }>(before).testResult
}

/** Rows of a run, in the order they were looked at. `drifted` is decided on the rows that were found wrong. */
export async function runRows(
  actor: Actor,
  { runId, filter, skip, take }: { runId: string; filter: RunRowFilter | null; skip: number; take: number },
): Promise<RunRow[]> {
  const { workspaceId } = actor
  const result = filter === 'drifted' ? 'wrong' : filter
  const window = filter === 'drifted' ? { skip: 0, take: 5_000 } : { skip, take }
  const rows = await db.batchRow.findMany({
    where: { batchId: runId, workspaceId, ...(result ? { result } : {}) },
    orderBy: [{ row: 'asc' }],
    ...window,
  })
  const ids = rows.map((row) => row.subjectId).filter((id) => id !== null)
  const points = await db.entryPoint.findMany({
    where: { workspaceId, id: { in: ids } },
    select: { id: true, name: true },
  })
  const names = new Map(points.map((point) => [point.id, point.name]))
  const all = rows.map((row) => ({
    id: row.id,
    entryPointId: row.subjectId ?? '',
    name: names.get(row.subjectId ?? '') ?? 'A row that was removed',
    result: row.result as RunResult,
    message: row.message,
    drifted: isDrift(resultBefore(row.before), row.result),
  }))
  return filter === 'drifted' ? all.filter((row) => row.drifted).slice(skip, skip + take) : all
}

export type PhotoBytes = { bytes: Uint8Array<ArrayBuffer>; mediaType: string }

/** A photo kept as evidence; null when the workspace has none with this id. */
export async function findPhoto(actor: Actor, photoId: string): Promise<PhotoBytes | null> {
  const { workspaceId } = actor
  const found = await db.attachment.findFirst({
    where: { id: photoId, workspaceId, subjectKind: 'entry-point' },
    select: { bytes: true, mediaType: true },
  })
  return found ? { bytes: new Uint8Array(found.bytes), mediaType: found.mediaType } : null
}
