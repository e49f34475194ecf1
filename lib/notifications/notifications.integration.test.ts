import { beforeEach, expect, test } from 'vitest'
import { db, writeTransaction } from '@/lib/server/db'
import type { MemberActor } from '@/lib/server/session-row'
import { seedMember, seedWorkspace } from '@/lib/server/testing/seed'
import { notify } from './notify'
import { exportNotifications, listNotifications, markAllRead, openNotification, unreadCount } from './queries'
import type { NotificationFilter } from './vocabulary'

let mine: MemberActor
let theirs: MemberActor

async function member(workspaceId: string): Promise<MemberActor> {
  const actor = await seedMember(workspaceId, ['operations'])
  if (actor.kind !== 'member') throw new Error('A seeded member is a member.')
  return actor
}

const window = { sort: 'at', dir: 'desc', skip: 0, take: 50 } as const
const rows = async (filter: NotificationFilter = {}, actor = mine) =>
  (await listNotifications(actor, { ...window, filter })).rows

beforeEach(async () => {
  const workspaceId = await seedWorkspace()
  mine = await member(workspaceId)
  theirs = await member(workspaceId)
  const args = { title: 'Wave 1 · Website', by: 'Ines Vale' }
  await writeTransaction(async (tx) => {
    const about = { workspaceId, memberIds: [mine.memberId, theirs.memberId], subjectKind: 'approval' }
    await notify(tx, { ...about, kind: 'approval.approved', subjectId: 'apr_1', args })
    await notify(tx, {
      ...about,
      memberIds: [mine.memberId],
      kind: 'approval.stale',
      subjectId: 'apr_2',
      args: { ...args, was: 'approved' },
    })
  })
})

test('each person sees their own, in sentences, narrowed by words and by whether they were read', async () => {
  expect((await rows()).map(({ sentence }) => sentence).sort()).toEqual([
    'Ines Vale edited “Wave 1 · Website”, so its sign-off is stale. It has to be signed off again.',
    '“Wave 1 · Website” is signed off. Ines Vale decided.',
  ])
  expect(await rows({ q: 'WEBSITE' })).toHaveLength(2)
  expect(await rows({ q: '100%' })).toEqual([])
  expect(await rows({ show: 'read' })).toEqual([])
  expect(await rows({}, theirs)).toHaveLength(1)
  expect(await rows({}, await member(await seedWorkspace('Elsewhere')))).toEqual([])
})

test('opening one marks it as read and leads to its place; somebody else’s does not exist', async () => {
  const [first] = await rows({ q: 'Website' })
  const id = first?.id ?? ''
  expect(await openNotification(theirs, id)).toMatchObject({ code: 'not-found' })
  expect(await openNotification(mine, id)).toMatchObject({
    ok: true,
    value: { href: expect.stringMatching(/^\/approvals\/apr_/) },
  })
  expect(await unreadCount(mine)).toBe(1)
  expect(await markAllRead(mine)).toMatchObject({ value: { count: 1 } })
  expect(await unreadCount(mine)).toBe(0)
  expect(await unreadCount(theirs)).toBe(1)
})

test('a row of a newer version never breaks the list; the export is recorded', async () => {
  const { workspaceId, memberId } = mine
  await db.notification.updateMany({ where: { workspaceId, memberId }, data: { kind: 'moon.landed' } })
  expect((await rows())[0]?.sentence).toContain('no words for')
  const exported = await exportNotifications(mine, {})
  if (!exported.ok) throw new Error(exported.code)
  expect((await new Response(exported.value).text()).trim().split('\n')).toHaveLength(3)
  expect(await db.auditEvent.count({ where: { workspaceId, action: 'notifications.exported' } })).toBe(1)
})
