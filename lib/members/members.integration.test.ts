import { describe, expect, test } from 'vitest'
import { systemActor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { actorOfSession } from '@/lib/server/session-row'
import { seedWorkspace } from '@/lib/server/testing/seed'
import { changeRoles } from './change-roles'
import { createUser } from './create-user'
import { disableMember, enableMember, endMemberSessions } from './disable-member'
import { auditActions, person, sessionOf, versionOf } from './testing/people'

async function office() {
  const workspaceId = await seedWorkspace()
  return { workspaceId, admin: await person(workspaceId, 'admin'), viewer: await person(workspaceId, 'viewer') }
}

test('new roles count at once, and the old sessions are over', async () => {
  const { workspaceId, admin, viewer } = await office()
  const sessionId = await sessionOf(viewer)
  const result = await changeRoles(admin, { memberId: viewer.memberId, version: 1, roles: ['marketing', 'approver'] })
  expect(result).toEqual({ ok: true, value: { roles: ['approver', 'marketing'] } })
  expect(await actorOfSession(sessionId, '')).toBeNull()
  const again = await sessionOf(viewer)
  expect((await actorOfSession(again, ''))?.roles.sort()).toEqual(['approver', 'marketing'])
  const events = await db.auditEvent.findMany({ where: { workspaceId } })
  expect(events).toMatchObject([
    {
      action: 'member.roles-changed',
      detail: { before: { roles: ['viewer'] }, after: { roles: ['approver', 'marketing'] } },
    },
  ])
})

test('two admins who edit the same member get a conflict with what is there now', async () => {
  const { admin, viewer } = await office()
  await changeRoles(admin, { memberId: viewer.memberId, version: 1, roles: ['marketing'] })
  const late = await changeRoles(admin, { memberId: viewer.memberId, version: 1, roles: ['developer'] })
  expect(late).toEqual({
    ok: false,
    code: 'stale-version',
    details: { current: { version: 2, roles: ['marketing'] } },
  })
})

test('a disabled member is out at once, and back in when enabled', async () => {
  const { workspaceId, admin, viewer } = await office()
  const sessionId = await sessionOf(viewer)
  expect(await disableMember(admin, { memberId: viewer.memberId, version: 1 })).toMatchObject({ ok: true })
  expect(await actorOfSession(sessionId, '')).toBeNull()
  expect(await actorOfSession(await sessionOf(viewer), '')).toBeNull()
  expect(await disableMember(admin, { memberId: viewer.memberId, version: 1 })).toMatchObject({ code: 'stale-version' })
  expect(await enableMember(admin, { memberId: viewer.memberId, version: 2 })).toMatchObject({ ok: true })
  expect(await actorOfSession(await sessionOf(viewer), '')).not.toBeNull()
  expect(await actorOfSession(sessionId, '')).toBeNull()
  expect(await auditActions(workspaceId)).toEqual(['member.disabled', 'member.enabled'])
})

test('an admin signs somebody out of every browser', async () => {
  const { admin, viewer } = await office()
  const sessions = [await sessionOf(viewer), await sessionOf(viewer)]
  expect(await endMemberSessions(admin, { memberId: viewer.memberId })).toEqual({ ok: true, value: { ended: 2 } })
  for (const id of sessions) expect(await actorOfSession(id, '')).toBeNull()
})

describe('the last admin', () => {
  test('cannot be disabled or lose the role', async () => {
    const { admin } = await office()
    const { memberId } = admin
    expect(await disableMember(admin, { memberId, version: 1 })).toEqual({ ok: false, code: 'last-admin' })
    const demoted = await changeRoles(admin, { memberId, version: 1, roles: ['viewer'] })
    expect(demoted).toEqual({ ok: false, code: 'last-admin' })
  })

  test('two admins who demote each other at the same moment leave one', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { workspaceId, admin } = await office()
      const second = await person(workspaceId, 'admin')
      await Promise.all([
        changeRoles(admin, { memberId: second.memberId, version: 1, roles: ['viewer'] }),
        disableMember(second, { memberId: admin.memberId, version: 1 }),
      ])
      const admins = await db.member.count({
        where: { workspaceId, disabledAt: null, roles: { some: { role: 'admin' } } },
      })
      expect(admins).toBe(1)
    }
  })
})

describe('nobody grants a role they do not hold, unless admin', () => {
  test('a token that may change members, but has not every scope', async () => {
    const { workspaceId, viewer } = await office()
    const token = {
      kind: 'token',
      tokenId: 'tok_1',
      name: 'CI',
      workspaceId,
      origin: 'x',
      scopes: ['members:write'],
    } as const
    const actor = { ...token, scopes: [...token.scopes] }
    const given = await changeRoles(actor, { memberId: viewer.memberId, version: 1, roles: ['admin'] })
    expect(given).toEqual({ ok: false, code: 'grant-above' })
    expect(await disableMember(actor, { memberId: viewer.memberId, version: 1 })).toEqual({
      ok: false,
      code: 'grant-above',
    })
  })

  test('a role that does not exist is refused for everybody', async () => {
    const { admin, viewer } = await office()
    const given = await changeRoles(admin, { memberId: viewer.memberId, version: 1, roles: ['owner'] })
    expect(given).toEqual({ ok: false, code: 'unknown-role', details: { role: 'owner' } })
  })
})

describe('wrong role and wrong workspace', () => {
  const commands = {
    changeRoles: (actor: Parameters<typeof changeRoles>[0], memberId: string, version: number) =>
      changeRoles(actor, { memberId, version, roles: ['marketing'] }),
    disable: (actor: Parameters<typeof changeRoles>[0], memberId: string, version: number) =>
      disableMember(actor, { memberId, version }),
    enable: (actor: Parameters<typeof changeRoles>[0], memberId: string, version: number) =>
      enableMember(actor, { memberId, version }),
    endSessions: (actor: Parameters<typeof changeRoles>[0], memberId: string) => endMemberSessions(actor, { memberId }),
  }
  test.each(Object.entries(commands))('%s', async (_name, command) => {
    const { workspaceId, viewer } = await office()
    const version = await versionOf(viewer)
    const marketing = await person(workspaceId, 'marketing', 'approver')
    expect(await command(marketing, viewer.memberId, version)).toEqual({ ok: false, code: 'not-allowed' })
    const stranger = (await office()).admin
    expect(await command(stranger, viewer.memberId, version)).toEqual({ ok: false, code: 'not-found' })
    expect(await auditActions(workspaceId)).toEqual([])
  })
})

describe('user:create of the command line', () => {
  const input = (email: string) => ({ email, password: 'three brown otters', roles: ['developer'] })

  test('makes a user with a membership', async () => {
    const workspaceId = await seedWorkspace()
    const made = await createUser(systemActor(workspaceId, 'cli'), input('cli@example.test'))
    if (!made.ok) throw new Error(made.code)
    expect(
      await db.member.findUnique({ where: { id: made.value.memberId }, include: { roles: true, user: true } }),
    ).toMatchObject({ workspaceId, roles: [{ role: 'developer' }], user: { email: 'cli@example.test', name: 'cli' } })
    expect(await createUser(systemActor(workspaceId, 'cli'), input('cli@example.test'))).toMatchObject({
      code: 'email-taken',
    })
  })

  test('refuses an unknown role, an unknown workspace, and people of the console', async () => {
    const { workspaceId, admin, viewer } = await office()
    const cli = systemActor(workspaceId, 'cli')
    expect(await createUser(cli, { ...input('a@example.test'), roles: ['boss'] })).toMatchObject({
      code: 'unknown-role',
    })
    expect(await createUser(systemActor('ws_none', 'cli'), input('b@example.test'))).toMatchObject({
      code: 'not-found',
    })
    expect(await createUser(admin, input('c@example.test'))).toMatchObject({ code: 'grant-above' })
    expect(await createUser(viewer, input('d@example.test'))).toMatchObject({ code: 'not-allowed' })
  })
})
