import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/server/db'
import { asJson } from '@/lib/server/sql'
import { VARIATIONS } from './pack'
import { resumeRun, startRun } from './start-run'
import { takeReport } from './take-report'
import { type LabWorld, labWorld, seedPlan, seedTarget } from './testing/lab-world'
import { readRun, recordsOf, run, serve, stopAll, work } from './testing/running-handlers'
import type { HandlerFault, SampleHandler } from './testing/sample-handler'

vi.mock('@/lib/server/env', async (original) => {
  const real = await original<typeof import('@/lib/server/env')>()
  const { allowance } = await import('./testing/allowance')
  // The address guard lets this machine pass: the handlers of these tests run on it.
  return { ...real, env: () => ({ ...real.env(), fetchAllow: allowance.hosts }) }
})

let world: LabWorld

beforeEach(async () => {
  await db.testRun.deleteMany({})
  world = await labWorld()
})
afterEach(stopAll)

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
    const runId = await run(world, await seedPlan(world))
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
      const runId = await run(world, await seedPlan(world, { targetId, variations: mode === 'response' ? ALL : SOME }))
      expect((await readRun(runId)).problem).toBeNull()
      expect(await failing(runId)).toEqual([])
    },
  )

  test('passes when everything comes three times and in another order', async () => {
    const { origin, handler } = await serve()
    const targetId = await seedTarget(world, origin)
    const runId = await run(
      world,
      await seedPlan(world, { targetId, options: { repeat: 3, disorder: true, real: false } }),
    )
    expect(await failing(runId)).toEqual([])
    expect(handler.seen.length).toBeGreaterThan(3 * 66)
  })

  test('may answer with what no database keeps, and the record is there all the same', async () => {
    const { origin, handler } = await serve()
    const targetId = await seedTarget(world, origin)
    const handle = handler.handle.bind(handler)
    handler.handle = (body) => {
      const done = handle(body)
      return body.includes('👩') ? { ...done, error: 'No phone \u0000 came \ud800 with it' } : done
    }
    const [record] = await recordsOf(await run(world, await seedPlan(world, { targetId, variations: ['emoji'] })))
    expect(record?.sentence).toBe('It proceeded and still reported an error: “No phone \ufffd came \ufffd with it”.')
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
    const runId = await run(world, await seedPlan(world, { targetId, variations: ['phone-only', variation] }))
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
    const runId = await run(world, await seedPlan(world, { targetId }))
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
    const [first] = await recordsOf(await run(world, planId))
    const owner = (world.developer as { memberId: string }).memberId
    await db.testRecord.updateMany({ where: { id: first?.id ?? '' }, data: { ownerId: owner, fixState: 'fixed' } })
    const [second] = await recordsOf(await run(world, planId))
    expect(second).toMatchObject({ fixState: 'open', ownerId: owner })
    const read = (id: string | undefined) => db.testRecord.findFirstOrThrow({ where: { id: id ?? '' } })
    expect(await read(first?.id)).toMatchObject({ fixState: 'replaced', closedByRunId: null })
    handler.faults = new Set()
    const passing = await run(world, planId)
    expect(await read(second?.id)).toMatchObject({ fixState: 'closed', closedByRunId: passing, result: 'failed' })
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
