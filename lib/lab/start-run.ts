import { createHash, randomBytes } from 'node:crypto'
import { firstUsableDataset, usablePeople } from '@/lib/data-protection/queries'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import type { Prisma, Tx } from '@/lib/server/db'
import { encrypt } from '@/lib/server/keys'
import { asJson } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import type { Expected } from './model'
import { findVariation } from './pack'
import { pairCases } from './pairs'
import { castOf, castProblem } from './people-of-case'
import {
  expectedSchema,
  type FireRequest,
  type PairsRequest,
  type PlanOptions,
  planOptionsSchema,
  type RunCase,
  type RunRequest,
} from './schema'
import { maySendTo } from './targets'
import { isTestWorkspace } from './test-workspace'
import { OWN_TARGET_REAL } from './vocabulary'

type Code =
  | 'not-allowed'
  | 'not-found'
  | 'plan-archived'
  | 'variation-unknown'
  | 'number-unknown-here'
  | 'nothing-to-run'
  | 'numbers-too-few'
  | 'dataset-refused'
  | 'target-not-signed-off'
  | 'not-a-test-workspace'
  | 'run-ended'
  | 'run-not-resumable'

export type RunOptions = PlanOptions & { firstPlace: number }

/** What a run is made of: the plan as it is now, so that later edits of it change nothing. */
type Setting = {
  planId: string | null
  planName: string | null
  targetId: string | null
  datasetId: string
  numberId: string
  cases: RunCase[]
  options: PlanOptions
}

/** `some` workflow becomes the one the plan names. */
function expectedOf(stored: unknown, workflow: string | null): Expected {
  const expected = expectedSchema.parse(stored)
  return workflow && expected.route === 'some' ? { ...expected, route: 'named', workflow } : expected
}

async function settingOf(tx: Tx, workspaceId: string, planId: string): Promise<Result<Setting, Code>> {
  const plan = await tx.testPlan.findFirst({
    where: { id: planId, workspaceId },
    include: { cases: { orderBy: { position: 'asc' } } },
  })
  if (!plan) return fail('not-found')
  if (plan.archivedAt) return fail('plan-archived')
  if (!plan.numberId) return fail('number-unknown-here')
  if (!plan.datasetId || plan.cases.length === 0) return fail('nothing-to-run')
  const workflow = plan.workflowId
    ? await tx.workflow.findFirst({ where: { id: plan.workflowId, workspaceId }, select: { name: true } })
    : null
  const saved = await tx.labPayload.findMany({ where: { workspaceId }, select: { id: true, name: true } })
  const cases = plan.cases.flatMap((one): RunCase[] => {
    const variation = findVariation(one.variation)
    if (!variation) return []
    const { body, ...over } = asJson<Record<string, unknown> & { body?: Record<string, unknown> }>(one.params)
    return [
      {
        ...{ caseId: one.id, variation: one.variation, ownerId: one.ownerId },
        title: saved.find(({ id }) => id === one.payloadId)?.name ?? variation.title,
        ...{ expected: expectedOf(asJson(one.expected), workflow?.name ?? null), over, ...(body ? { body } : {}) },
      },
    ]
  })
  const { id, name, targetId, datasetId, numberId, options } = plan
  return ok({
    ...{ planId: id, planName: name, targetId, datasetId, numberId, cases },
    options: planOptionsSchema.parse(options === null ? {} : asJson(options)),
  })
}

/** Queues a run of a plan; a worker sends it. */
export function startRun(actor: Actor, planId: string, now = new Date()): Promise<Result<{ id: string }, Code>> {
  return start(actor, (tx) => settingOf(tx, actor.workspaceId, planId), now)
}

/** Payloads without a plan, each with what a good handler does; the first number and usable dataset when none is named. */
export type AdHoc = {
  payloads: readonly string[]
  targetId: string | null
  datasetId?: string | undefined
  /** Values typed over those of the pack, and the number they are addressed to. */
  over?: RunCase['over']
  numberId?: string | undefined
}

export function startAdHoc(actor: Actor, adHoc: AdHoc, now = new Date()): Promise<Result<{ id: string }, Code>> {
  const { workspaceId } = actor
  return start(
    actor,
    async (tx) => {
      const wanted = adHoc.numberId ? { id: adHoc.numberId } : {}
      const number = await tx.businessNumber.findFirst({ where: { workspaceId, ...wanted }, orderBy: { id: 'asc' } })
      if (!number) return fail('number-unknown-here')
      const datasetId = adHoc.datasetId ?? (await firstUsableDataset(workspaceId, now))
      if (!datasetId)
        return fail('dataset-refused', { reason: 'No dataset on the register may be used. Add invented people.' })
      const cases: RunCase[] = []
      for (const name of adHoc.payloads) {
        const variation = findVariation(name)
        if (!variation) return fail('variation-unknown', { name })
        const { title, expected } = variation
        cases.push({ caseId: null, variation: variation.name, title, expected, ownerId: null, over: adHoc.over })
      }
      const { targetId } = adHoc
      const options = planOptionsSchema.parse({})
      return ok({ planId: null, planName: null, targetId, datasetId, numberId: number.id, cases, options })
    },
    now,
  )
}

/** One payload with the values somebody sees on its page. */
export function firePayload(actor: Actor, request: FireRequest): Promise<Result<{ id: string }, Code>> {
  const { name, targetId, numberId, text, profileName, username } = request
  const over = {
    ...(text ? { text } : {}),
    ...(profileName ? { profileName } : {}),
    ...(username ? { username } : {}),
  }
  return startAdHoc(actor, { payloads: [name], targetId, over, ...(numberId ? { numberId } : {}) })
}

/** For each pair of numbers the payload that shows what one person looks like on both. */
export function startPairs(
  actor: Actor,
  { targetId, datasetId }: PairsRequest,
  now = new Date(),
): Promise<Result<{ id: string }, Code>> {
  return start(
    actor,
    async () => {
      const cases = await pairCases(actor.workspaceId)
      const [numberId] = cases.flatMap(({ pair }) => pair?.first ?? [])
      if (!numberId) return fail('numbers-too-few')
      const options = planOptionsSchema.parse({})
      return ok({ planId: null, planName: 'Numbers and portfolios', targetId, datasetId, numberId, cases, options })
    },
    now,
  )
}

/** A plan by its id, or payloads of the pack. */
export function startRequested(
  actor: Actor,
  request: RunRequest,
): Promise<Result<{ id: string; state: string }, Code>> {
  const { planId, payloads = [], targetId = null, datasetId } = request
  const started = planId ? startRun(actor, planId) : startAdHoc(actor, { payloads, targetId, datasetId })
  return started.then((result) => (result.ok ? ok({ ...result.value, state: 'queued' }) : result))
}

async function start(
  actor: Actor,
  load: (tx: Tx) => Promise<Result<Setting, Code>>,
  now: Date,
): Promise<Result<{ id: string }, Code>> {
  if (!can(actor, 'lab:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ id: string }, Code>(actor, async (tx, record) => {
    const setting = await load(tx)
    if (!setting.ok) return setting
    const { cases, datasetId, targetId } = setting.value
    if (cases.length === 0) return fail('nothing-to-run')
    const people = await usablePeople(workspaceId, datasetId, now)
    if (!people.ok) return people
    const problem = castProblem(castOf(people.value.people))
    if (problem) return fail('dataset-refused', { reason: problem })
    const target = targetId ? await tx.labTarget.findFirst({ where: { id: targetId, workspaceId } }) : null
    if (targetId && (!target || target.archivedAt)) return fail('not-found')
    if (target && !(await maySendTo(target, tx))) return fail('target-not-signed-off')
    const real = !targetId && setting.value.options.real
    if (real && !(await isTestWorkspace(tx, workspaceId))) return fail('not-a-test-workspace')
    const id = newId('tr')
    await tx.testRun.create({
      data: {
        ...{ id, workspaceId, state: 'queued', total: cases.length, startedById: actorId(actor), startedAt: now },
        ...{
          planId: setting.value.planId,
          targetId,
          datasetId,
          numberId: setting.value.numberId,
          cases: cases as Prisma.InputJsonValue,
        },
        options: { ...setting.value.options, firstPlace: await firstPlace(tx, setting.value) } satisfies RunOptions,
        names: {
          plan: setting.value.planName,
          target: target?.name ?? (real ? OWN_TARGET_REAL : null),
          dataset: people.value.name,
        },
        ...reportKey(id),
      },
    })
    record({
      ...{ action: 'test-run.started', subject: { kind: 'test-run', id } },
      more: { planId: setting.value.planId, targetId, datasetId, payloads: cases.length },
    })
    return ok({ id })
  })
}

/** A handler remembers whom it has seen, so each run at it goes on in the dataset where the last one ended. */
async function firstPlace(tx: Tx, { targetId, datasetId, options }: Setting): Promise<number> {
  if (!targetId && !options.real) return 0
  const { _sum } = await tx.testRun.aggregate({ where: { targetId, datasetId }, _sum: { total: true } })
  return _sum.total ?? 0
}

export const reportHashOf = (key: string): string => createHash('sha256').update(key).digest('hex')

/** The key of the one-time address. It is kept encrypted for the process that sends, and by hash for whoever posts. */
function reportKey(runId: string): { reportHash: string; reportCipher: string } {
  const key = randomBytes(24).toString('base64url')
  return { reportHash: reportHashOf(key), reportCipher: encrypt('lab-target', key, runId) }
}

type Moving = { where: Prisma.TestRunWhereInput; data: Prisma.TestRunUpdateManyMutationInput }

async function move(
  actor: Actor,
  id: string,
  {
    moving,
    action,
    otherwise,
  }: { moving: Moving; action: 'test-run.cancelled' | 'test-run.resumed'; otherwise: Failure<Code> },
): Promise<Result<null, Code>> {
  if (!can(actor, 'lab:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<null, Code>(actor, async (tx, record) => {
    const { count } = await tx.testRun.updateMany({ where: { ...moving.where, id, workspaceId }, data: moving.data })
    if (count === 0) return (await tx.testRun.count({ where: { id, workspaceId } })) > 0 ? otherwise : fail('not-found')
    record({ action, subject: { kind: 'test-run', id } })
    return ok(null)
  })
}

/** Ends a run after the payload that is under way; what was sent keeps its records. */
export function cancelRun(actor: Actor, id: string, now = new Date()): Promise<Result<null, Code>> {
  const moving = {
    where: { state: { in: ['queued', 'running'] } },
    // Whoever works on it finds it cancelled; resumed at once, it need not wait for that lease.
    data: { state: 'cancelled', endedAt: now, heldUntil: null },
  }
  return move(actor, id, { moving, action: 'test-run.cancelled', otherwise: fail('run-ended') })
}

/** Goes on with the payloads that have no record yet. */
export function resumeRun(actor: Actor, id: string): Promise<Result<null, Code>> {
  const moving = {
    where: { state: { in: ['cancelled', 'failed'] } },
    data: { state: 'queued', endedAt: null, problem: null },
  }
  return move(actor, id, { moving, action: 'test-run.resumed', otherwise: fail('run-not-resumable') })
}
