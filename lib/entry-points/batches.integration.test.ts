import { expect, test } from 'vitest'
import type { Actor } from '@/lib/server/actor'
import { exportRejects, listBatches } from './batches'
import { bulkEditEntryPoints } from './bulk-edit'
import { exportEntryPoints } from './export-entry-points'
import { importEntryPoints } from './import-entry-points'
import { seedEntryPoint, seedSheet } from './testing/sheet'

const FILE = 'name,kind,notes\r\nHome page,website,\r\n=cmd,billboard,"two\nlines"'

async function importFile(actor: Actor): Promise<string> {
  const done = await importEntryPoints(actor, { file: FILE, fileName: 'sheet.csv' })
  if (!done.ok || !done.value.batchId) throw new Error('The import was refused.')
  return done.value.batchId
}

test('refused rows come back as they were, each with its number and its sentence', async () => {
  const { marketing } = await seedSheet()
  const rejects = await exportRejects(marketing, await importFile(marketing))
  if (!rejects.ok) throw new Error(rejects.code)
  expect(rejects.value).toContain('name,kind,notes,row_in_file,problem_column,problem')
  expect(rejects.value).toContain(`"'=cmd",billboard,"two\nlines",2,kind,`)
  const fixed = rejects.value.replace('billboard', 'signage')
  const again = await importEntryPoints(marketing, { file: fixed })
  expect(again).toMatchObject({ ok: true, value: { created: 1, failed: 0 } })
})

test('imports and bulk changes are listed with who made them, newest first', async () => {
  const { marketing, operations, stranger } = await seedSheet()
  await importFile(marketing)
  const row = await seedEntryPoint(marketing, { name: 'Sign' })
  const change = { field: 'owner', value: 'Legal' } as const
  await bulkEditEntryPoints(operations, { target: { kind: 'rows', ids: [row.id] }, change })
  expect(await listBatches(marketing)).toMatchObject([
    { kind: 'entry-points-edit', field: 'owner', updated: 1, byName: 'Odo Marsh', state: 'done' },
    { kind: 'entry-points-import', fileName: 'sheet.csv', created: 1, failed: 1, byName: 'Mara Quill' },
  ])
  expect(await listBatches(stranger)).toEqual([])
})

test('a viewer and another workspace get no rejects, a token without the scope no export', async () => {
  const { workspaceId, marketing, viewer, stranger } = await seedSheet()
  const batchId = await importFile(marketing)
  expect(await exportRejects(viewer, batchId)).toEqual({ ok: false, code: 'not-allowed' })
  expect(await exportRejects(stranger, batchId)).toEqual({ ok: false, code: 'not-found' })
  const token: Actor = {
    kind: 'token',
    tokenId: 'tok_1',
    name: 'CRM',
    scopes: ['contacts:read'],
    workspaceId,
    origin: '127.0.0.1',
  }
  expect(await exportEntryPoints(token, {})).toEqual({ ok: false, code: 'not-allowed' })
})
