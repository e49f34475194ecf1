import { describe, expect, test } from 'vitest'
import { db } from '@/lib/server/db'
import { actorOfSession } from '@/lib/server/session-row'
import { seedWorkspace } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'
import { acceptInvite, joinByInvite, readInvite } from './accept-invite'
import { inviteMember, revokeInvite } from './invite-member'
import { auditActions, PASSWORD, person, withPassword } from './testing/people'

const visitor = { address: '198.51.100.40', agent: 'test' }
const newAddress = () => `${newId('usr').toLowerCase()}@example.test`

async function invited(email = newAddress()) {
  const workspaceId = await seedWorkspace()
  const admin = await person(workspaceId, 'admin')
  const result = await inviteMember(admin, { email, roles: ['marketing'] })
  if (!result.ok) throw new Error(result.code)
  return { workspaceId, admin, email, ...result.value }
}

test('an invitation is accepted once, with the address and the roles it was made for', async () => {
  const { workspaceId, token, email } = await invited()
  const given = { token, name: 'Wren Hollis', password: PASSWORD }
  const [first, second] = await Promise.all([acceptInvite(given, visitor), acceptInvite(given, visitor)])
  const accepted = [first, second].find((result) => result.ok)
  if (!accepted?.ok) throw new Error('Nobody got in.')
  expect([first, second].filter((result) => result.ok)).toHaveLength(1)
  const actor = await actorOfSession(accepted.value.sessionId, '')
  expect(actor).toMatchObject({ workspaceId, name: 'Wren Hollis', roles: ['marketing'] })
  expect(await db.user.findUnique({ where: { emailKey: email } })).toMatchObject({ email })
  expect(await acceptInvite(given, visitor)).toEqual({ ok: false, code: 'invite-ended' })
  expect(await auditActions(workspaceId)).toEqual(['member.invited', 'member.invite-accepted', 'member.added'])
})

test('the link is kept as a keyed hash only', async () => {
  const { token, inviteId } = await invited()
  const row = await db.invite.findUniqueOrThrow({ where: { id: inviteId } })
  expect(JSON.stringify(row)).not.toContain(token)
})

test('a new invitation to the same address ends the older one, revoking ends it, and so does time', async () => {
  const { admin, email, token } = await invited()
  const again = await inviteMember(admin, { email, roles: ['viewer'] })
  if (!again.ok) throw new Error(again.code)
  expect(await readInvite(token)).toBeNull()
  expect(await readInvite(again.value.token)).toMatchObject({ roles: ['viewer'], hasAccount: false })
  expect(await readInvite(again.value.token, new Date(Date.now() + 8 * 86_400_000))).toBeNull()
  expect(await revokeInvite(admin, { inviteId: again.value.inviteId })).toMatchObject({ ok: true })
  expect(await revokeInvite(admin, { inviteId: again.value.inviteId })).toEqual({ ok: false, code: 'invite-ended' })
  expect(await readInvite(again.value.token)).toBeNull()
})

test('somebody who signs in elsewhere already joins with their own password', async () => {
  const other = await person(await seedWorkspace('Quillhaven'), 'viewer')
  const email = await withPassword(other)
  const { workspaceId, token } = await invited(email)
  expect(await acceptInvite({ token, name: 'Impostor', password: 'another password' }, visitor)).toEqual({
    ok: false,
    code: 'email-taken',
  })
  expect(await joinByInvite({ token, password: 'not my password' }, visitor)).toMatchObject({ code: 'sign-in-refused' })
  const joined = await joinByInvite({ token, password: PASSWORD }, visitor)
  if (!joined.ok) throw new Error(joined.code)
  expect(await actorOfSession(joined.value.sessionId, '')).toMatchObject({ workspaceId, userId: other.userId })
})

describe('refused', () => {
  test('a member who is there already', async () => {
    const workspaceId = await seedWorkspace()
    const admin = await person(workspaceId, 'admin')
    const { email } = await db.user.findUniqueOrThrow({ where: { id: admin.userId } })
    expect(await inviteMember(admin, { email, roles: ['viewer'] })).toEqual({ ok: false, code: 'already-member' })
  })

  test('roles that do not exist, or are not the inviter’s to give', async () => {
    const { workspaceId, admin } = await invited()
    expect(await inviteMember(admin, { email: newAddress(), roles: ['boss'] })).toMatchObject({ code: 'unknown-role' })
    const token = {
      kind: 'token' as const,
      tokenId: 't',
      name: 't',
      workspaceId,
      origin: 'x',
      scopes: ['members:write'],
    }
    expect(await inviteMember(token, { email: newAddress(), roles: ['viewer'] })).toMatchObject({ code: 'grant-above' })
  })

  test('wrong role and wrong workspace', async () => {
    const { workspaceId, inviteId } = await invited()
    const marketing = await person(workspaceId, 'marketing')
    expect(await inviteMember(marketing, { email: newAddress(), roles: ['marketing'] })).toMatchObject({
      code: 'not-allowed',
    })
    expect(await revokeInvite(marketing, { inviteId })).toEqual({ ok: false, code: 'not-allowed' })
    const stranger = await person(await seedWorkspace(), 'admin')
    expect(await revokeInvite(stranger, { inviteId })).toEqual({ ok: false, code: 'not-found' })
  })

  test('a link somebody made up', async () => {
    expect(await acceptInvite({ token: 'x'.repeat(43), name: 'X', password: PASSWORD }, visitor)).toEqual({
      ok: false,
      code: 'invite-ended',
    })
  })
})
