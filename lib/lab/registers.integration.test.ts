import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/server/actor'
import { db, writeTransaction } from '@/lib/server/db'
import { outsideFetch } from '@/lib/server/safe-fetch'
import { seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'
import { buildSample } from '@/lib/whatsapp/samples'
import { exportExceptions, listExceptions } from './exception-queries'
import { addException, addKnownExceptions, archiveException, changeException } from './exceptions'
import { firstWorkflow } from './first-workflow'
import { listPairs } from './pairs'
import { planDetail } from './plan-queries'
import { workThroughRuns } from './run-work'
import { addToPlan, captureDelivery, listSaved, readSaved, removeSaved, saveVariant } from './saved-payloads'
import { type ExceptionInput, exceptionSchema } from './schema'
import { startDuePlans } from './start-due-plans'
import { startPairs, startRun } from './start-run'
import { type LabWorld, labWorld, seedPlan } from './testing/lab-world'

const HOUR_MS = 3_600_000

let world: LabWorld
let viewer: Actor
let elsewhere: Actor

beforeEach(async () => {
  await db.testRun.deleteMany({})
  await db.testPlan.deleteMany({})
  world = await labWorld()
  viewer = await seedMember(world.workspaceId, ['viewer'])
  elsewhere = await seedMember(await seedWorkspace('Elsewhere'), ['admin'])
})

async function work(): Promise<void> {
  while ((await workThroughRuns(outsideFetch(), new AbortController().signal)).more);
}

const place = (given: Partial<ExceptionInput> = {}): ExceptionInput =>
  exceptionSchema.parse({
    ...{ name: 'Delivery courier', howFound: 'From the order', without: 'The courier calls nobody', ownerId: null },
    ...{ workflowId: world.workflowId, variation: 'authentication-to-bsuid' },
    ...given,
  })
const WINDOW = { sort: 'name', dir: 'asc', skip: 0, take: 10 } as const
const all = async (actor: Actor, filter = {}) => (await listExceptions(actor, { ...WINDOW, filter })).rows

describe('places where a phone is still needed', () => {
  test('are written down with the payload that shows them, and its newest test stands beside', async () => {
    expect((await addException(world.developer, place())).ok).toBe(true)
    expect(await addKnownExceptions(world.developer)).toEqual({ ok: true, value: { added: 3 } })
    expect(await addKnownExceptions(world.developer)).toEqual({ ok: true, value: { added: 0 } })
    expect((await all(viewer)).map(({ tested, workflow }) => [tested, workflow])).toContainEqual([
      null,
      'Support inbox',
    ])
    const planId = await seedPlan(world, { variations: ['authentication-to-bsuid'] })
    await startRun(world.developer, planId)
    await work()
    expect((await all(viewer)).map(({ tested }) => tested?.result)).toEqual(['passed', 'passed', 'passed', 'passed'])
    const exported = await exportExceptions(viewer, { q: 'courier' })
    expect(exported.ok && (await new Response(exported.value).text())).toContain('Delivery courier,From the order')
  })

  test('are changed at their version and taken off the checklist; nobody else’s are touched', async () => {
    const added = await addException(world.developer, place())
    if (!added.ok) throw new Error(added.code)
    const { id } = added.value
    const change = { ...place({ without: 'It is asked for' }), id, version: 1 }
    expect(await changeException(viewer, change)).toMatchObject({ code: 'not-allowed' })
    expect(await changeException(elsewhere, change)).toMatchObject({ code: 'not-found' })
    expect(await changeException(world.developer, change)).toEqual({ ok: true, value: { version: 2 } })
    expect(await changeException(world.developer, change)).toMatchObject({ code: 'stale-version' })
    expect(await addException(world.developer, place())).toMatchObject({ code: 'exception-exists' })
    expect(await addException(world.developer, place({ name: 'X', variation: 'hologram' }))).toMatchObject({
      code: 'variation-unknown',
    })
    expect(await addException(world.developer, place({ name: 'X', workflowId: 'wf_none' }))).toMatchObject({
      code: 'not-found',
    })
    const at = { id, version: 2, archived: true }
    for (const [actor, code] of [
      [viewer, 'not-allowed'],
      [elsewhere, 'not-found'],
    ] as const) {
      expect(await archiveException(actor, at)).toMatchObject({ code })
    }
    expect((await archiveException(world.developer, at)).ok).toBe(true)
    expect(await all(viewer)).toEqual([])
    expect(await all(viewer, { archived: true })).toHaveLength(1)
    expect(await addKnownExceptions(viewer)).toMatchObject({ code: 'not-allowed' })
    expect(await all(elsewhere)).toEqual([])
  })
})

describe('pairs of numbers', () => {
  test('say what one person looks like on both, and are tested each', async () => {
    const before = await listPairs(viewer, null)
    expect(before.map(({ samePortfolio, last }) => [samePortfolio, last])).toEqual(
      expect.arrayContaining([
        [true, null],
        [false, null],
      ]),
    )
    expect(before).toHaveLength(3)
    const request = { targetId: null, datasetId: world.datasetId }
    expect(await startPairs(viewer, request)).toMatchObject({ code: 'not-allowed' })
    expect(await startPairs(elsewhere, request)).toMatchObject({ code: 'numbers-too-few' })
    expect((await startPairs(world.developer, request)).ok).toBe(true)
    await work()
    const after = await listPairs(viewer, null)
    expect(after.map(({ last }) => last?.result)).toEqual(['passed', 'passed', 'passed'])
    expect((await listPairs(viewer, 'tgt_other')).every(({ last }) => last === null)).toBe(true)
  })
})

describe('saved payloads', () => {
  const variant = { name: 'In German', variation: 'phone-only', text: 'Wo ist mein Paket?', profileName: '' }

  async function delivery(text: string): Promise<string> {
    const { connectionId } = await seedNumber(world.workspaceId)
    const id = newId('d')
    const body = Buffer.from(text)
    await writeTransaction((tx) =>
      tx.delivery.create({
        data: {
          ...{ id, workspaceId: world.workspaceId, connectionId, receivedAt: new Date(), size: body.length },
          ...{ bodyHash: id, body: new Uint8Array(body), state: 'done' },
        },
      }),
    )
    return id
  }

  test('are put into a plan, run like those of the pack, and removed without touching the plan', async () => {
    const saved = await saveVariant(world.developer, variant)
    if (!saved.ok) throw new Error(saved.code)
    const planId = await seedPlan(world, { variations: ['phone-only'] })
    expect((await addToPlan(world.developer, { id: saved.value.id, planId })).ok).toBe(true)
    await startRun(world.developer, planId)
    await work()
    const records = await db.testRecord.findMany({
      where: { workspaceId: world.workspaceId },
      orderBy: { position: 'asc' },
    })
    expect(records.map(({ title, result }) => [title, result])).toEqual([
      ['Phone only', 'passed'],
      ['In German', 'passed'],
    ])
    expect(JSON.stringify(records[1]?.evidence)).toContain('Wo ist mein Paket?')
    expect((await listSaved(viewer)).map(({ name, captured }) => [name, captured])).toEqual([['In German', false]])
    expect((await removeSaved(world.developer, { id: saved.value.id, version: 1 })).ok).toBe(true)
    expect((await planDetail(viewer, planId))?.cases).toHaveLength(2)
    expect(await saveVariant(world.developer, { ...variant, variation: 'hologram' })).toMatchObject({
      code: 'variation-unknown',
    })
  })

  test('of a delivery hold nobody who was in it, and pass at Handrail', async () => {
    const text = JSON.stringify(
      buildSample('bsuid-only-unknown', {
        ...{ phoneNumberId: '1', displayPhoneNumber: '442079460101', wabaId: '2', wamid: 'wamid.REAL', at: new Date() },
        ...{ bsuid: 'GB.55554444333322221111', profileName: 'Ada Lovegrove', text: 'Call me at home' },
      }),
    )
    const deliveryId = await delivery(text)
    const saved = await captureDelivery(world.developer, { name: 'From Monday', deliveryId })
    if (!saved.ok) throw new Error(saved.code)
    const row = JSON.stringify(await db.labPayload.findFirstOrThrow({ where: { id: saved.value.id } }))
    for (const secret of ['55554444', 'Ada', 'at home', 'wamid.REAL']) expect(row).not.toContain(secret)
    const planId = await seedPlan(world, { variations: ['phone-only'] })
    await addToPlan(world.developer, { id: saved.value.id, planId })
    await startRun(world.developer, planId)
    await work()
    expect(await db.testRecord.count({ where: { workspaceId: world.workspaceId, result: 'passed' } })).toBe(2)
    expect(await captureDelivery(world.developer, { name: 'From Monday', deliveryId })).toMatchObject({
      code: 'payload-exists',
    })
    const broken = await delivery('{"a":')
    expect(await captureDelivery(world.developer, { name: 'Broken', deliveryId: broken })).toMatchObject({
      code: 'capture-unreadable',
    })
    await db.delivery.updateMany({ where: { id: deliveryId }, data: { body: null } })
    expect(await captureDelivery(world.developer, { name: 'Later', deliveryId })).toMatchObject({
      code: 'bodies-purged',
    })
  })

  test('are for those who run the lab, and deliveries for those who may see bodies, in their own workspace', async () => {
    const deliveryId = await delivery('{}')
    const operations = await seedMember(world.workspaceId, ['operations'])
    const capture = { name: 'X', deliveryId }
    expect(await captureDelivery(operations, capture)).toMatchObject({ code: 'not-allowed' })
    expect(await captureDelivery(elsewhere, capture)).toMatchObject({ code: 'not-found' })
    expect(await saveVariant(viewer, variant)).toMatchObject({ code: 'not-allowed' })
    const saved = await saveVariant(operations, variant)
    if (!saved.ok) throw new Error(saved.code)
    const { id } = saved.value
    const planId = await seedPlan(world, { variations: ['phone-only'] })
    expect(await addToPlan(viewer, { id, planId })).toMatchObject({ code: 'not-allowed' })
    expect(await addToPlan(elsewhere, { id, planId })).toMatchObject({ code: 'not-found' })
    expect(await removeSaved(viewer, { id, version: 1 })).toMatchObject({ code: 'not-allowed' })
    expect(await removeSaved(elsewhere, { id, version: 1 })).toMatchObject({ code: 'not-found' })
    expect(await removeSaved(operations, { id, version: 9 })).toMatchObject({ code: 'stale-version' })
    expect(await readSaved(elsewhere, id)).toBeNull()
    expect(await saveVariant(operations, variant)).toMatchObject({ code: 'payload-exists' })
  })
})

describe('a plan that runs by itself', () => {
  test('is queued when its time comes, once, and again one interval later', async () => {
    const planId = await seedPlan(world, { variations: ['phone-only'], schedule: 'hourly' })
    const soon = new Date(Date.now() + 30_000)
    expect(await startDuePlans(soon)).toBe(0)
    const later = new Date(Date.now() + HOUR_MS + 1_000)
    const started = await Promise.all([startDuePlans(later), startDuePlans(later)])
    expect(started.reduce((sum, n) => sum + n, 0)).toBe(1)
    expect(await startDuePlans(new Date(later.getTime() + HOUR_MS + 1_000))).toBe(0)
    await work()
    const runs = await db.testRun.findMany({ where: { planId } })
    expect(runs).toMatchObject([{ state: 'done', passed: 1, startedById: null }])
    const plan = await db.testPlan.findFirstOrThrow({ where: { id: planId } })
    expect(plan.nextAt?.getTime()).toBe(later.getTime() + 2 * HOUR_MS + 1_000)
  })

  test('that cannot be sent leaves a run that says why', async () => {
    const planId = await seedPlan(world, { variations: ['phone-only'], schedule: 'daily' })
    await db.dataset.updateMany({ where: { id: world.datasetId }, data: { decision: null } })
    expect(await startDuePlans(new Date(Date.now() + 25 * HOUR_MS))).toBe(0)
    const [run] = await db.testRun.findMany({ where: { planId } })
    expect(run).toMatchObject({ state: 'failed' })
    expect(run?.problem).toMatch(/Nobody has decided how long/)
  })
})

describe('the first live workflow', () => {
  test('is tested once a plan that expects it passed whole', async () => {
    expect((await firstWorkflow(elsewhere)).workflow).toBeNull()
    const step = async () => (await firstWorkflow(viewer)).steps.find(({ key }) => key === 'tests')
    expect(await step()).toMatchObject({ done: false, sentence: 'No test plan expects “Support inbox” yet.' })
    const planId = await seedPlan(world, { variations: ['phone-only', 'rotation'] })
    expect(await step()).toMatchObject({ sentence: 'Its test plan was not run yet.' })
    await startRun(world.developer, planId)
    await work()
    expect(await step()).toMatchObject({ done: true, sentence: 'All 2 payloads passed.' })
  })
})
