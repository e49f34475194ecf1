import { expect, test } from 'vitest'
import { writeTransaction } from '@/lib/server/db'
import { actorOfSession } from '@/lib/server/session-row'
import { seedWorkspace } from '@/lib/server/testing/seed'
import { insertMember } from './add-user'
import { ownWorkspaces, switchWorkspace } from './switch-workspace'
import { auditActions, person, sessionOf } from './testing/people'

const visitor = { address: '198.51.100.60', agent: 'test' }

test('somebody changes over to another workspace of theirs, with the roles they have there', async () => {
  const here = await person(await seedWorkspace('Fernhollow'), 'admin')
  const there = await seedWorkspace('Quillhaven')
  await writeTransaction((tx) => insertMember(tx, { userId: here.userId, workspaceId: there, roles: ['viewer'] }))
  const me = { ...here, sessionId: await sessionOf(here) }
  expect((await ownWorkspaces(me)).map(({ name, current, roles }) => ({ name, current, roles }))).toEqual([
    { name: 'Fernhollow', current: true, roles: ['admin'] },
    { name: 'Quillhaven', current: false, roles: ['viewer'] },
  ])
  const result = await switchWorkspace(me, { workspaceId: there }, visitor)
  if (!result.ok) throw new Error(result.code)
  expect(await actorOfSession(result.value.sessionId, '')).toMatchObject({ workspaceId: there, roles: ['viewer'] })
  expect(await actorOfSession(me.sessionId, '')).toBeNull()
  expect(await auditActions(there)).toEqual(['user.signed-in'])
})

test('a workspace of others, or one that shut them out, does not exist', async () => {
  const me = await person(await seedWorkspace(), 'admin')
  const others = await seedWorkspace()
  expect(await switchWorkspace(me, { workspaceId: others }, visitor)).toEqual({ ok: false, code: 'not-found' })
  await writeTransaction(async (tx) => {
    const memberId = await insertMember(tx, { userId: me.userId, workspaceId: others, roles: ['viewer'] })
    await tx.member.update({ where: { id: memberId }, data: { disabledAt: new Date() } })
  })
  expect(await switchWorkspace(me, { workspaceId: others }, visitor)).toEqual({ ok: false, code: 'not-found' })
  expect(await ownWorkspaces(me)).toHaveLength(1)
  expect(await auditActions(others)).toEqual([])
})
