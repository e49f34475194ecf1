import { describe, expect, test } from 'vitest'
import { listTokens } from '@/lib/members/tokens'
import { db, writeTransaction } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { environmentFacts } from './environment'
import { makeToken } from './make-token'
import { purgeBodies } from './purge-bodies'
import { keptBodies, lastPurges } from './retention'
import { generalSchema } from './schema'
import { scopeGroups, scopeWords } from './scopes'
import { lastAudit, must, settingsWorld, stranger } from './testing/world'
import { updateWorkspace } from './update-workspace'

const WANTED = { version: 1, name: 'Fernhollow', zone: 'Asia/Dubai', defaultCountry: 'AE', bodyRetentionDays: 14 }

describe('general settings', () => {
  test('are changed with what changed in the log', async () => {
    const { workspaceId, as } = await settingsWorld()
    expect(must(await updateWorkspace(await as('admin'), WANTED))).toEqual({ ...WANTED, version: 2 })
    expect(await lastAudit(workspaceId)).toMatchObject({
      action: 'workspace.updated',
      detail: {
        before: { zone: 'Europe/London', defaultCountry: 'GB', bodyRetentionDays: 30 },
        after: { zone: 'Asia/Dubai', defaultCountry: 'AE', bodyRetentionDays: 14 },
      },
    })
  })

  test('the second of two editors gets both versions and a name', async () => {
    const { as } = await settingsWorld()
    const admin = await as('admin')
    must(await updateWorkspace(admin, WANTED))
    expect(await updateWorkspace(admin, { ...WANTED, name: 'Fernhollow UK' })).toMatchObject({
      code: 'stale-version',
      details: { current: { ...WANTED, version: 2 }, changedBy: { name: 'Test Person' } },
    })
  })

  test('nobody but an admin, and only their own', async () => {
    const { workspaceId, developer, viewer } = await settingsWorld()
    expect(await updateWorkspace(developer, WANTED)).toMatchObject({ code: 'not-allowed' })
    expect(await updateWorkspace(viewer, WANTED)).toMatchObject({ code: 'not-allowed' })
    const foreign = await stranger('admin')
    must(await updateWorkspace(foreign, { ...WANTED, name: 'Taken over' }))
    expect(await db.workspace.findUniqueOrThrow({ where: { id: workspaceId } })).toMatchObject({ name: 'Fernhollow' })
  })

  test.each([
    ['zone', 'Mars/Olympus'],
    ['defaultCountry', 'XX'],
    ['defaultCountry', 'gb'],
    ['bodyRetentionDays', 0],
    ['bodyRetentionDays', 366],
    ['bodyRetentionDays', 1.5],
    ['name', '   '],
  ])('%s cannot be %j', (field, value) => {
    const parsed = generalSchema.safeParse({ ...WANTED, [field]: value })
    expect(parsed.error?.issues.map((issue) => issue.path[0])).toEqual([field])
  })

  test('what the environment decided is shown without anything secret', () => {
    expect(environmentFacts()).toMatchObject({ publicUrl: 'http://localhost:3000', mail: false, oidcHost: null })
    expect(JSON.stringify(environmentFacts())).not.toContain('postgresql://')
  })
})

const DAY_MS = 86_400_000
const NOW = new Date('2026-11-23T12:00:00Z')

async function addDeliveries(workspaceId: string, days: number, count = 1, state = 'processed') {
  const receivedAt = new Date(NOW.getTime() - days * DAY_MS)
  const rows = Array.from({ length: count }, () => ({
    ...{ id: newId('d'), workspaceId, connectionId: newId('con'), receivedAt, state },
    ...{ size: 100, bodyHash: 'x', body: Buffer.from('{}') },
  }))
  await writeTransaction((tx) => tx.delivery.createMany({ data: rows }))
  return rows.map((row) => row.id)
}

describe('purging bodies now', () => {
  test('empties what is older than it is kept, here and nowhere else, and is in the log', async () => {
    const { workspaceId, as } = await settingsWorld()
    const admin = await as('admin')
    const foreign = await stranger('admin')
    const [old] = await addDeliveries(workspaceId, 31)
    const [young] = await addDeliveries(workspaceId, 29)
    const [unread] = await addDeliveries(workspaceId, 40, 1, 'stored')
    const [theirs] = await addDeliveries(foreign.workspaceId, 31)
    expect(await keptBodies(admin, 30, NOW)).toMatchObject({ bodies: 3, bytes: 300, due: 1 })
    expect(must(await purgeBodies(admin, NOW))).toEqual({ purged: 1, left: 0 })
    const kept = await db.delivery.findMany({ where: { body: { not: null } }, select: { id: true } })
    expect(kept.map((row) => row.id).sort()).toEqual([young, unread, theirs].sort())
    expect(await db.delivery.findUniqueOrThrow({ where: { id: old ?? '' } })).toMatchObject({ purgedAt: NOW })
    expect(await lastAudit(workspaceId)).toMatchObject({
      action: 'delivery.bodies-purged',
      detail: { after: { bodies: 1 }, byHand: true },
    })
    expect(await lastPurges(admin)).toMatchObject([{ bodies: 1, byHand: true }])
    expect(await lastPurges(foreign)).toEqual([])
  })

  test('goes in parts that can be asked for again, and writes nothing when nothing is due', async () => {
    const { workspaceId, as } = await settingsWorld()
    const admin = await as('admin')
    await addDeliveries(workspaceId, 60, 2_100)
    expect(must(await purgeBodies(admin, NOW))).toEqual({ purged: 2_000, left: 100 })
    expect(must(await purgeBodies(admin, NOW))).toEqual({ purged: 100, left: 0 })
    const entries = await db.auditEvent.count({ where: { workspaceId } })
    expect(must(await purgeBodies(admin, NOW))).toEqual({ purged: 0, left: 0 })
    expect(await db.auditEvent.count({ where: { workspaceId } })).toBe(entries)
  })

  test('is for admins', async () => {
    const { developer, viewer } = await settingsWorld()
    expect(await purgeBodies(developer)).toMatchObject({ code: 'not-allowed' })
    expect(await purgeBodies(viewer)).toMatchObject({ code: 'not-allowed' })
  })
})

describe('API tokens', () => {
  test('live as long as asked, with each scope once', async () => {
    const { developer } = await settingsWorld()
    const input = { name: 'CI', scopes: ['contacts:read', 'contacts:read'], life: '30' as const }
    must(await makeToken(developer, input, NOW))
    const [token] = await listTokens(developer)
    expect(token).toMatchObject({ scopes: ['contacts:read'], expiresAt: new Date('2026-12-23T12:00:00Z') })
  })

  test('offer what the person holds, by room, with the calls each opens', async () => {
    const { developer, as } = await settingsWorld()
    const groups = scopeGroups(developer)
    expect(groups.find((group) => group.room === 'Contacts')).toEqual({
      room: 'Contacts',
      choices: [{ scope: 'contacts:read', verb: 'see', calls: expect.arrayContaining(['GET /contacts']) }],
    })
    expect(groups.some((group) => group.room === 'Identifiers')).toBe(false)
    const admin = scopeGroups(await as('admin'))
    expect(admin.find((group) => group.room === 'Identifiers')?.choices).toHaveLength(1)
  })

  test('their scopes read as words', () => {
    expect(scopeWords(['contacts:write', 'contacts:read', 'deliveries:replay'])).toEqual([
      'Contacts: see, change',
      'Deliveries: replay',
    ])
    expect(scopeWords(['*'])).toEqual(['Everything, with what is added later'])
    expect(scopeWords(['rockets:launch'])).toEqual(['rockets:launch'])
  })

  test('wrong role and wrong workspace', async () => {
    const { viewer, as } = await settingsWorld()
    const input = { name: 'X', scopes: ['contacts:read'], life: 'never' as const }
    expect(await makeToken(viewer, input)).toMatchObject({ code: 'not-allowed' })
    expect(await makeToken(await as('crm_owner', 'marketing'), input)).toMatchObject({ code: 'not-allowed' })
    const foreign = await stranger()
    must(await makeToken(foreign, input))
    expect(await listTokens(await as('developer'))).toEqual([])
  })
})
