import { expect, test } from 'vitest'
import type { Actor } from '@/lib/server/actor'
import { db, writeTransaction } from '@/lib/server/db'
import { seedMember, seedWorkspace } from '@/lib/server/testing/seed'
import { keepLayout, readLayout } from './layout'

const layout = { density: 'compact', hidden: ['notes'], order: ['name', 'wave'], widths: { name: 320 } } as const
const kept = { room: 'entry-points', layout: { ...layout, hidden: ['notes'], order: ['name', 'wave'] } }

test('a layout belongs to one member and one list, and the last one wins', async () => {
  const workspaceId = await seedWorkspace()
  const mara = await seedMember(workspaceId, ['viewer'], 'Mara Quill')
  const odo = await seedMember(workspaceId, ['operations'], 'Odo Marsh')
  expect(await readLayout(mara, 'entry-points')).toBeNull()
  expect(await keepLayout(mara, kept)).toMatchObject({ ok: true })
  expect(await keepLayout(mara, { ...kept, layout: { ...kept.layout, density: 'comfortable' } })).toMatchObject({
    ok: true,
  })
  expect(await readLayout(mara, 'entry-points')).toEqual({ ...layout, density: 'comfortable' })
  expect(await readLayout(mara, 'contacts')).toBeNull()
  expect(await readLayout(odo, 'entry-points')).toBeNull()
  expect(await db.auditEvent.count({ where: { workspaceId, action: 'view.laid-out' } })).toBe(2)
})

test('a room that does not exist keeps no layout, and neither does a token', async () => {
  const workspaceId = await seedWorkspace()
  const mara = await seedMember(workspaceId, ['admin'])
  expect(await keepLayout(mara, { ...kept, room: 'cellar' })).toEqual({ ok: false, code: 'not-allowed' })
  const token: Actor = { kind: 'token', workspaceId, tokenId: 'tok_1', name: 'CRM', scopes: ['*'], origin: 'test' }
  expect(await keepLayout(token, kept)).toEqual({ ok: false, code: 'not-allowed' })
})

test('what is no longer understood is shown as if it had never been changed', async () => {
  const workspaceId = await seedWorkspace()
  const mara = await seedMember(workspaceId, ['admin'])
  await keepLayout(mara, kept)
  await writeTransaction((tx) =>
    tx.memberLayout.updateMany({ where: { workspaceId }, data: { layout: { old: true } } }),
  )
  expect(await readLayout(mara, 'entry-points')).toBeNull()
})
