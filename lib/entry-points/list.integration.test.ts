import { expect, test } from 'vitest'
import { archiveEntryPoint } from './archive-entry-point'
import { sheetMark } from './change-store'
import type { EntryPointFilters } from './filters'
import { ENTRY_POINT_SORTS, type EntryPointSort } from './list-words'
import { countMatching, entryPointSummary, listEntryPointPage } from './queries'
import type { EntryPointView } from './schema'
import { seedMany } from './testing/seed-many'
import { seedEntryPoint, seedSheet, seedWave } from './testing/sheet'
import { updateEntryPoint } from './update-entry-point'

async function seedList(count: number) {
  const world = await seedSheet()
  const waveIds = [await seedWave(world.workspaceId, 7), await seedWave(world.workspaceId, 3)]
  const memberIds = world.marketing.kind === 'member' ? [world.marketing.memberId] : []
  await seedMany(world.workspaceId, count, { memberIds, waveIds })
  const read = async (request: Partial<Parameters<typeof listEntryPointPage>[1]>) =>
    listEntryPointPage(world.marketing, { filters: {}, sort: 'name', dir: 'asc', skip: 0, take: count, ...request })
  return { ...world, read }
}

/** What a sort compares; null for nothing. Texts compare by code unit, as both databases do. */
const KEYS: Partial<Record<EntryPointSort, (row: EntryPointView) => string | number | null>> = {
  name: (row) => row.name.toLowerCase(),
  kind: (row) => row.kind,
  owner: (row) => (row.owner?.memberId ? 'Member 0' : (row.owner?.name ?? null)),
  updateDate: (row) => row.updateDate,
  wave: (row) => row.wave?.number ?? null,
  newDestination: (row) => row.newDestination,
}

function inOrder(rows: readonly EntryPointView[], key: (row: EntryPointView) => string | number | null, dir: 1 | -1) {
  return [...rows].sort((a, b) => {
    const [x, y] = [key(a), key(b)]
    if (x === y) return (a.id < b.id ? -1 : 1) * dir
    if (x === null || y === null) return x === null ? 1 : -1
    return (x < y ? -1 : 1) * dir
  })
}

test('every order shows each row once, wherever one starts to read', async () => {
  const { read } = await seedList(230)
  const all = (await read({})).rows
  expect(all).toHaveLength(230)
  for (const sort of ENTRY_POINT_SORTS) {
    for (const dir of ['asc', 'desc'] as const) {
      const parts: string[] = []
      for (let skip = 0; skip < 230; skip += 37) {
        parts.push(...(await read({ sort, dir, skip, take: 37 })).rows.map((row) => row.id))
      }
      expect(new Set(parts).size, `${sort} ${dir}`).toBe(230)
      const key = KEYS[sort]
      if (key) expect(parts, `${sort} ${dir}`).toEqual(inOrder(all, key, dir === 'asc' ? 1 : -1).map((row) => row.id))
    }
  }
})

test('every filter shows the rows it names, and its count agrees', async () => {
  const { marketing, read } = await seedList(400)
  const all = (await read({})).rows
  const memberId = marketing.kind === 'member' ? marketing.memberId : ''
  const cases: [EntryPointFilters, (row: EntryPointView) => boolean][] = [
    [{ kind: ['ad', 'link'] }, (row) => row.kind === 'ad' || row.kind === 'link'],
    [{ risk: ['paid'], kind: ['ad'] }, (row) => row.risk === 'paid' && row.kind === 'ad'],
    [{ wave: ['3'] }, (row) => row.wave?.number === 3],
    [{ wave: ['7', 'none'] }, (row) => row.wave === null || row.wave.number === 7],
    [{ wave: ['99'] }, () => false],
    [{ owner: memberId }, (row) => row.owner?.memberId === memberId],
    [{ owner: 'Goole team' }, (row) => row.owner?.memberId === null && row.owner.name === 'Goole team'],
    [{ result: ['wrong'] }, (row) => row.testResult === 'wrong'],
    [{ lacks: 'owner' }, (row) => row.owner === null],
    [{ lacks: 'destination' }, (row) => row.newDestination === null],
    [{ lacks: 'rollback' }, (row) => row.risk === 'digital_critical' && row.rollbackPath === null],
    [{ lacks: 'date' }, (row) => row.updateDate === null],
    [{ q: 'ILKLEY' }, (row) => JSON.stringify(row).toLowerCase().includes('ilkley')],
    [{ q: '%' }, (row) => row.currentDestination?.includes('%') === true],
    [{ q: '_' }, () => false],
  ]
  for (const [filters, shows] of cases) {
    const page = await read({ filters })
    const wanted = all.filter(shows).map((row) => row.id)
    expect(new Set(page.rows.map((row) => row.id)), JSON.stringify(filters)).toEqual(new Set(wanted))
    expect(page.total).toBe(wanted.length)
    expect(await countMatching(marketing, [filters])).toEqual([wanted.length])
  }
})

test('a count is kept until the sheet changes, and never given again afterwards', async () => {
  const { workspaceId, marketing, operations } = await seedSheet()
  const row = await seedEntryPoint(marketing, { name: 'Till receipt' })
  const before = await sheetMark(workspaceId)
  expect(await entryPointSummary(marketing)).toMatchObject({ total: 1, noOwner: 1 })
  await updateEntryPoint(operations, { id: row.id, version: 1, patch: { owner: 'Odo Marsh' } })
  expect(await sheetMark(workspaceId)).toBeGreaterThan(before)
  expect(await entryPointSummary(marketing)).toMatchObject({ total: 1, noOwner: 0 })
  await archiveEntryPoint(marketing, { id: row.id, version: 2 })
  expect(await countMatching(marketing, [{}, { archived: true }])).toEqual([0, 1])
})

test('the mark of one workspace says nothing about another, and a view that is saved does not change it', async () => {
  const { workspaceId, marketing, stranger } = await seedSheet()
  await seedEntryPoint(marketing, { name: 'Till receipt' })
  const mark = await sheetMark(workspaceId)
  await seedEntryPoint(stranger, { name: 'Theirs' })
  expect(await sheetMark(workspaceId)).toBe(mark)
  expect((await countMatching(stranger, [{}]))[0]).toBe(1)
})
