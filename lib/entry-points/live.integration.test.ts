import { expect, test } from 'vitest'
import { archiveEntryPoint } from './archive-entry-point'
import { bulkEditEntryPoints } from './bulk-edit'
import { sheetMark } from './change-store'
import { newsSince } from './live'
import { listEntryPointRows } from './queries'
import { seedEntryPoint, seedSheet } from './testing/sheet'
import { updateEntryPoint } from './update-entry-point'

const memberOf = (actor: { kind: string }) => ('memberId' in actor ? actor.memberId : '')

test('an edit is news with the row and who made it, once however often it was edited', async () => {
  const { workspaceId, marketing, operations } = await seedSheet()
  const row = await seedEntryPoint(marketing, { name: 'Till receipt' })
  const mark = await sheetMark(workspaceId)
  expect(await newsSince(workspaceId, mark)).toBeNull()
  await updateEntryPoint(marketing, { id: row.id, version: 1, patch: { notes: 'one' } })
  await updateEntryPoint(operations, { id: row.id, version: 2, patch: { notes: 'two' } })
  const news = await newsSince(workspaceId, mark)
  expect(news).toMatchObject({ rows: [{ id: row.id, by: memberOf(operations) }], reordered: false })
  expect(await newsSince(workspaceId, news?.mark ?? 0)).toBeNull()
})

test('rows that come or go change the order of what is shown; a bulk change names its rows', async () => {
  const { workspaceId, marketing } = await seedSheet()
  const rows = [await seedEntryPoint(marketing, { name: 'a' }), await seedEntryPoint(marketing, { name: 'b' })]
  const ids = rows.map((row) => row.id)
  let mark = await sheetMark(workspaceId)
  await bulkEditEntryPoints(marketing, {
    target: { kind: 'rows', ids },
    change: { field: 'rollbackPath', value: 'Put it back.' },
  })
  const edited = await newsSince(workspaceId, mark)
  expect(edited?.reordered).toBe(false)
  expect(edited?.rows.map((row) => row.id).sort()).toEqual([...ids].sort())
  mark = edited?.mark ?? 0
  await archiveEntryPoint(marketing, { id: ids[0] ?? '', version: 2 })
  expect(await newsSince(workspaceId, mark)).toMatchObject({ rows: [{ id: ids[0] }], reordered: true })
})

test('another workspace hears nothing, and gets none of the rows by their ids', async () => {
  const { marketing, stranger } = await seedSheet()
  const row = await seedEntryPoint(marketing, { name: 'Till receipt' })
  expect(await newsSince(stranger.workspaceId, 0)).toBeNull()
  expect((await listEntryPointRows(stranger, [row.id])).rows).toEqual([])
  expect((await listEntryPointRows(marketing, [row.id, 'ep_gone'])).rows).toMatchObject([{ id: row.id }])
})
