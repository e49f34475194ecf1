import { expect, test } from 'vitest'
import { db } from '@/lib/server/db'
import { seedMember, seedWorkspace } from '@/lib/server/testing/seed'
import { changeView, removeView } from './change-view'
import { listViews } from './queries'
import { saveView } from './save-view'
import { saveViewSchema } from './schema'

async function seedPeople() {
  const workspaceId = await seedWorkspace()
  return {
    workspaceId,
    marketing: await seedMember(workspaceId, ['marketing'], 'Mara Quill'),
    viewer: await seedMember(workspaceId, ['viewer'], 'Vera Lund'),
    admin: await seedMember(workspaceId, ['admin'], 'Ada Holt'),
    stranger: await seedMember(await seedWorkspace('Another house'), ['admin'], 'Stig Rowan'),
  }
}

const mine = saveViewSchema.parse({ room: 'entry-points', name: ' My  ads ', query: '?page=4&kind=ad&open=ep_1' })

test('a personal view is seen by its owner only, a shared one by the workspace', async () => {
  const { workspaceId, marketing, viewer, stranger } = await seedPeople()
  expect(await saveView(marketing, mine)).toMatchObject({ ok: true })
  expect(await saveView(marketing, { ...mine, name: 'Everybody', shared: true })).toMatchObject({ ok: true })
  expect((await listViews(marketing, 'entry-points')).map((view) => view.name)).toEqual(['My ads', 'Everybody'])
  expect(await listViews(viewer, 'entry-points')).toMatchObject([
    { name: 'Everybody', own: false, ownerName: 'Mara Quill' },
  ])
  expect(await listViews(stranger, 'entry-points')).toEqual([])
  expect(await listViews(marketing, 'contacts')).toEqual([])
  expect((await listViews(marketing, 'entry-points'))[0]?.query).toBe('kind=ad')
  expect(await db.auditEvent.count({ where: { workspaceId, action: 'view.saved' } })).toBe(2)
})

test('a viewer keeps views, shares none, and keeps none in a room that does not exist', async () => {
  const { viewer } = await seedPeople()
  expect(await saveView(viewer, mine)).toMatchObject({ ok: true })
  expect(await saveView(viewer, { ...mine, name: 'Shared', shared: true })).toEqual({ ok: false, code: 'not-allowed' })
  expect(await saveView(viewer, { ...mine, room: 'cellar' })).toEqual({ ok: false, code: 'not-allowed' })
  expect(await saveView(viewer, mine)).toMatchObject({ ok: false, code: 'view-exists' })
})

test('only the owner changes a private view; an admin may remove a shared one', async () => {
  const { marketing, viewer, admin, stranger } = await seedPeople()
  const saved = await saveView(marketing, mine)
  const id = saved.ok ? saved.value.id : ''
  for (const actor of [viewer, admin, stranger]) {
    expect(await changeView(actor, { id, version: 1, name: 'Theirs' })).toEqual({ ok: false, code: 'not-found' })
    expect(await removeView(actor, { id })).toEqual({ ok: false, code: 'not-found' })
  }
  expect(await changeView(marketing, { id, version: 1, shared: true })).toEqual({ ok: true, value: { version: 2 } })
  expect(await changeView(marketing, { id, version: 1, name: 'Late' })).toMatchObject({
    ok: false,
    code: 'stale-version',
  })
  expect(await removeView(viewer, { id })).toEqual({ ok: false, code: 'not-found' })
  expect(await removeView(admin, { id })).toMatchObject({ ok: true })
  expect(await listViews(marketing, 'entry-points')).toEqual([])
})
