import { describe, expect, test } from 'vitest'
import { systemActor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { seedWorkspace } from '@/lib/server/testing/seed'
import { auditActions, person } from './testing/people'
import { actorFromBearer, createToken, listTokens, revokeToken } from './tokens'

async function developer() {
  const workspaceId = await seedWorkspace()
  return { workspaceId, actor: await person(workspaceId, 'developer') }
}

test('a token speaks for its scopes in its workspace, until it is revoked', async () => {
  const { workspaceId, actor } = await developer()
  const made = await createToken(actor, { name: 'CRM sync', scopes: ['contacts:read', 'deliveries:replay'] })
  if (!made.ok) throw new Error(made.code)
  const { id, token } = made.value
  expect(token).toMatch(/^hr_[A-Za-z0-9_-]{43}$/)
  expect(await actorFromBearer(`Bearer ${token}`, '198.51.100.7')).toEqual({
    kind: 'token',
    tokenId: id,
    workspaceId,
    name: 'CRM sync',
    origin: '198.51.100.7',
    scopes: ['contacts:read', 'deliveries:replay'],
  })
  expect(await listTokens(actor)).toMatchObject([
    { id, name: 'CRM sync', hint: token.slice(-4), createdBy: actor.name },
  ])
  expect(await revokeToken(actor, { tokenId: id })).toMatchObject({ ok: true })
  expect(await actorFromBearer(`Bearer ${token}`, 'x')).toBeNull()
  expect(await auditActions(workspaceId)).toEqual(['token.created', 'token.revoked'])
})

test('it is kept as a keyed hash, and the audit log does not have it either', async () => {
  const { workspaceId, actor } = await developer()
  const made = await createToken(actor, { name: 'CI', scopes: ['contacts:read'] })
  if (!made.ok) throw new Error(made.code)
  const rows = [
    await db.apiToken.findMany({ where: { workspaceId } }),
    await db.auditEvent.findMany({ where: { workspaceId } }),
  ]
  expect(JSON.stringify(rows)).not.toContain(made.value.token)
})

test('it ends on its day', async () => {
  const { actor } = await developer()
  const expiresAt = new Date(Date.now() + 60_000)
  const made = await createToken(actor, { name: 'Short', scopes: ['contacts:read'], expiresAt })
  if (!made.ok) throw new Error(made.code)
  expect(await actorFromBearer(`Bearer ${made.value.token}`, 'x')).not.toBeNull()
  expect(await actorFromBearer(`Bearer ${made.value.token}`, 'x', new Date(Date.now() + 61_000))).toBeNull()
})

test.each([
  null,
  '',
  'Bearer',
  'Bearer hr_short',
  `Basic hr_${'a'.repeat(43)}`,
  `Bearer hr_${'a'.repeat(43)}`,
  `Bearer xx_${'a'.repeat(43)}`,
])('%j speaks for nobody', async (header) => expect(await actorFromBearer(header, 'x')).toBeNull())

describe('nobody gives a token more than they may do', () => {
  test('a developer gives neither another room’s rights nor all', async () => {
    const { actor } = await developer()
    expect(await createToken(actor, { name: 'X', scopes: ['contacts:write'] })).toEqual({
      ok: false,
      code: 'grant-above-scope',
      details: { scope: 'contacts:write' },
    })
    expect(await createToken(actor, { name: 'X', scopes: ['*'] })).toMatchObject({ code: 'grant-above-scope' })
    expect(await createToken(actor, { name: 'X', scopes: ['no:such'] })).toMatchObject({ code: 'unknown-scope' })
  })

  test('an admin and the command line give all', async () => {
    const workspaceId = await seedWorkspace()
    const admin = await person(workspaceId, 'admin')
    expect(await createToken(admin, { name: 'X', scopes: ['*'] })).toMatchObject({ ok: true })
    expect(await createToken(systemActor(workspaceId, 'cli'), { name: 'X', scopes: ['*'] })).toMatchObject({ ok: true })
  })

  test('a token makes no token above itself', async () => {
    const { workspaceId } = await developer()
    const token = {
      kind: 'token' as const,
      tokenId: 't',
      name: 't',
      workspaceId,
      origin: 'x',
      scopes: ['tokens:write'],
    }
    expect(await createToken(token, { name: 'X', scopes: ['contacts:read'] })).toMatchObject({
      code: 'grant-above-scope',
    })
  })
})

test('wrong role and wrong workspace', async () => {
  const { workspaceId, actor } = await developer()
  const made = await createToken(actor, { name: 'CI', scopes: ['contacts:read'] })
  if (!made.ok) throw new Error(made.code)
  const viewer = await person(workspaceId, 'viewer')
  expect(await createToken(viewer, { name: 'X', scopes: ['contacts:read'] })).toEqual({
    ok: false,
    code: 'not-allowed',
  })
  expect(await revokeToken(viewer, { tokenId: made.value.id })).toEqual({ ok: false, code: 'not-allowed' })
  await expect(listTokens(viewer)).rejects.toThrow()
  const stranger = (await developer()).actor
  expect(await revokeToken(stranger, { tokenId: made.value.id })).toEqual({ ok: false, code: 'not-found' })
  expect(await listTokens(stranger)).toEqual([])
})
