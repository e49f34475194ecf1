import { mayOwn } from '@/lib/inputs/required-inputs'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import type { db, Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import { storableJson } from '@/lib/shared/text'
import { findVariation, type Variation } from './pack'
import { nextRun, scheduleOf } from './schedule-rules'
import type { CaseChange, PlanAt, PlanChange, PlanInput } from './schema'

type Code =
  | 'not-allowed'
  | 'not-found'
  | 'stale-version'
  | 'plan-exists'
  | 'variation-unknown'
  | 'number-unknown-here'
  | 'owner-unknown'
  | 'body-malformed'
type Stored = Awaited<ReturnType<typeof db.testPlan.findFirstOrThrow>>

const fieldsOf = ({ name, targetId, datasetId, numberId, workflowId, options, schedule }: PlanInput) => ({
  ...{ name, targetId, datasetId, numberId, workflowId, options },
  schedule: schedule === 'never' ? null : schedule,
})
/** The first run by itself is one interval away; an edit that leaves the interval alone leaves it where it was. */
const nextOf = ({ schedule }: PlanInput, before: Stored | null, now: Date) =>
  before && scheduleOf(before.schedule) === schedule ? before.nextAt : nextRun(schedule, now)
const shownOf = ({ name, targetId, datasetId, numberId, workflowId, options, schedule }: Stored) => ({
  ...{ name, targetId, datasetId, numberId, workflowId, options, schedule },
})
const subjectOf = (id: string) => ({ kind: 'test-plan', id })

function variationsOf(names: readonly string[]): Result<Variation[], 'variation-unknown'> {
  const found: Variation[] = []
  for (const name of new Set(names)) {
    const variation = findVariation(name)
    if (!variation) return fail('variation-unknown', { name })
    found.push(variation)
  }
  return ok(found)
}

/** Everything a plan names has to be of its workspace. */
async function strangerIn(tx: Tx, workspaceId: string, input: PlanInput): Promise<Failure<Code> | null> {
  const { targetId, datasetId, numberId, workflowId } = input
  const where = (id: string) => ({ where: { id, workspaceId } })
  if (!(await tx.businessNumber.findFirst(where(numberId)))) return fail('number-unknown-here')
  if (!(await tx.dataset.findFirst(where(datasetId)))) return fail('not-found')
  if (targetId && !(await tx.labTarget.findFirst(where(targetId)))) return fail('not-found')
  return workflowId && !(await tx.workflow.findFirst(where(workflowId))) ? fail('not-found') : null
}

const caseOf = (variation: Variation, position: number) => ({
  ...{ id: newId('tc'), position, variation: variation.name, params: {}, expected: variation.expected },
})

/** Writes a plan: which payloads of the pack, to whom, with whose people. Each begins with what a good handler does. */
export async function addPlan(actor: Actor, input: PlanInput, now = new Date()): Promise<Result<{ id: string }, Code>> {
  if (!can(actor, 'lab:write')) return fail('not-allowed')
  const variations = variationsOf(input.variations)
  if (!variations.ok) return variations
  const { workspaceId } = actor
  return transact<{ id: string }, Code>(actor, async (tx, record) => {
    if (await tx.testPlan.findFirst({ where: { workspaceId, name: input.name } })) return fail('plan-exists')
    const stranger = await strangerIn(tx, workspaceId, input)
    if (stranger) return stranger
    const id = newId('tp')
    await tx.testPlan.create({ data: { id, workspaceId, ...fieldsOf(input), nextAt: nextOf(input, null, now) } })
    await tx.testCase.createMany({
      data: variations.value.map((variation, i) => ({ workspaceId, planId: id, ...caseOf(variation, i) })),
    })
    record({
      ...{ action: 'test-plan.added', subject: subjectOf(id), after: fieldsOf(input) },
      more: { payloads: variations.value.length },
    })
    return ok({ id })
  })
}

/** A plan keeps the cases of payloads that stay, with what was written into them. */
export async function changePlan(
  actor: Actor,
  { id, version, ...input }: PlanChange,
  now = new Date(),
): Promise<Result<{ version: number }, Code>> {
  if (!can(actor, 'lab:write')) return fail('not-allowed')
  const variations = variationsOf(input.variations)
  if (!variations.ok) return variations
  const { workspaceId } = actor
  return transact<{ version: number }, Code>(actor, async (tx, record) => {
    const before = await tx.testPlan.findFirst({ where: { id, workspaceId }, include: { cases: true } })
    if (!before) return fail('not-found')
    const namesake = await tx.testPlan.findFirst({ where: { workspaceId, name: input.name, id: { not: id } } })
    if (namesake) return fail('plan-exists')
    const stranger = await strangerIn(tx, workspaceId, input)
    if (stranger) return stranger
    const { count } = await tx.testPlan.updateMany({
      where: { id, workspaceId, version },
      data: { ...fieldsOf(input), nextAt: nextOf(input, before, now), version: { increment: 1 } },
    })
    if (count === 0) return fail('stale-version', { current: { ...shownOf(before), version: before.version } })
    // Saved payloads in the plan are no part of the choice from the pack.
    const had = before.cases.filter(({ payloadId }) => payloadId === null)
    await setCases(tx, { workspaceId, planId: id, wanted: variations.value, had })
    record({
      ...{ action: 'test-plan.changed', subject: subjectOf(id), before: shownOf(before), after: fieldsOf(input) },
      more: { payloads: variations.value.length },
    })
    return ok({ version: version + 1 })
  })
}

type Cases = {
  workspaceId: string
  planId: string
  wanted: readonly Variation[]
  had: readonly { id: string; variation: string }[]
}

async function setCases(tx: Tx, { workspaceId, planId, wanted, had }: Cases): Promise<void> {
  const kept = new Map(had.map((one) => [one.variation, one.id]))
  const gone = had.filter(({ variation }) => !wanted.some(({ name }) => name === variation))
  await tx.testCase.deleteMany({ where: { workspaceId, planId, id: { in: gone.map(({ id }) => id) } } })
  for (const [position, variation] of wanted.entries()) {
    const id = kept.get(variation.name)
    if (id) await tx.testCase.updateMany({ where: { id, workspaceId }, data: { position } })
    else await tx.testCase.create({ data: { workspaceId, planId, ...caseOf(variation, position) } })
  }
}

/** Takes a plan out of use or back; its runs and records stay. */
export async function archivePlan(
  actor: Actor,
  { id, version, archived }: PlanAt & { archived: boolean },
  now = new Date(),
): Promise<Result<null, Code>> {
  if (!can(actor, 'lab:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<null, Code>(actor, async (tx, record) => {
    const before = await tx.testPlan.findFirst({ where: { id, workspaceId } })
    if (!before) return fail('not-found')
    const { count } = await tx.testPlan.updateMany({
      where: { id, workspaceId, version },
      data: { archivedAt: archived ? now : null, version: { increment: 1 } },
    })
    if (count === 0) return fail('stale-version', { current: { ...shownOf(before), version: before.version } })
    record({ action: 'test-plan.archived', subject: subjectOf(id), more: { archived } })
    return ok(null)
  })
}

function bodyOf(text: string): Result<object | null, 'body-malformed'> {
  if (text.trim() === '') return ok(null)
  try {
    const body: unknown = JSON.parse(text)
    const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
    return isObject ? ok(body) : fail('body-malformed', { reason: 'It is JSON, but no object.' })
  } catch (error) {
    return fail('body-malformed', { reason: error instanceof Error ? error.message : '' })
  }
}

/** Changes what is expected of one payload, whose it is, or the payload itself. */
export async function changeCase(actor: Actor, change: CaseChange): Promise<Result<{ version: number }, Code>> {
  if (!can(actor, 'lab:write')) return fail('not-allowed')
  const body = bodyOf(change.body)
  if (!body.ok) return body
  const { workspaceId } = actor
  const { id, planId, version, expected, ownerId, text, profileName } = change
  return transact<{ version: number }, Code>(actor, async (tx, record) => {
    const before = await tx.testCase.findFirst({ where: { id, planId, workspaceId }, include: { plan: true } })
    if (!before) return fail('not-found')
    if (before.ownerId !== ownerId && !(await mayOwn(tx, workspaceId, ownerId))) return fail('owner-unknown')
    const { count } = await tx.testPlan.updateMany({
      where: { id: planId, workspaceId, version },
      data: { version: { increment: 1 } },
    })
    if (count === 0) return fail('stale-version', { current: { version: before.plan.version } })
    const params = storableJson({
      ...(text === '' ? {} : { text }),
      ...(profileName === '' ? {} : { profileName }),
      ...(body.value ? { body: body.value } : {}),
    })
    await tx.testCase.updateMany({ where: { id, workspaceId }, data: { expected, ownerId, params } })
    record({
      ...{ action: 'test-case.changed', subject: subjectOf(planId) },
      ...{ before: { expected: before.expected, ownerId: before.ownerId }, after: { expected, ownerId } },
      more: { variation: before.variation, ownPayload: body.value !== null },
    })
    return ok({ version: version + 1 })
  })
}
