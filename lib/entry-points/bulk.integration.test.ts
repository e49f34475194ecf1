import { expect, test } from 'vitest'
import { db } from '@/lib/server/db'
import { bulkEditEntryPoints } from './bulk-edit'
import { sheetMark } from './change-store'
import { entryPointDetail, listEntryPointPage } from './queries'
import { bulkEditSchema } from './schema'
import { seedEntryPoint, seedSheet, seedWave } from './testing/sheet'
import { undoEntryPointBatch } from './undo-batch'
import { updateEntryPoint } from './update-entry-point'

async function seedThree() {
  const world = await seedSheet()
  const rows = []
  for (const name of ['a', 'b', 'c']) rows.push(await seedEntryPoint(world.marketing, { name, owner: 'Finance' }))
  return { ...world, rows, ids: rows.map((row) => row.id) }
}

function edit(ids: string[], change: object, more: object = {}) {
  return bulkEditSchema.parse({ target: { kind: 'rows', ids }, change, ...more })
}

test('a bulk change is one batch with one correlation id, and undo puts every row back', async () => {
  const { workspaceId, marketing, ids } = await seedThree()
  const done = await bulkEditEntryPoints(marketing, edit(ids, { field: 'owner', value: 'Odo Marsh' }))
  if (!done.ok || !done.value.batchId) throw new Error('The bulk change was refused.')
  expect(done.value).toMatchObject({ changed: 3, same: 0, left: 0 })
  const { batchId } = done.value
  const events = await db.auditEvent.findMany({ where: { workspaceId, correlationId: batchId } })
  expect(events.map((event) => event.action).sort()).toEqual([
    'entry-point.updated',
    'entry-point.updated',
    'entry-point.updated',
    'entry-points.edited',
  ])
  expect(await entryPointDetail(marketing, ids[0] ?? '')).toMatchObject({ owner: { name: 'Odo Marsh' }, version: 2 })
  expect(await undoEntryPointBatch(marketing, { batchId })).toMatchObject({
    ok: true,
    value: { restored: 3, keptCount: 0 },
  })
  expect(await entryPointDetail(marketing, ids[0] ?? '')).toMatchObject({
    owner: { name: 'Finance', memberId: null },
    version: 3,
  })
  expect(await undoEntryPointBatch(marketing, { batchId })).toEqual({ ok: false, code: 'already-undone' })
})

test('undo keeps an edit that was made afterwards, and names it', async () => {
  const { workspaceId, marketing, operations, ids } = await seedThree()
  await seedWave(workspaceId, 4)
  const done = await bulkEditEntryPoints(marketing, edit(ids, { field: 'wave', value: '4' }))
  const batchId = done.ok ? (done.value.batchId ?? '') : ''
  await updateEntryPoint(operations, { id: ids[1] ?? '', version: 2, patch: { wave: null } })
  await updateEntryPoint(operations, { id: ids[2] ?? '', version: 2, patch: { notes: 'call the printer' } })
  const undone = await undoEntryPointBatch(marketing, { batchId })
  expect(undone).toMatchObject({
    ok: true,
    value: { restored: 2, keptCount: 1, kept: [{ id: ids[1], name: 'b', fields: ['waveId'] }] },
  })
  expect(await entryPointDetail(marketing, ids[2] ?? '')).toMatchObject({ wave: null, notes: 'call the printer' })
})

test('rows that somebody changed after the list was read are left alone', async () => {
  const { workspaceId, marketing, operations, ids } = await seedThree()
  const mark = await sheetMark(workspaceId)
  await updateEntryPoint(operations, { id: ids[0] ?? '', version: 1, patch: { owner: 'Sales' } })
  await updateEntryPoint(marketing, { id: ids[1] ?? '', version: 1, patch: { notes: 'my own edit' } })
  const done = await bulkEditEntryPoints(marketing, edit(ids, { field: 'owner', value: 'Legal' }, { mark }))
  expect(done).toMatchObject({ ok: true, value: { changed: 2, left: 1 } })
  expect(await entryPointDetail(marketing, ids[0] ?? '')).toMatchObject({ owner: { name: 'Sales' } })
})

test('a whole filter can be changed, and rows that have the value already are not touched', async () => {
  const { marketing, ids } = await seedThree()
  await seedEntryPoint(marketing, { name: 'd', risk: 'printed' })
  const input = bulkEditSchema.parse({
    target: { kind: 'filter', filters: { risk: ['digital_easy'] } },
    change: { field: 'rollbackPath', value: 'Put the old link back' },
  })
  expect(await bulkEditEntryPoints(marketing, input)).toMatchObject({ ok: true, value: { changed: 3 } })
  expect(
    await bulkEditEntryPoints(marketing, edit(ids, { field: 'rollbackPath', value: 'Put the old link back' })),
  ).toMatchObject({ ok: true, value: { batchId: null, changed: 0, same: 3 } })
})

test('archiving many rows can be undone', async () => {
  const { marketing, ids } = await seedThree()
  const done = await bulkEditEntryPoints(marketing, edit(ids, { field: 'archived', value: true }))
  expect(
    (await listEntryPointPage(marketing, { filters: {}, sort: 'name', dir: 'asc', skip: 0, take: 50 })).total,
  ).toBe(0)
  const undone = await undoEntryPointBatch(marketing, { batchId: done.ok ? (done.value.batchId ?? '') : '' })
  expect(undone).toMatchObject({ ok: true, value: { restored: 3 } })
  expect(
    (await listEntryPointPage(marketing, { filters: {}, sort: 'name', dir: 'asc', skip: 0, take: 50 })).total,
  ).toBe(3)
})

test('undoing an archive leaves out a row whose place was taken meanwhile', async () => {
  const { marketing, ids } = await seedThree()
  const done = await bulkEditEntryPoints(marketing, edit(ids, { field: 'archived', value: true }))
  await seedEntryPoint(marketing, { name: 'b' })
  const undone = await undoEntryPointBatch(marketing, { batchId: done.ok ? (done.value.batchId ?? '') : '' })
  expect(undone).toMatchObject({ ok: true, value: { restored: 2, keptCount: 1, kept: [{ id: ids[1] }] } })
})

test('a viewer and another workspace change nothing in bulk', async () => {
  const { marketing, viewer, stranger, ids } = await seedThree()
  const change = edit(ids, { field: 'owner', value: 'Legal' })
  expect(await bulkEditEntryPoints(viewer, change)).toEqual({ ok: false, code: 'not-allowed' })
  expect(await bulkEditEntryPoints(stranger, change)).toEqual({ ok: false, code: 'nothing-matches' })
  const done = await bulkEditEntryPoints(marketing, change)
  const batchId = done.ok ? (done.value.batchId ?? '') : ''
  expect(await undoEntryPointBatch(viewer, { batchId })).toEqual({ ok: false, code: 'not-allowed' })
  expect(await undoEntryPointBatch(stranger, { batchId })).toEqual({ ok: false, code: 'not-found' })
})
