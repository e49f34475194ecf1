import { loadPeople } from '@/lib/calendar/people'
import type { Actor } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { containsText } from '@/lib/server/contains'
import { db, type Prisma } from '@/lib/server/db'
import { asJson } from '@/lib/server/sql'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { ok, type Result } from '@/lib/shared/result'
import type { Expected } from './model'
import { findVariation, type Variation } from './pack'
import { scheduleOf } from './schedule-rules'
import { expectedSchema, type PlanOptions, planOptionsSchema } from './schema'
import { isTestWorkspace } from './test-workspace'
import { OWN_TARGET, OWN_TARGET_REAL, type PLAN_SORTS, type Schedule } from './vocabulary'

const include = {
  cases: { orderBy: { position: 'asc' } },
  runs: { orderBy: { id: 'desc' }, take: 1 },
} as const satisfies Prisma.TestPlanInclude
type Stored = Prisma.TestPlanGetPayload<{ include: typeof include }>

export type PlanRow = {
  id: string
  version: number
  name: string
  targetId: string | null
  target: string
  datasetId: string | null
  dataset: string | null
  numberId: string | null
  number: string | null
  workflowId: string | null
  workflow: string | null
  options: PlanOptions
  schedule: Schedule
  nextAt: Date | null
  payloads: number
  archived: boolean
  lastRun: { id: string; state: string; total: number; passed: number; failed: number; startedAt: Date } | null
  updatedAt: Date
}

type Book = Record<'targets' | 'datasets' | 'numbers' | 'workflows', ReadonlyMap<string, string>>

async function bookOf(workspaceId: string): Promise<Book> {
  const where = { workspaceId }
  const [targets, datasets, numbers, workflows] = await Promise.all([
    db.labTarget.findMany({ where, select: { id: true, name: true } }),
    db.dataset.findMany({ where, select: { id: true, name: true } }),
    db.businessNumber.findMany({ where, select: { id: true, label: true } }),
    db.workflow.findMany({ where, select: { id: true, name: true } }),
  ])
  const named = (rows: { id: string; name: string }[]) => new Map(rows.map(({ id, name }) => [id, name]))
  return {
    ...{ targets: named(targets), datasets: named(datasets), workflows: named(workflows) },
    numbers: new Map(numbers.map(({ id, label }) => [id, label])),
  }
}

function rowOf(plan: Stored, { targets, datasets, numbers, workflows }: Book): PlanRow {
  const { id, version, name, targetId, datasetId, numberId, workflowId, updatedAt, archivedAt } = plan
  const nameIn = (book: ReadonlyMap<string, string>, key: string | null) => (key ? (book.get(key) ?? null) : null)
  const [last] = plan.runs
  const options = planOptionsSchema.parse(plan.options === null ? {} : asJson(plan.options))
  return {
    ...{ id, version, name, targetId, datasetId, numberId, workflowId, updatedAt, archived: archivedAt !== null },
    target: targetId ? (targets.get(targetId) ?? 'a target that is gone') : options.real ? OWN_TARGET_REAL : OWN_TARGET,
    ...{ dataset: nameIn(datasets, datasetId), number: nameIn(numbers, numberId) },
    ...{ workflow: nameIn(workflows, workflowId), payloads: plan.cases.length },
    options,
    ...{ schedule: scheduleOf(plan.schedule), nextAt: plan.nextAt },
    lastRun: last
      ? {
          ...{ id: last.id, state: last.state, total: last.total, passed: last.passed, failed: last.failed },
          startedAt: last.startedAt,
        }
      : null,
  }
}

export type PlanFilter = { q?: string | null; archived?: boolean | null }
type Window = {
  filter: PlanFilter
  sort: (typeof PLAN_SORTS)[number]
  dir: 'asc' | 'desc'
  skip: number
  take: number
}

/** One page of plans, those in use unless asked otherwise. */
export async function listPlans(
  { workspaceId }: Actor,
  { filter, sort, dir, skip, take }: Window,
): Promise<{ rows: PlanRow[]; total: number }> {
  const { q, archived } = filter
  const where = {
    workspaceId,
    archivedAt: archived ? { not: null } : null,
    ...(q ? { name: containsText(q) } : {}),
  }
  const [plans, total, book] = await Promise.all([
    db.testPlan.findMany({ where, include, orderBy: [{ [sort]: dir }, { id: dir }], skip, take }),
    db.testPlan.count({ where }),
    bookOf(workspaceId),
  ])
  return { rows: plans.map((plan) => rowOf(plan, book)), total }
}

export type CaseView = {
  id: string
  variation: Variation
  /** The name of a saved payload; null for one of the pack. */
  saved: { id: string; name: string } | null
  expected: Expected
  /** True when somebody expects something else than the pack. */
  edited: boolean
  ownerId: string | null
  owner: string | null
  text: string
  profileName: string
  /** A payload of somebody's own as JSON; empty for that of the pack. */
  body: string
}

export type PlanDetail = PlanRow & { cases: CaseView[] }

export async function planDetail({ workspaceId }: Actor, id: string): Promise<PlanDetail | null> {
  const plan = await db.testPlan.findFirst({ where: { id, workspaceId }, include })
  if (!plan) return null
  const [book, people, payloads] = await Promise.all([
    bookOf(workspaceId),
    loadPeople(workspaceId),
    db.labPayload.findMany({ where: { workspaceId }, select: { id: true, name: true } }),
  ])
  const cases = plan.cases.flatMap((one): CaseView[] => {
    const variation = findVariation(one.variation)
    if (!variation) return []
    const expected = expectedSchema.parse(asJson(one.expected))
    const { text, profileName, body } = asJson<{ text?: string; profileName?: string; body?: object }>(one.params)
    const isPack = JSON.stringify(sorted(expected)) === JSON.stringify(sorted(variation.expected))
    return [
      {
        ...{ id: one.id, variation, expected, edited: !isPack, ownerId: one.ownerId },
        saved: payloads.find(({ id: saved }) => saved === one.payloadId) ?? null,
        owner: one.ownerId ? (people.get(one.ownerId)?.name ?? 'a former member') : null,
        ...{ text: text ?? '', profileName: profileName ?? '' },
        body: body ? JSON.stringify(body, null, 2) : '',
      },
    ]
  })
  return { ...rowOf(plan, book), cases }
}

const sorted = (expected: Expected) => Object.entries(expected).sort(([a], [b]) => a.localeCompare(b))

export type PlanChoices = Record<'targets' | 'datasets' | 'numbers' | 'workflows', { id: string; name: string }[]> & {
  /** The workspace has no real customers, so payloads may be sent to Handrail for real. */
  forReal: boolean
}

/** What a plan may be made of. */
export async function planChoices({ workspaceId }: Actor): Promise<PlanChoices> {
  const where = { workspaceId }
  const [forReal, targets, datasets, numbers, workflows] = await Promise.all([
    isTestWorkspace(db, workspaceId),
    db.labTarget.findMany({ where: { ...where, archivedAt: null }, orderBy: { name: 'asc' } }),
    db.dataset.findMany({ where: { ...where, provedAt: null }, orderBy: { name: 'asc' } }),
    db.businessNumber.findMany({ where, orderBy: { label: 'asc' } }),
    db.workflow.findMany({ where: { ...where, archivedAt: null }, orderBy: { name: 'asc' } }),
  ])
  const named = (rows: { id: string; name: string }[]) => rows.map(({ id, name }) => ({ id, name }))
  return {
    ...{ forReal, targets: named(targets), datasets: named(datasets), workflows: named(workflows) },
    numbers: numbers.map(({ id, label, displayNumber }) => ({ id, name: `${label} (${displayNumber})` })),
  }
}

const COLUMNS: CsvColumn<PlanRow>[] = [
  { header: 'name', value: ({ name }) => name },
  { header: 'target', value: ({ target }) => target },
  { header: 'dataset', value: ({ dataset }) => dataset },
  { header: 'number', value: ({ number }) => number },
  { header: 'workflow', value: ({ workflow }) => workflow },
  { header: 'payloads', value: ({ payloads }) => payloads },
  { header: 'runs_by_itself', value: ({ schedule }) => schedule },
  { header: 'last_run', value: ({ lastRun }) => lastRun?.startedAt ?? null },
  { header: 'last_failed', value: ({ lastRun }) => lastRun?.failed ?? null },
]
const PAGE = 200

async function* pagesOf(actor: Actor, filter: PlanFilter): AsyncGenerator<PlanRow[]> {
  for (let skip = 0; ; skip += PAGE) {
    const { rows } = await listPlans(actor, { filter, sort: 'name', dir: 'asc', skip, take: PAGE })
    if (rows.length === 0) return
    yield rows
  }
}

export function exportPlans(actor: Actor, filter: PlanFilter): Promise<Result<ReadableStream<Uint8Array>>> {
  return transact<ReadableStream<Uint8Array>, string>(actor, async (_tx, record) => {
    const { q, ...named } = filter
    const subject = { kind: 'workspace', id: actor.workspaceId }
    record({ action: 'lab.exported', subject, more: { what: 'plans', ...named, searched: Boolean(q) } })
    return ok(csvStream(COLUMNS, pagesOf(actor, filter)))
  })
}
