import { expect, test } from 'vitest'
import { seedMember, seedWorkspace } from '@/lib/server/testing/seed'
import { disableMember } from './disable-member'
import { exportMembers } from './export-members'
import { inviteMember } from './invite-member'
import { listMembers, memberCounts, memberDetail, openInvites } from './queries'
import { auditActions, person, sessionOf } from './testing/people'

const window = { sort: 'name', dir: 'asc', skip: 0, take: 50 } as const

async function office() {
  const workspaceId = await seedWorkspace()
  const admin = await person(workspaceId, 'admin')
  const wren = await seedMember(workspaceId, ['marketing', 'approver'], 'Wren Hollis')
  const zoe = await seedMember(workspaceId, ['viewer'], 'Zoë Ash')
  if (wren.kind !== 'member' || zoe.kind !== 'member') throw new Error('Seeded members are members.')
  return { workspaceId, admin, wren, zoe }
}

test('members are found by name in any case, by role and by state, and sorted', async () => {
  const { admin, wren, zoe } = await office()
  await disableMember(admin, { memberId: zoe.memberId, version: 1 })
  const names = async (filters: Parameters<typeof listMembers>[1]) =>
    (await listMembers(admin, filters, window)).rows.map((row) => row.name)
  expect(await names({ q: 'wREN hol' })).toEqual(['Wren Hollis'])
  expect(await names({ q: wren.userId.toLowerCase() })).toEqual(['Wren Hollis'])
  expect(await names({ q: '100%_' })).toEqual([])
  expect(await names({ role: 'approver' })).toEqual(['Wren Hollis'])
  expect(await names({ state: 'disabled' })).toEqual(['Zoë Ash'])
  expect(await names({})).toEqual(['Test Person', 'Wren Hollis', 'Zoë Ash'])
  expect(await memberCounts(admin)).toEqual({ active: 2, disabled: 1, invites: 0 })
})

test('pages neither repeat nor lose anybody when names are the same', async () => {
  const workspaceId = await seedWorkspace()
  const admin = await person(workspaceId, 'admin')
  for (let n = 0; n < 6; n += 1) await person(workspaceId, 'viewer')
  const ids: string[] = []
  for (const skip of [0, 3, 6]) {
    const page = await listMembers(admin, {}, { ...window, skip, take: 3 })
    ids.push(...page.rows.map((row) => row.id))
    expect(page.total).toBe(7)
  }
  expect(new Set(ids).size).toBe(7)
})

test('one member: roles, live sessions, and what was changed about them by whom', async () => {
  const { admin, wren } = await office()
  await sessionOf(wren)
  await disableMember(admin, { memberId: wren.memberId, version: 1 })
  expect(await memberDetail(admin, wren.memberId)).toMatchObject({
    name: 'Wren Hollis',
    roles: ['approver', 'marketing'],
    disabled: true,
    version: 2,
    sessions: 0,
    self: false,
    history: [{ words: 'disabled a member', who: 'Test Person' }],
  })
  expect(await memberDetail(admin, admin.memberId)).toMatchObject({ self: true })
})

test('another workspace has none of it, and a viewer may not read it', async () => {
  const { admin, wren, zoe } = await office()
  await inviteMember(admin, { email: `${wren.userId.toLowerCase()}x@example.test`, roles: ['viewer'] })
  expect(await openInvites(admin)).toHaveLength(1)
  const stranger = await person(await seedWorkspace(), 'admin')
  expect(await memberDetail(stranger, wren.memberId)).toBeNull()
  expect(await openInvites(stranger)).toEqual([])
  expect((await listMembers(stranger, {}, window)).total).toBe(1)
  for (const read of [
    listMembers(zoe, {}, window),
    memberCounts(zoe),
    memberDetail(zoe, wren.memberId),
    openInvites(zoe),
  ]) {
    await expect(read).rejects.toThrow('members:read')
  }
})

test('the export has what was asked for, escaped, and leaves a trace', async () => {
  const { workspaceId, admin, zoe } = await office()
  await seedMember(workspaceId, ['developer'], '=HYPERLINK("x")')
  const file = await exportMembers(admin, {}, { sort: 'name', dir: 'asc' })
  if (!file.ok) throw new Error(file.code)
  expect(file.value.split('\r\n')).toHaveLength(6)
  expect(file.value).toContain(`"'=HYPERLINK(""x"")"`)
  expect(await auditActions(workspaceId)).toEqual(['members.exported'])
  expect(await exportMembers(zoe, {}, { sort: 'name', dir: 'asc' })).toEqual({ ok: false, code: 'not-allowed' })
})
