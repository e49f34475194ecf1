import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/shared/ids'
import { db, writeTransaction } from './db'
import { env } from './env'
import { removeExpired } from './jobs-cleanup'
import { purgeDeliveryBodies } from './jobs-retention'
import { openSql, type SqlDb } from './sql'
import { seedMember, seedNumber, seedWorkspace } from './testing/seed'

const NOW = new Date('2026-11-23T10:00:00Z')
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000)
let sql: SqlDb

beforeAll(() => {
  sql = openSql(env().databaseUrl)
})
afterAll(() => sql.close())

type Seed = { workspaceId: string; connectionId: string; receivedAt: Date; state?: string; count?: number }

async function seedDeliveries({ workspaceId, connectionId, receivedAt, state = 'processed', count = 1 }: Seed) {
  const rows = Array.from({ length: count }, () => ({
    id: newId('d'),
    workspaceId,
    connectionId,
    receivedAt,
    size: 2,
    bodyHash: 'a'.repeat(64),
    body: new Uint8Array([123, 125]),
    state,
  }))
  await writeTransaction((tx) => tx.delivery.createMany({ data: rows }))
  return rows.map((row) => row.id)
}

test('bodies older than the workspace keeps them are purged; the hash stays, and it is audited', async () => {
  const workspaceId = await seedWorkspace()
  const { connectionId } = await seedNumber(workspaceId)
  const [old = ''] = await seedDeliveries({ workspaceId, connectionId, receivedAt: daysAgo(31) })
  const [recent = ''] = await seedDeliveries({ workspaceId, connectionId, receivedAt: daysAgo(29) })
  const [aside = ''] = await seedDeliveries({ workspaceId, connectionId, receivedAt: daysAgo(31), state: 'set_aside' })
  const [unread = ''] = await seedDeliveries({ workspaceId, connectionId, receivedAt: daysAgo(31), state: 'stored' })

  expect(await purgeDeliveryBodies(sql, NOW)).toBe(2)
  const rows = await db.delivery.findMany({ where: { workspaceId } })
  const purged = rows.filter((row) => row.body === null).map((row) => row.id)
  expect(purged.toSorted()).toEqual([old, aside].toSorted())
  expect(rows.find((row) => row.id === old)).toMatchObject({ bodyHash: 'a'.repeat(64), purgedAt: NOW })
  expect(rows.find((row) => row.id === recent)?.body).not.toBeNull()
  // What was never read would be lost.
  expect(rows.find((row) => row.id === unread)?.body).not.toBeNull()
  const audit = await db.auditEvent.findMany({ where: { workspaceId, action: 'delivery.bodies-purged' } })
  expect(audit).toMatchObject([{ actorKind: 'system', origin: 'worker', detail: { after: { bodies: 2 } } }])

  expect(await purgeDeliveryBodies(sql, NOW)).toBe(0)
  expect(await db.auditEvent.count({ where: { workspaceId } })).toBe(1)
})

test('each workspace has its own time, and large amounts go in short transactions', async () => {
  const patient = await seedWorkspace('Patient')
  const hasty = await seedWorkspace('Hasty')
  await writeTransaction((tx) => tx.workspace.update({ where: { id: patient }, data: { bodyRetentionDays: 90 } }))
  await writeTransaction((tx) => tx.workspace.update({ where: { id: hasty }, data: { bodyRetentionDays: 1 } }))
  for (const workspaceId of [patient, hasty]) {
    const { connectionId } = await seedNumber(workspaceId)
    await seedDeliveries({ workspaceId, connectionId, receivedAt: daysAgo(2), count: 1_100 })
  }
  expect(await purgeDeliveryBodies(sql, NOW)).toBe(1_100)
  expect(await db.delivery.count({ where: { workspaceId: patient, body: null } })).toBe(0)
  expect(await db.delivery.count({ where: { workspaceId: hasty, body: null } })).toBe(1_100)
  const audit = await db.auditEvent.findMany({ where: { workspaceId: hasty } })
  expect(audit).toHaveLength(3)
  expect(new Set(audit.map((event) => event.correlationId)).size).toBe(1)
})

test('old sessions and spent counters go, those in use stay', async () => {
  const actor = await seedMember(await seedWorkspace(), ['viewer'])
  if (actor.kind !== 'member') throw new Error('A member was seeded.')
  const { userId, workspaceId } = actor
  const session = (id: string, expiresAt: Date, endedAt: Date | null) => ({
    id,
    userId,
    workspaceId,
    lastSeenAt: daysAgo(60),
    expiresAt,
    endedAt,
  })
  await writeTransaction(async (tx) => {
    await tx.session.create({ data: session('ses_running', daysAgo(-1), null) })
    await tx.session.create({ data: session('ses_ended', daysAgo(5), daysAgo(5)) })
    await tx.session.create({ data: session('ses_forgotten', daysAgo(40), null) })
    await tx.session.create({ data: session('ses_long_ended', daysAgo(-1), daysAgo(40)) })
    await tx.rateLimit.create({ data: { key: 'spent', points: 3, expire: daysAgo(1) } })
    await tx.rateLimit.create({ data: { key: 'counting', points: 3, expire: daysAgo(-1) } })
  })
  await removeExpired(sql, NOW)
  const left = await db.session.findMany({ where: { userId }, orderBy: { id: 'asc' } })
  expect(left.map((row) => row.id)).toEqual(['ses_ended', 'ses_running'])
  expect((await db.rateLimit.findMany()).map((row) => row.key)).toEqual(['counting'])
})
