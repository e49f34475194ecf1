import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '@/lib/shared/ids'
import { db, writeTransaction } from './db'
import { env } from './env'
import { checkReadiness, type HealthSources } from './health'
import { readMigrations } from './migrate'
import { dialectOf, openSql, type SqlDb } from './sql'

const NOW = new Date('2026-11-23T10:00:00Z')
let sql: SqlDb
let sources: HealthSources

beforeAll(() => {
  sql = openSql(env().databaseUrl)
  const migrations = readMigrations(dialectOf(env().databaseUrl))
  sources = { sql, migrations, accepts: () => true, countsBacklog: true }
})
afterAll(() => sql.close())
beforeEach(async () => void (await writeTransaction((tx) => tx.delivery.deleteMany())))

async function seedWaiting(minutesOld: number, extra: { processedAt?: Date; nextTryAt?: Date } = {}): Promise<void> {
  const receivedAt = new Date(NOW.getTime() - minutesOld * 60_000)
  const row = { id: newId('d'), workspaceId: 'ws_x', connectionId: 'con_x', receivedAt, size: 0, bodyHash: '' }
  await writeTransaction((tx) => tx.delivery.create({ data: { ...row, state: 'stored', ...extra } }))
}

test('a migrated database with a short backlog is ready', async () => {
  await seedWaiting(2)
  expect(await checkReadiness(sources, NOW)).toEqual({
    ready: true,
    reasons: [],
    checks: { database: 'ok', migrations: 'ok', backlog: { waiting: 1, atLeast: false, oldestSeconds: 120 } },
  })
})

test('deliveries that wait for a quarter of an hour are a reason, except for a process that only receives', async () => {
  await seedWaiting(16)
  const readiness = await checkReadiness(sources, NOW)
  expect(readiness.ready).toBe(false)
  expect(readiness.reasons).toEqual(['Deliveries have been waiting for the worker for more than 15 minutes.'])
  expect((await checkReadiness({ ...sources, countsBacklog: false }, NOW)).ready).toBe(true)
})

test('replayed deliveries and those with a later try do not make the worker late', async () => {
  await seedWaiting(60, { processedAt: new Date(NOW.getTime() - 50 * 60_000) })
  await seedWaiting(60, { nextTryAt: NOW })
  expect((await checkReadiness(sources, NOW)).ready).toBe(true)
})

test('a database that is older or newer than the program is a reason', async () => {
  const [known] = sources.migrations
  if (!known) throw new Error('There is a migration.')
  const newer = [...sources.migrations, { ...known, name: '99990101000000_later' }]
  const pending = await checkReadiness({ ...sources, migrations: newer }, NOW)
  expect(pending).toMatchObject({ ready: false, checks: { migrations: 'pending' } })
  const older = await checkReadiness({ ...sources, migrations: [] }, NOW)
  expect(older).toMatchObject({ ready: false, checks: { migrations: 'failed' } })
})

test('a receiver that is full is not ready', async () => {
  expect((await checkReadiness({ ...sources, accepts: () => false }, NOW)).ready).toBe(false)
})

test('a database that fails or hangs is a reason, in time', async () => {
  const broken = { all: () => Promise.reject(new Error('gone')) }
  expect(await checkReadiness({ ...sources, sql: broken }, NOW)).toMatchObject({
    ready: false,
    reasons: ['The database does not answer.'],
  })
  const start = performance.now()
  const hanging = { all: () => new Promise<never>(() => undefined) }
  expect((await checkReadiness({ ...sources, sql: hanging }, NOW)).ready).toBe(false)
  expect(performance.now() - start).toBeLessThan(4_000)
  expect(await db.delivery.count()).toBe(0)
})
