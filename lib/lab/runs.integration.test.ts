import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { decideApproval } from '@/lib/approvals/decide-approval'
import { requestApproval } from '@/lib/approvals/request-approval'
import { db } from '@/lib/server/db'
import { createOutsideFetch } from '@/lib/server/safe-fetch'
import { createFetchGate } from '@/lib/server/safe-fetch-gate'
import { asJson } from '@/lib/server/sql'
import { seedMember } from '@/lib/server/testing/seed'
import { enterActual } from './change-record'
import { VARIATIONS } from './pack'
import { workThroughRuns } from './run-work'
import type { Evidence } from './save-record'
import { cancelRun, resumeRun, startAdHoc, startRun } from './start-run'
import { takeReport } from './take-report'
import { changeTarget } from './targets'
import { type LabWorld, labWorld, seedPlan, seedTarget, targetOf } from './testing/lab-world'
import { type HandlerFault, type RunningHandler, SampleHandler, serveHandler } from './testing/sample-handler'

vi.mock('@/lib/server/env', async (original) => {
  const real = await original<typeof import('@/lib/server/env')>()
  // The address guard lets this machine pass: the handlers of these tests run on it.
  return { ...real, env: () => ({ ...real.env(), fetchAllow: allowed }) }
})
let allowed: string[] = []

let world: LabWorld
let running: RunningHandler[] = []

beforeEach(async () => {
  await db.testRun.deleteMany({})
  world = await labWorld()
})
afterEach(async () => {
  await Promise.all(running.map(({ stop }) => stop()))
  running = []
})

async function serve(faults: readonly HandlerFault[] = []) {
  const handler = new SampleHandler('staging_secret', new Set(faults))
  const served = await serveHandler(handler)
  running.push(served)
  allowed = running.map(({ port }) => `127.0.0.1:${port}`)
  return { handler, origin: served.origin }
}

const fetchOf = () =>
  createOutsideFetch({ allow: new Set(allowed), gate: createFetchGate({ perHost: 1, total: 4 }), connectMs: 500 })

async function work(signal = new AbortController().signal): Promise<void> {
  while ((await workThroughRuns(fetchOf(), signal)).more);
}

async function run(planId: string): Promise<string> {
  const started = await startRun(world.developer, planId)
  if (!started.ok) throw new Error(`${started.code} ${JSON.stringify(started.details)}`)
  await work()
  return started.value.id
}

const recordsOf = (runId: string) => db.testRecord.findMany({ where: { runId }, orderBy: { position: 'asc' } })
const readRun = (id: string) => db.testRun.findFirstOrThrow({ where: { id } })
const failing = async (runId: string) =>
  (await recordsOf(runId))
    .filter(({ result }) => result !== 'passed')
    .map(({ variation, result, sentence, faults }) => ({
      variation,
      result,
      sentence,
      faults: asJson<string[]>(faults),
    }))

describe('Handrail itself', () => {
  test('passes every payload of the pack in one run, and nothing of it stays', async () => {
    const runId = await run(await seedPlan(world))
    expect(await failing(runId)).toEqual([])
    expect(await readRun(runId)).toMatchObject({ state: 'done', problem: null, failed: 0 })
    const { total, passed } = await readRun(runId)
    expect(passed).toBe(total)
    expect(await db.contact.count({ where: { workspaceId: world.workspaceId } })).toBe(0)
    expect(await db.event.count({ where: { workspaceId: world.workspaceId } })).toBe(0)
  })
})

describe('a good handler', () => {
  test.each(['response', 'lookup', 'report'] as const)(
    'passes the whole pack when its outcome comes by %s',
    async (mode) => {
      const { handler, origin } = await serve()
      handler.tight = mode !== 'response'
      if (mode === 'report') postReports(handler)
      const spec = { paths: PATHS, waitMs: 1_000, lookupUrl: mode === 'lookup' ? `${origin}/lookup?wamid={wamid}` : '' }
      const targetId = await seedTarget(world, origin, { answerMode: mode, answerSpec: spec })
      const runId = await run(await seedPlan(world, { targetId, variations: mode === 'response' ? ALL : SOME }))
      expect((await readRun(runId)).problem).toBeNull()
      expect(await failing(runId)).toEqual([])
    },
  )

  test('passes when everything comes three times and in another order', async () => {
    const { origin, handler } = await serve()
    const targetId = await seedTarget(world, origin)
    const runId = await run(await seedPlan(world, { targetId, options: { repeat: 3, disorder: true, real: false } }))
    expect(await failing(runId)).toEqual([])
    expect(handler.seen.length).toBeGreaterThan(3 * 66)
  })

  test('is tried again when it stumbles, and each try is on the record', async () => {
    const { origin, handler } = await serve()
    const targetId = await seedTarget(world, origin)
    const planId = await seedPlan(world, { targetId, variations: ['phone-only'] })
    const started = await startRun(world.developer, planId)
    if (!started.ok) throw new Error(started.code)
    handler.failures.push(503, 503)
    await work()
    // The first 503 met the plain message that is sent before a run, the second one its second try.
    expect(await readRun(started.value.id)).toMatchObject({ state: 'failed' })
    expect((await readRun(started.value.id)).problem).toMatch(/answered a plain message of a customer with 503/)
    expect((await resumeRun(world.developer, started.value.id)).ok).toBe(true)
    await work()
    expect(await readRun(started.value.id)).toMatchObject({ state: 'done', passed: 1, problem: null })
  })
})

/** Faults of the sample handler, a payload that shows each, and how the lab calls it. */
const PLANTED: [HandlerFault, string, string][] = [
  ['phone-is-the-key', 'bsuid-only-known', 'split-customer'],
  ['drops-phone-less', 'bsuid-only-known', 'dropped-without-phone'],
  ['bsuid-through-phone-normaliser', 'bsuid-only-unknown', 'bsuid-as-phone'],
  ['second-contact-when-phone-comes', 'phone-appears-later', 'late-phone-second-contact'],
  ['status-as-message', 'status-delivered', 'status-as-message'],
  ['changes-ignored', 'rotation', 'change-ignored'],
]

describe('a weak handler', () => {
  test.each(PLANTED)('with the fault %s fails %s by name', async (fault, variation, code) => {
    // A normaliser only matters where the phone is the key.
    const { origin } = await serve(fault === 'bsuid-through-phone-normaliser' ? [fault, 'phone-is-the-key'] : [fault])
    const targetId = await seedTarget(world, origin)
    const runId = await run(await seedPlan(world, { targetId, variations: ['phone-only', variation] }))
    const [plain, broken] = await recordsOf(runId)
    expect(plain).toMatchObject({ result: 'passed', fixState: 'none' })
    expect(broken).toMatchObject({ result: 'failed', fixState: 'open', rightCustomer: expect.any(String) })
    expect(asJson(broken?.faults)).toContain(code)
    expect(broken?.sentence).toMatch(/^.{40,}\.$/)
  })

  test.each<[HandlerFault[], string[]]>([
    [
      ['drops-phone-less', 'status-as-message', 'changes-ignored'],
      ['dropped-without-phone', 'silent', 'status-as-message', 'change-ignored'],
    ],
    [
      ['second-contact-when-phone-comes', 'status-as-message'],
      ['late-phone-second-contact', 'status-as-message'],
    ],
    [
      ['phone-is-the-key', 'bsuid-through-phone-normaliser', 'status-as-message', 'changes-ignored'],
      ['bsuid-as-phone', 'status-as-message', 'change-ignored'],
    ],
  ])('with %j is told all of them in one run of the pack', async (faults, codes) => {
    const { origin } = await serve(faults)
    const targetId = await seedTarget(world, origin)
    const runId = await run(await seedPlan(world, { targetId }))
    const found = new Set((await failing(runId)).flatMap((record) => record.faults))
    expect([...found]).toEqual(expect.arrayContaining(codes))
    const { total, passed, failed } = await readRun(runId)
    expect(failed).toBeGreaterThan(5)
    expect(passed + failed).toBe(total)
  })
})

describe('a record', () => {
  test('is closed by a passing run and by nothing else; failing again, the newest is open and keeps its owner', async () => {
    const { origin, handler } = await serve(['changes-ignored'])
    const targetId = await seedTarget(world, origin)
    const planId = await seedPlan(world, { targetId, variations: ['rotation'] })
    const [first] = await recordsOf(await run(planId))
    const owner = (world.developer as { memberId: string }).memberId
    await db.testRecord.updateMany({ where: { id: first?.id ?? '' }, data: { ownerId: owner, fixState: 'fixed' } })
    const [second] = await recordsOf(await run(planId))
    expect(second).toMatchObject({ fixState: 'open', ownerId: owner })
    const read = (id: string | undefined) => db.testRecord.findFirstOrThrow({ where: { id: id ?? '' } })
    expect(await read(first?.id)).toMatchObject({ fixState: 'replaced', closedByRunId: null })
    handler.faults = new Set()
    const passing = await run(planId)
    expect(await read(second?.id)).toMatchObject({ fixState: 'closed', closedByRunId: passing, result: 'failed' })
  })
})

describe('a run', () => {
  test('is cancelled between two payloads and goes on where it was', async () => {
    const { origin } = await serve()
    const targetId = await seedTarget(world, origin)
    const planId = await seedPlan(world, { targetId, variations: ['phone-only', 'phone-and-bsuid', 'emoji'] })
    const started = await startRun(world.developer, planId)
    if (!started.ok) throw new Error(started.code)
    const { id } = started.value
    expect((await cancelRun(world.developer, id)).ok).toBe(true)
    await work()
    expect(await recordsOf(id)).toHaveLength(0)
    expect(await cancelRun(world.developer, id)).toMatchObject({ ok: false, code: 'run-ended' })
    expect((await resumeRun(world.developer, id)).ok).toBe(true)
    await work()
    expect(await recordsOf(id)).toHaveLength(3)
    expect(await readRun(id)).toMatchObject({ state: 'done', passed: 3 })
    expect(await resumeRun(world.developer, id)).toMatchObject({ code: 'run-not-resumable' })
  })

  test('that was cancelled while it was held goes on at once when it is resumed', async () => {
    const planId = await seedPlan(world, { variations: ['phone-only'] })
    const started = await startRun(world.developer, planId)
    if (!started.ok) throw new Error(started.code)
    const { id } = started.value
    const data = { state: 'running', heldUntil: new Date(Date.now() + 60_000) }
    await db.testRun.updateMany({ where: { id }, data })
    expect((await cancelRun(world.developer, id)).ok).toBe(true)
    expect((await resumeRun(world.developer, id)).ok).toBe(true)
    await work()
    expect(await readRun(id)).toMatchObject({ state: 'done', passed: 1 })
  })

  test('that a process left behind is taken over by another one when the lease is over, and sends nothing twice', async () => {
    const planId = await seedPlan(world, { variations: ['phone-only', 'emoji'] })
    const started = await startRun(world.developer, planId)
    if (!started.ok) throw new Error(started.code)
    const { id } = started.value
    await db.testRun.updateMany({
      where: { id },
      data: { state: 'running', heldUntil: new Date(Date.now() + 60_000) },
    })
    await work()
    expect(await recordsOf(id)).toHaveLength(0)
    await db.testRun.updateMany({ where: { id }, data: { heldUntil: new Date(Date.now() - 1) } })
    await Promise.all([work(), work()])
    expect(await recordsOf(id)).toHaveLength(2)
    expect(await readRun(id)).toMatchObject({ state: 'done', passed: 2 })
  })

  test('stops with a sentence when the customers are not in the system under test', async () => {
    const { origin } = await serve()
    const targetId = await seedTarget(world, origin, { sending: { timeoutMs: 1_000, retries: 0, prepareUrl: '' } })
    const runId = await run(await seedPlan(world, { targetId, variations: ['phone-only'] }))
    expect(await readRun(runId)).toMatchObject({ state: 'failed' })
    expect((await readRun(runId)).problem).toMatch(/Load the customers of the dataset/)
  })

  test('is refused with a dataset that was not decided about, is past its date, or was deleted', async () => {
    const planId = await seedPlan(world, { variations: ['phone-only'] })
    const where = { id: world.datasetId }
    for (const data of [
      { decision: null },
      { decision: 'delete', decisionDate: '2020-01-01' },
      { provedAt: new Date() },
    ]) {
      await db.dataset.updateMany({ where, data })
      expect(await startRun(world.developer, planId)).toMatchObject({ ok: false, code: 'dataset-refused' })
    }
  })

  test('reaches production only after a second person signed the target off, as it is now', async () => {
    const { origin } = await serve()
    const targetId = await seedTarget(world, origin, { name: 'Live', isProduction: true })
    const planId = await seedPlan(world, { targetId, variations: ['phone-only'] })
    const start = () => startRun(world.developer, planId)
    expect(await start()).toMatchObject({ ok: false, code: 'target-not-signed-off' })
    const adHoc = startAdHoc(world.developer, { payloads: ['phone-only'], targetId })
    expect(await adHoc).toMatchObject({ code: 'target-not-signed-off' })
    const approver = await seedMember(world.workspaceId, ['approver'])
    const asked = await requestApproval(world.developer, {
      ...{ kind: 'lab-target', subjectId: targetId, reason: 'One message through the live handler' },
    })
    if (!asked.ok) throw new Error(asked.code)
    const { contentHash, id } = await db.approvalRequest.findFirstOrThrow({ where: { subjectId: targetId } })
    const vote = { id, contentHash, decision: 'approve' as const }
    expect(await decideApproval(world.developer, vote)).toMatchObject({ ok: false })
    expect(await decideApproval(approver, vote)).toMatchObject({ ok: true })
    expect(await start()).toMatchObject({ ok: true })
    await work()
    const moved = { ...targetOf(origin, { name: 'Live', isProduction: true, url: `${origin}/other` }), secret: '' }
    expect(await changeTarget(world.developer, { ...moved, id: targetId, version: 1 })).toMatchObject({ ok: true })
    expect(await start()).toMatchObject({ ok: false, code: 'target-not-signed-off' })
  })

  test('takes payloads without a plan', async () => {
    const started = await startAdHoc(world.developer, { payloads: ['bsuid-only-known', 'rotation'], targetId: null })
    if (!started.ok) throw new Error(started.code)
    await work()
    expect(await readRun(started.value.id)).toMatchObject({ state: 'done', total: 2, passed: 2, planId: null })
    expect(await startAdHoc(world.developer, { payloads: ['hologram'], targetId: null })).toMatchObject({
      code: 'variation-unknown',
    })
  })

  test.each<[string, (response: ServerResponse) => void, RegExp]>([
    ['never ends its answer', (response) => void response.writeHead(200).write('{'), /took too long|did not answer/i],
    [
      'answers with more than anybody reads',
      (response) => void response.writeHead(200).end('x'.repeat(2_000_000)),
      /larger|too large|more than/i,
    ],
    [
      'sends on to an address inside the network',
      (response) => void response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end(),
      /with 302/,
    ],
  ])('stops with a sentence at a handler that %s', async (_what, answer, problem) => {
    const server = createServer((request, response) => {
      request.resume()
      answer(response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    allowed = [`127.0.0.1:${port}`]
    running.push({
      ...{ port, origin: '' },
      stop: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
    })
    const sending = { timeoutMs: 500, retries: 0, prepareUrl: '' }
    const targetId = await seedTarget(world, `http://127.0.0.1:${port}`, { sending })
    const { state, problem: told } = await readRun(
      await run(await seedPlan(world, { targetId, variations: ['emoji'] })),
    )
    expect(state).toBe('failed')
    expect(told).toMatch(problem)
  })

  test('waits for a person where nothing tells the outcome', async () => {
    const { origin, handler } = await serve()
    handler.tight = true
    const targetId = await seedTarget(world, origin, { answerMode: 'person' })
    const [record] = await recordsOf(await run(await seedPlan(world, { targetId, variations: ['phone-only'] })))
    expect(record).toMatchObject({ result: 'waiting', rightCustomer: 'waiting' })
    const { id = '', evidence } = record ?? {}
    const known = asJson<Evidence>(evidence).people?.person.crmContactId ?? ''
    const enter = (contact: string | null) =>
      enterActual(world.developer, { id, version: 1, told: { contact, workflow: 'Support inbox', error: '' } })
    expect(await enter(known)).toEqual({ ok: true, value: { version: 2 } })
    expect(await enter(known)).toMatchObject({ code: 'record-not-waiting' })
    expect(await db.testRecord.findFirstOrThrow({ where: { id } })).toMatchObject({
      result: 'passed',
      fixState: 'none',
    })
    const [wrong] = await recordsOf(
      await run(await seedPlan(world, { name: 'Again', targetId, variations: ['phone-only'] })),
    )
    const saw = { contact: 'somebody else', workflow: null }
    expect(await enterActual(world.developer, { id: wrong?.id ?? '', version: 1, told: saw })).toMatchObject({
      ok: true,
    })
    const read = await db.testRecord.findFirstOrThrow({ where: { id: wrong?.id ?? '' } })
    expect(read).toMatchObject({ result: 'failed', fixState: 'open', rightWorkflow: 'failed' })
  })
})

const PATHS = {
  ...{ contact: '$.contact', thread: '$.conversation', workflow: '$.queue', error: '$.error' },
  messageStatus: '$.status',
}
const SOME = ['phone-only', 'bsuid-only-known', 'rotation', 'status-failed-phone', 'bad-signature']
const ALL = VARIATIONS.map(({ name }) => name)

/** Posts what a handler did to the one-time address, as the address would keep it. */
function postReports(handler: SampleHandler): void {
  const handle = handler.handle.bind(handler)
  handler.handle = (body) => {
    const done = handle(body)
    const key = handler.seen.at(-1)?.report?.split('/').at(-1) ?? ''
    for (const [, wamid] of body.matchAll(/"id":"(wamid\.[^"]+)"/g)) {
      const { contact, conversation: thread, queue: workflow, error } = handler.result(wamid ?? '') ?? done
      pending.push(takeReport(key, { wamid: wamid ?? '', contact, thread, workflow, error }))
    }
    return done
  }
}
const pending: Promise<unknown>[] = []
