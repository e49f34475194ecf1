import { expect, test } from 'vitest'
import { db } from '@/lib/server/db'
import { type PasteCells, pasteCells, pasteCellsSchema } from './paste-cells'
import { entryPointDetail } from './queries'
import { seedEntryPoint, seedSheet, seedWave } from './testing/sheet'
import { undoEntryPointBatch } from './undo-batch'
import { updateEntryPoint } from './update-entry-point'

type Cells = PasteCells['rows'][number]['cells']
const paste = (rows: { id: string; version?: number; cells: Cells }[], more: Partial<PasteCells> = {}): PasteCells =>
  pasteCellsSchema.parse({ rows: rows.map((row) => ({ version: 1, ...row })), dryRun: false, ...more })

async function seedTwo() {
  const world = await seedSheet()
  await seedWave(world.workspaceId, 2)
  const a = await seedEntryPoint(world.marketing, { name: 'Till receipt', location: 'Ashford' })
  const b = await seedEntryPoint(world.marketing, { name: 'Shop door' })
  return { ...world, a, b }
}

test('cells go in as one batch, read as the import reads them, and come back with one undo', async () => {
  const { workspaceId, marketing, a, b } = await seedTwo()
  const input = paste([
    { id: a.id, cells: { kind: 'QR codes', owner: 'odo marsh', wave: 'Wave 2', updateDate: '24 Nov 2026' } },
    { id: b.id, cells: { risk: 'Printed', notes: 'line one\r\nline two', leadDays: '14', rollbackState: 'slow' } },
  ])
  const preview = await pasteCells(marketing, { ...input, dryRun: true })
  expect(preview).toMatchObject({
    ok: true,
    value: { batchId: null, changed: 8, rows: 2, same: 0, failed: 0, left: 0 },
  })
  expect(await entryPointDetail(marketing, a.id)).toMatchObject({ version: 1, kind: 'website' })

  const done = await pasteCells(marketing, { ...input, agreed: { changed: 8, failed: 0, left: 0 } })
  if (!done.ok || !done.value.batchId) throw new Error('The paste was refused.')
  const { batchId } = done.value
  expect(await entryPointDetail(marketing, a.id)).toMatchObject({
    ...{ version: 2, kind: 'qr_code', owner: { name: 'Odo Marsh' }, wave: { number: 2 }, updateDate: '2026-11-24' },
  })
  expect(await entryPointDetail(marketing, b.id)).toMatchObject({
    ...{ risk: 'printed', notes: 'line one\nline two', leadDays: 14, rollbackState: 'slow' },
  })
  const events = await db.auditEvent.findMany({ where: { workspaceId, correlationId: batchId } })
  expect(events.map((event) => event.action).sort()).toEqual([
    'entry-point.updated',
    'entry-point.updated',
    'entry-points.edited',
  ])
  expect(await undoEntryPointBatch(marketing, { batchId })).toMatchObject({ ok: true, value: { restored: 2 } })
  expect(await entryPointDetail(marketing, b.id)).toMatchObject({
    ...{ risk: 'digital_easy', notes: null, leadDays: null, rollbackState: 'open' },
  })
})

test('a cell that cannot be used stays as it is and is named; the others of its row go in', async () => {
  const { marketing, a, b } = await seedTwo()
  const done = await pasteCells(
    marketing,
    paste([
      { id: a.id, cells: { kind: 'billboard', updateDate: '31/02/2026', newDestination: 'wa.me/larkmoss', risk: '' } },
      { id: b.id, cells: { name: '', wave: '9', leadDays: 'soon', location: 'Ashford' } },
      { id: 'ep_gone', cells: { notes: 'x' } },
    ]),
  )
  expect(done).toMatchObject({ ok: true, value: { changed: 2, failed: 7, same: 0, left: 0 } })
  const messages = done.ok ? done.value.failures.map((failure) => `${failure.field}: ${failure.message}`) : []
  expect(messages).toEqual(
    expect.arrayContaining([
      expect.stringContaining('kind: “billboard” is not a kind'),
      expect.stringContaining('updateDate: “31/02/2026” is not a day that exists'),
      'risk: The risk group cannot be empty.',
      expect.stringContaining('name: The name is empty'),
      'wave: There is no wave “9”. Plan it in Calendar first.',
      expect.stringContaining('leadDays: “soon” is no number of days'),
      'notes: This row was archived or removed meanwhile.',
    ]),
  )
  expect(await entryPointDetail(marketing, a.id)).toMatchObject({ newDestination: 'wa.me/larkmoss', kind: 'website' })
})

test('what somebody changed meanwhile is left alone, and a preview that is old by now is refused', async () => {
  const { marketing, operations, a, b } = await seedTwo()
  const input = paste([
    { id: a.id, cells: { notes: 'mine' } },
    { id: b.id, cells: { notes: 'mine' } },
  ])
  await updateEntryPoint(operations, { id: a.id, version: 1, patch: { notes: 'theirs' } })
  const agreed = { changed: 2, failed: 0, left: 0 }
  expect(await pasteCells(marketing, { ...input, agreed })).toMatchObject({ ok: false, code: 'paste-changed' })
  expect(await entryPointDetail(marketing, b.id)).toMatchObject({ notes: null })
  expect(await pasteCells(marketing, input)).toMatchObject({
    ok: true,
    value: { changed: 1, left: 1, leftCells: 1, leftRows: [{ name: 'Till receipt' }] },
  })
  expect(await entryPointDetail(marketing, a.id)).toMatchObject({ notes: 'theirs' })
})

test('two rows never become one, not even by swapping their names in one paste', async () => {
  const { marketing, a, b } = await seedTwo()
  const clash = await pasteCells(marketing, paste([{ id: b.id, cells: { name: 'till receipt', location: 'ASHFORD' } }]))
  expect(clash).toMatchObject({ ok: true, value: { changed: 0, failed: 2 } })
  const moved = await pasteCells(
    marketing,
    paste([
      { id: a.id, cells: { location: 'Birkdale' } },
      { id: b.id, cells: { name: 'Till receipt', location: 'Ashford' } },
    ]),
  )
  expect(moved).toMatchObject({ ok: true, value: { changed: 3, failed: 0 } })
  const same = await pasteCells(marketing, paste([{ id: b.id, version: 2, cells: { name: 'Till receipt' } }]))
  expect(same).toMatchObject({ ok: true, value: { batchId: null, changed: 0, same: 1 } })
})

test('a changed destination takes the test result away', async () => {
  const { workspaceId, marketing, a } = await seedTwo()
  const { writeTransaction } = await import('@/lib/server/db')
  await writeTransaction((tx) =>
    tx.entryPoint.updateMany({ where: { id: a.id, workspaceId }, data: { testResult: 'right', testedAt: new Date() } }),
  )
  await pasteCells(marketing, paste([{ id: a.id, cells: { newDestination: 'wa.me/larkmoss' } }]))
  expect(await entryPointDetail(marketing, a.id)).toMatchObject({ testResult: 'not_checked', testedAt: null })
})

test('a viewer and another workspace paste nothing', async () => {
  const { viewer, stranger, marketing, a } = await seedTwo()
  const input = paste([{ id: a.id, cells: { notes: 'x' } }])
  expect(await pasteCells(viewer, input)).toEqual({ ok: false, code: 'not-allowed' })
  expect(await pasteCells(stranger, input)).toMatchObject({ ok: true, value: { changed: 0, failed: 1 } })
  expect(await entryPointDetail(marketing, a.id)).toMatchObject({ notes: null, version: 1 })
})
