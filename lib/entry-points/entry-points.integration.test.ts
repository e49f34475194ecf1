import { expect, test } from 'vitest'
import { db } from '@/lib/server/db'
import { listEntryPoints } from './api-list'
import { archiveEntryPoint, restoreEntryPoint } from './archive-entry-point'
import { createEntryPoint } from './create-entry-point'
import { entryPointDetail, entryPointSummary, listEntryPointPage } from './queries'
import type { EntryPointPatch } from './schema'
import { seedEntryPoint, seedSheet, seedWave } from './testing/sheet'
import { updateEntryPoint } from './update-entry-point'

const everything = { filters: {}, sort: 'name', dir: 'asc', skip: 0, take: 50 } as const

test('a row is added with its owner, wave and audit event, and shown in words', async () => {
  const { workspaceId, marketing } = await seedSheet()
  await seedWave(workspaceId, 2)
  const row = await seedEntryPoint(marketing, {
    name: 'Home page',
    owner: 'mara quill',
    wave: '2',
    updateDate: '2026-11-24',
  })
  expect(row).toMatchObject({ version: 1, owner: { name: 'Mara Quill' }, wave: { number: 2, name: 'Wave 2' } })
  const [event] = await db.auditEvent.findMany({ where: { workspaceId, subjectId: row.id } })
  expect(event).toMatchObject({ action: 'entry-point.created', detail: { after: { name: 'Home page' } } })
})

test('a second row with the same name, kind and location is refused, however it is written', async () => {
  const { marketing } = await seedSheet()
  const first = await seedEntryPoint(marketing, { name: 'Home page', location: 'larkmoss.example' })
  const again = await createEntryPoint(marketing, {
    name: ' HOME  page',
    kind: 'website',
    location: 'Larkmoss.example ',
  })
  expect(again).toMatchObject({ ok: false, code: 'entry-point-exists', details: { id: first.id } })
  expect(
    await createEntryPoint(marketing, { name: 'Home page', kind: 'button', location: 'larkmoss.example' }),
  ).toMatchObject({ ok: true })
})

test('a wave that does not exist is refused with the ones that do', async () => {
  const { workspaceId, marketing } = await seedSheet()
  await seedWave(workspaceId, 1, 'Pilot')
  const made = await createEntryPoint(marketing, { name: 'A', kind: 'link', wave: '7' })
  expect(made).toMatchObject({ ok: false, code: 'unknown-wave', details: { wave: '7', waves: ['Pilot'] } })
})

test('the second of two editors keeps what they typed and sees what the first one saved', async () => {
  const { marketing, operations } = await seedSheet()
  const row = await seedEntryPoint(marketing, { name: 'Till receipt' })
  const first = await updateEntryPoint(operations, { id: row.id, version: 1, patch: { notes: 'ordered' } })
  const second = await updateEntryPoint(marketing, { id: row.id, version: 1, patch: { notes: 'reprint' } })
  expect(first).toMatchObject({ ok: true, value: { version: 2, notes: 'ordered' } })
  expect(second).toMatchObject({
    ok: false,
    code: 'stale-version',
    details: {
      current: { notes: 'ordered', version: 2 },
      yours: { notes: 'reprint' },
      changedBy: { name: 'Odo Marsh' },
    },
  })
  expect(await entryPointDetail(marketing, row.id)).toMatchObject({ notes: 'ordered' })
})

test('of twenty editors at once exactly one wins, and nobody is overwritten', async () => {
  const { workspaceId, marketing } = await seedSheet()
  const row = await seedEntryPoint(marketing, { name: 'Shop window' })
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      updateEntryPoint(marketing, { id: row.id, version: 1, patch: { notes: `edit ${n}` } }),
    ),
  )
  const winners = answers.filter((answer) => answer.ok)
  expect(winners).toHaveLength(1)
  expect(answers.filter((answer) => !answer.ok).every((answer) => !answer.ok && answer.code === 'stale-version')).toBe(
    true,
  )
  expect(await entryPointDetail(marketing, row.id)).toMatchObject({
    version: 2,
    notes: winners[0]?.ok ? winners[0].value.notes : '',
  })
  expect(await db.auditEvent.count({ where: { workspaceId, action: 'entry-point.updated' } })).toBe(1)
})

test('a patch that changes nothing writes nothing', async () => {
  const { workspaceId, marketing } = await seedSheet()
  const row = await seedEntryPoint(marketing, { name: 'Deck' })
  expect(await updateEntryPoint(marketing, { id: row.id, version: 1, patch: { name: 'Deck' } })).toMatchObject({
    ok: true,
    value: { version: 1 },
  })
  expect(await db.auditEvent.count({ where: { workspaceId } })).toBe(1)
})

test('a new destination makes an old check worthless', async () => {
  const { workspaceId, marketing } = await seedSheet()
  const row = await seedEntryPoint(marketing, { name: 'Bio', newDestination: 'wa.me/larkmoss' })
  await db.entryPoint.updateMany({
    where: { id: row.id, workspaceId },
    data: { testResult: 'right', testedAt: new Date() },
  })
  const patch: EntryPointPatch = { newDestination: 'wa.me/larkmoss.help' }
  expect(await updateEntryPoint(marketing, { id: row.id, version: 1, patch })).toMatchObject({
    ok: true,
    value: { testResult: 'not_checked', testedAt: null },
  })
})

test('an archived row leaves the list, keeps its address and comes back', async () => {
  const { marketing } = await seedSheet()
  const row = await seedEntryPoint(marketing, { name: 'Old flyer' })
  const archived = await archiveEntryPoint(marketing, { id: row.id, version: 1 })
  expect(archived).toMatchObject({ ok: true, value: { version: 2 } })
  expect((await listEntryPointPage(marketing, everything)).total).toBe(0)
  expect(await updateEntryPoint(marketing, { id: row.id, version: 2, patch: { notes: 'x' } })).toMatchObject({
    ok: false,
    code: 'entry-point-archived',
  })
  expect(await archiveEntryPoint(marketing, { id: row.id, version: 1 })).toMatchObject({
    ok: true,
    value: { version: 2 },
  })
  await seedEntryPoint(marketing, { name: 'Old flyer' })
  expect(await restoreEntryPoint(marketing, { id: row.id, version: 2 })).toMatchObject({
    ok: false,
    code: 'entry-point-exists',
  })
})

test('a viewer changes nothing and another workspace sees nothing', async () => {
  const { marketing, viewer, stranger } = await seedSheet()
  const row = await seedEntryPoint(marketing, { name: 'Home page' })
  const change = { id: row.id, version: 1, patch: { notes: 'x' } }
  expect(await createEntryPoint(viewer, { name: 'A', kind: 'link' })).toEqual({ ok: false, code: 'not-allowed' })
  expect(await updateEntryPoint(viewer, change)).toEqual({ ok: false, code: 'not-allowed' })
  expect(await archiveEntryPoint(viewer, change)).toEqual({ ok: false, code: 'not-allowed' })
  expect(await restoreEntryPoint(viewer, change)).toEqual({ ok: false, code: 'not-allowed' })
  expect(await updateEntryPoint(stranger, change)).toEqual({ ok: false, code: 'not-found' })
  expect(await archiveEntryPoint(stranger, change)).toEqual({ ok: false, code: 'not-found' })
  expect(await restoreEntryPoint(stranger, change)).toEqual({ ok: false, code: 'not-found' })
  expect(await entryPointDetail(stranger, row.id)).toBeNull()
  expect((await listEntryPointPage(stranger, everything)).rows).toEqual([])
})

test('the list filters, sorts and pages in the database, the same on both', async () => {
  const { workspaceId, marketing } = await seedSheet()
  for (const number of [1, 2, 3]) await seedWave(workspaceId, number)
  await db.wave.updateMany({ where: { workspaceId, number: 1 }, data: { state: 'done' } })
  await seedEntryPoint(marketing, { name: 'c', wave: '1', kind: 'ad', risk: 'paid', owner: 'Finance' })
  await seedEntryPoint(marketing, {
    name: 'A',
    wave: '3',
    updateDate: '2020-01-02',
    newDestination: 'https://WA.me/Larkmoss',
  })
  await seedEntryPoint(marketing, { name: 'b', wave: '2', updateDate: '2030-01-01', risk: 'digital_critical' })
  const names = async (
    filters: object,
    sort: 'name' | 'updateDate' | 'wave' | 'owner' = 'name',
    dir: 'asc' | 'desc' = 'asc',
  ) => (await listEntryPointPage(marketing, { ...everything, filters, sort, dir })).rows.map((row) => row.name)
  expect(await names({})).toEqual(['A', 'b', 'c'])
  expect(await names({ wave: ['next'] })).toEqual(['A', 'b'])
  expect(await names({ q: 'wa.me/larkmoss' })).toEqual(['A'])
  expect(await names({ lacks: 'move' })).toEqual(['A'])
  expect(await names({ lacks: 'rollback' })).toEqual(['b'])
  expect(await names({ lacks: 'owner', kind: ['website'] })).toEqual(['A', 'b'])
  expect(await names({ owner: 'Finance' })).toEqual(['c'])
  expect(await names({}, 'updateDate')).toEqual(['A', 'b', 'c'])
  expect(await names({}, 'updateDate', 'desc')).toEqual(['b', 'A', 'c'])
  expect(await names({}, 'wave')).toEqual(['c', 'b', 'A'])
  expect(await entryPointSummary(marketing)).toMatchObject({
    total: 3,
    noOwner: 2,
    noRollback: 1,
    overdue: 1,
    wrong: 0,
  })
})

test('the API walks through all rows by cursor', async () => {
  const { marketing } = await seedSheet()
  for (const name of ['a', 'b', 'c']) await seedEntryPoint(marketing, { name, owner: 'Finance' })
  const first = await listEntryPoints(marketing, { limit: 2 })
  if (!first.ok) throw new Error(first.code)
  expect(first.value.items.map((item) => item.name)).toEqual(['a', 'b'])
  expect(first.value.items[0]).toMatchObject({ owner: 'Finance', testResult: 'not_checked', version: 1 })
  const rest = await listEntryPoints(marketing, { limit: 2, cursor: first.value.nextCursor ?? undefined })
  expect(rest).toMatchObject({ ok: true, value: { items: [{ name: 'c' }], nextCursor: null } })
})
