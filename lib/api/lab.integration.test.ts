import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { workThroughRuns } from '@/lib/lab/run-work'
import { reportHashOf } from '@/lib/lab/start-run'
import { type LabWorld, labWorld, seedPlan } from '@/lib/lab/testing/lab-world'
import { db } from '@/lib/server/db'
import { outsideFetch } from '@/lib/server/safe-fetch'
import { seedWorkspace } from '@/lib/server/testing/seed'
import { labReportTake, labRunCreate, labRunRead } from './calls/lab'
import { auditOf, seedToken, send } from './testing/world'

let world: LabWorld
let token: string

beforeAll(async () => {
  await db.testRun.deleteMany({})
  world = await labWorld()
  token = (await seedToken(world.workspaceId, ['lab:read', 'lab:write'])).token
})

const start = (json: object, by = token) => send(labRunCreate, { token: by, json })
const read = (id: string, by = token) => send(labRunRead, { token: by, params: { id } })

async function work(): Promise<void> {
  while ((await workThroughRuns(outsideFetch(), new AbortController().signal)).more);
}

test('a pipeline starts a plan, and reads verdicts and sentences when it has ended', async () => {
  const planId = await seedPlan(world, { variations: ['phone-only', 'status-read', 'bad-signature'] })
  const { status, body } = await start({ planId })
  expect([status, body.state]).toEqual([202, 'queued'])
  expect((await read(body.id)).body).toMatchObject({ state: 'queued', records: [] })
  await work()
  const ended = (await read(body.id)).body
  expect(ended).toMatchObject({ state: 'done', total: 3, passed: 3, failed: 0, target: 'Handrail (dry run)' })
  expect(ended.records[0]).toMatchObject({
    ...{ variation: 'phone-only', result: 'passed', fix: 'none' },
    verdicts: { rightCustomer: 'passed', rightWorkflow: 'passed', clearError: 'none' },
  })
  const [event] = await auditOf(world.workspaceId, 'test-run.started')
  expect(event).toMatchObject({ actorKind: 'token' })
})

test('payloads go without a plan; a request that names neither or both is refused', async () => {
  const { body } = await start({ payloads: ['rotation', 'emoji'] })
  await work()
  expect((await read(body.id)).body).toMatchObject({ plan: null, total: 2, passed: 2 })
  expect((await start({})).status).toBe(400)
  expect((await start({ planId: 'tp_1', payloads: ['emoji'] })).status).toBe(400)
  expect((await start({ payloads: ['hologram'] })).body.error.code).toBe('variation-unknown')
  expect((await start({ payloads: ['emoji'], datasetId: 'ds_none' })).status).toBe(404)
  expect((await start({ payloads: ['emoji'], targetId: 'tgt_none' })).status).toBe(404)
})

test('a dataset that may not be used stops it with 409; the wrong scope and another workspace see nothing', async () => {
  const planId = await seedPlan(world, { name: 'Undecided', variations: ['emoji'] })
  await db.dataset.updateMany({ where: { id: world.datasetId }, data: { decision: null } })
  expect(await start({ planId })).toMatchObject({ status: 409, body: { error: { code: 'dataset-refused' } } })
  await db.dataset.updateMany({ where: { id: world.datasetId }, data: { decision: 'keep' } })
  const { token: reader } = await seedToken(world.workspaceId, ['lab:read'])
  expect((await start({ planId }, reader)).status).toBe(403)
  const { body } = await start({ planId })
  const { token: other } = await seedToken(await seedWorkspace('Elsewhere'), ['*'])
  expect((await read(body.id, other)).status).toBe(404)
  expect((await start({ planId }, other)).status).toBe(404)
  expect((await read(body.id, reader)).status).toBe(200)
  await work()
})

test('a handler reports to its one-time address while the run goes on, and to nothing else', async () => {
  const key = randomBytes(24).toString('base64url')
  const { body } = await start({ payloads: ['emoji'] })
  const set = (state: string) =>
    db.testRun.updateMany({ where: { id: body.id }, data: { state, reportHash: reportHashOf(key) } })
  const report = (json: unknown, at = key) => send(labReportTake, { params: { key: at }, json })
  await set('running')
  const told = { wamid: 'wamid.1', contact: 'C-1', thread: null, workflow: 'Support', error: null }
  expect((await report(told)).status).toBe(202)
  expect(await db.labReport.findMany({ where: { runId: body.id } })).toMatchObject([{ wamid: 'wamid.1' }])
  expect((await report(told, 'A'.repeat(32))).status).toBe(404)
  expect((await report(told, '../../runs')).status).toBe(404)
  for (const bad of [{}, { wamid: 7 }, { wamid: 'x', contact: { a: 1 } }, [], 'x', { wamid: 'x'.repeat(600) }]) {
    expect((await report(bad)).status).toBe(400)
  }
  expect(
    (await send(labReportTake, { params: { key }, text: `{"wamid":"x","error":"${'y'.repeat(1_100_000)}"}` })).status,
  ).toBe(413)
  for (let n = 0; n < 25; n += 1) await report(told)
  expect(await db.labReport.count({ where: { runId: body.id } })).toBe(20)
  await set('done')
  expect((await report(told)).status).toBe(409)
})
