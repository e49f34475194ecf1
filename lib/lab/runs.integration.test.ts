import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { decideApproval } from '@/lib/approvals/decide-approval'
import { requestApproval } from '@/lib/approvals/request-approval'
import { db } from '@/lib/server/db'
import { asJson } from '@/lib/server/sql'
import { seedMember } from '@/lib/server/testing/seed'
import { enterActual } from './change-record'
import type { Evidence } from './save-record'
import { cancelRun, resumeRun, startAdHoc, startRun } from './start-run'
import { changeTarget } from './targets'
import { type LabWorld, labWorld, seedPlan, seedTarget, targetOf } from './testing/lab-world'
import { keep, readRun, recordsOf, run, serve, stopAll, work } from './testing/running-handlers'

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
    const runId = await run(world, await seedPlan(world, { targetId, variations: ['phone-only'] }))
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
    keep({
      ...{ port, origin: '' },
      stop: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
    })
    const sending = { timeoutMs: 500, retries: 0, prepareUrl: '' }
    const targetId = await seedTarget(world, `http://127.0.0.1:${port}`, { sending })
    const { state, problem: told } = await readRun(
      await run(world, await seedPlan(world, { targetId, variations: ['emoji'] })),
    )
    expect(state).toBe('failed')
    expect(told).toMatch(problem)
  })

  test('waits for a person where nothing tells the outcome', async () => {
    const { origin, handler } = await serve()
    handler.tight = true
    const targetId = await seedTarget(world, origin, { answerMode: 'person' })
    const [record] = await recordsOf(await run(world, await seedPlan(world, { targetId, variations: ['phone-only'] })))
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
      await run(world, await seedPlan(world, { name: 'Again', targetId, variations: ['phone-only'] })),
    )
    const saw = { contact: 'somebody else', workflow: null }
    expect(await enterActual(world.developer, { id: wrong?.id ?? '', version: 1, told: saw })).toMatchObject({
      ok: true,
    })
    const read = await db.testRecord.findFirstOrThrow({ where: { id: wrong?.id ?? '' } })
    expect(read).toMatchObject({ result: 'failed', fixState: 'open', rightWorkflow: 'failed' })
  })
})
