import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { PostToSelf } from '@/lib/deliveries/own-webhook'
import { resolveNext } from '@/lib/identity/resolve-batch'
import { db, writeTransaction } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { outsideFetch } from '@/lib/server/safe-fetch'
import { openSql } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { verifySignature } from '@/lib/whatsapp/signature'
import { VARIATIONS } from './pack'
import { workThroughRuns } from './run-work'
import { startRun } from './start-run'
import { type LabWorld, labWorld, seedPlan } from './testing/lab-world'

let world: LabWorld

beforeEach(async () => {
  await db.testRun.deleteMany({})
  world = await labWorld()
})

/** What the receiver and the worker do with a delivery: checked, stored, resolved. */
const receive: PostToSelf = async ({ urlKey, body, signature }) => {
  const connection = await db.connection.findFirstOrThrow({ where: { urlKey } })
  if (!verifySignature('test_app_secret', body, signature)) return 401
  await writeTransaction((tx) =>
    tx.delivery.create({
      data: {
        ...{ id: newId('d'), workspaceId: connection.workspaceId, connectionId: connection.id, state: 'stored' },
        ...{ receivedAt: new Date(), size: body.length, body: new Uint8Array(body) },
        bodyHash: createHash('sha256').update(body).digest('hex'),
      },
    }),
  )
  const sql = openSql(env().databaseUrl)
  try {
    while ((await resolveNext(sql)).deliveries > 0);
  } finally {
    await sql.close()
  }
  return 200
}

async function run(planId: string, post = receive): Promise<string> {
  const started = await startRun(world.developer, planId)
  if (!started.ok) throw new Error(started.code)
  while ((await workThroughRuns(outsideFetch(), new AbortController().signal, { post })).more);
  return started.value.id
}

const real = { repeat: 1, disorder: false, real: true }

describe('Handrail as a target, for real', () => {
  test('is refused in a workspace that may hold real customers', async () => {
    const planId = await seedPlan(world, { options: real })
    expect(await startRun(world.developer, planId)).toMatchObject({ ok: false, code: 'not-a-test-workspace' })
  })

  test('passes the whole pack through its own receiver, and again with people who are known by now', async () => {
    await db.workspace.updateMany({ where: { id: world.workspaceId }, data: { isTest: true } })
    const planId = await seedPlan(world, { options: real })
    for (const round of [1, 2]) {
      const runId = await run(planId)
      const records = await db.testRecord.findMany({ where: { runId, result: { not: 'passed' } } })
      expect(records.map(({ variation, sentence }) => [round, variation, sentence])).toEqual([])
      expect(await db.testRun.findFirstOrThrow({ where: { id: runId } })).toMatchObject({
        ...{ state: 'done', problem: null, passed: VARIATIONS.length },
        names: expect.objectContaining({ target: 'Handrail (for real)' }),
      })
    }
    expect(await db.contact.count({ where: { workspaceId: world.workspaceId, provisional: false } })).toBe(200)
    expect(await db.delivery.count({ where: { workspaceId: world.workspaceId, isTest: false } })).toBe(0)
  }, 120_000)

  test('says so when the receiver does not answer, and when the connection is paused', async () => {
    await db.workspace.updateMany({ where: { id: world.workspaceId }, data: { isTest: true } })
    const planId = await seedPlan(world, { options: real, variations: ['phone-only'] })
    const silent = await run(planId, async () => null)
    const record = await db.testRecord.findFirstOrThrow({ where: { runId: silent } })
    expect(record).toMatchObject({ result: 'failed' })
    expect(record.sentence).toMatch(/did not answer/)
    await db.connection.updateMany({ where: { workspaceId: world.workspaceId }, data: { state: 'paused' } })
    const paused = await run(planId)
    expect((await db.testRun.findFirstOrThrow({ where: { id: paused } })).problem).toMatch(/paused/)
  })
})
