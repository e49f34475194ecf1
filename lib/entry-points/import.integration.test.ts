import fc from 'fast-check'
import { expect, test } from 'vitest'
import { db } from '@/lib/server/db'
import { escapeFormula, toCsv } from '@/lib/shared/csv'
import { storableText } from '@/lib/shared/text'
import { exportEntryPoints } from './export-entry-points'
import { importEntryPoints } from './import-entry-points'
import type { ImportOutcome } from './import-outcome'
import { KINDS, RISKS } from './kinds'
import { entryPointSummary, listEntryPointPage } from './queries'
import { seedEntryPoint, seedSheet, seedWave } from './testing/sheet'
import { undoEntryPointBatch } from './undo-batch'
import { updateEntryPoint } from './update-entry-point'

const HEADER = 'name,kind,location,current_destination,new_destination,risk,owner,update_date,wave,rollback_path,notes'

function csv(...lines: string[]): string {
  return [HEADER, ...lines].join('\r\n')
}

async function imported(...args: Parameters<typeof importEntryPoints>): Promise<ImportOutcome> {
  const result = await importEntryPoints(...args)
  if (!result.ok) throw new Error(`The import was refused: ${result.code}`)
  return result.value
}

async function all(actor: Parameters<typeof listEntryPointPage>[0]) {
  return (await listEntryPointPage(actor, { filters: {}, sort: 'name', dir: 'asc', skip: 0, take: 1000 })).rows
}

async function exported(actor: Parameters<typeof exportEntryPoints>[0]): Promise<string> {
  const result = await exportEntryPoints(actor, {})
  if (!result.ok) throw new Error(result.code)
  return new Response(result.value).text()
}

const MESSY = csv(
  'Home page,Website,larkmoss.example,wa.me/442079460118,wa.me/larkmoss,Digital critical,Mara Quill,24/11/2026,1,Put the old link back,',
  'Till receipt,QR code,All stores,wa.me/442079460118,wa.me/larkmoss,printed,Operations,2026-12-14,Wave 1,,"two\nlines"',
  ',ad,,,,paid,,,,,',
  'Sign,billboard,,,,printed,,,,,',
  'Deck,Sales deck,,,,,Sales,31/02/2026,,,',
  'Bio,social profile,,,,digital easy,,05/06/2026,,,',
  'Bag,packaging,,,,plastic,,,,,',
  'Label,packaging,,,,printed,,,Pilot,,',
  'Till receipt,QR code,All stores,wa.me/442079460118,wa.me/larkmoss,printed,Operations,2026-12-14,Wave 1,,"two\nlines"',
  'home PAGE,website,Larkmoss.example,,,digital easy,,,,,',
)

test('a long cell that is refused is shown cut, and never through the middle of an emoji', async () => {
  const { marketing } = await seedSheet()
  const kinds = Array.from({ length: 10 }, (_, i) => `${'x'.repeat(52 + i)}🌿🌿🌿🌿`)
  const outcome = await imported(marketing, { file: csv(...kinds.map((kind, i) => `Sign ${i},${kind},,,,,,,,,`)) })
  expect(outcome).toMatchObject({ created: 0, failed: 10 })
  for (const { message } of outcome.errors) expect(message).toBe(storableText(message))
})

test('a messy file: every row is counted once, and every refusal names row, column and reason', async () => {
  const { workspaceId, marketing } = await seedSheet()
  await seedWave(workspaceId, 1)
  const outcome = await imported(marketing, { file: MESSY, fileName: 'sheet.csv' })
  expect(outcome).toMatchObject({ total: 10, created: 2, updated: 0, skipped: 1, failed: 7, unknownColumns: [] })
  expect(outcome.errors.map(({ row, column, code }) => [row, column, code])).toEqual([
    [3, 'name', 'missing-name'],
    [4, 'kind', 'unknown-kind'],
    [5, 'update_date', 'date-impossible'],
    [6, 'update_date', 'date-ambiguous'],
    [7, 'risk', 'unknown-risk'],
    [8, 'wave', 'unknown-wave'],
    [10, 'name', 'duplicate-in-file'],
  ])
  expect(outcome.dateReadings).toEqual([{ text: '24/11/2026', reading: '24 Nov 2026' }])
  const rows = await all(marketing)
  expect(rows[0]).toMatchObject({
    name: 'Home page',
    owner: { name: 'Mara Quill' },
    updateDate: '2026-11-24',
    wave: { number: 1 },
  })
  expect(rows[1]).toMatchObject({ name: 'Till receipt', kind: 'qr_code', notes: 'two\nlines' })
  const events = await db.auditEvent.findMany({ where: { workspaceId, correlationId: outcome.batchId } })
  expect(events.map((event) => event.action).sort()).toEqual([
    'entry-point.created',
    'entry-point.created',
    'entry-points.imported',
  ])
})

test('a dry run says the same and writes nothing', async () => {
  const { workspaceId, marketing } = await seedSheet()
  await seedWave(workspaceId, 1)
  const dry = await imported(marketing, { file: MESSY, dryRun: true })
  expect(dry).toMatchObject({ batchId: null, total: 10, created: 2, skipped: 1, failed: 7 })
  expect(await all(marketing)).toEqual([])
  expect(await db.batch.count({ where: { workspaceId } })).toBe(0)
  expect(await db.auditEvent.count({ where: { workspaceId } })).toBe(0)
})

test('the same file twice changes nothing the second time; a changed one updates', async () => {
  const { marketing } = await seedSheet()
  const first = csv('A,website,x,,wa.me/larkmoss,digital easy,Sales,,,,', 'B,ad,,,,paid,,,,,')
  expect(await imported(marketing, { file: first })).toMatchObject({ created: 2 })
  expect(await imported(marketing, { file: first })).toMatchObject({ created: 0, updated: 0, skipped: 2 })
  const second = csv('a,website,X,,wa.me/larkmoss,digital easy,Legal,,,,', 'B,ad,,,,paid,,,,,')
  expect(await imported(marketing, { file: second })).toMatchObject({ created: 0, updated: 1, skipped: 1 })
  expect((await all(marketing))[0]).toMatchObject({ owner: { name: 'Legal' }, version: 2 })
})

test('a file without a column leaves that field of existing rows as it is', async () => {
  const { marketing } = await seedSheet()
  await seedEntryPoint(marketing, {
    name: 'A',
    kind: 'website',
    risk: 'digital_critical',
    owner: 'Sales',
    notes: 'keep me',
  })
  expect(await imported(marketing, { file: 'notes;Type;Entry point;colour\r\nnew;Website;A;red' })).toMatchObject({
    updated: 1,
    unknownColumns: ['colour'],
  })
  expect((await all(marketing))[0]).toMatchObject({ owner: { name: 'Sales' }, risk: 'digital_critical', notes: 'new' })
})

test('waves by number are planned for those who may plan waves, names only when asked for', async () => {
  const { workspaceId, marketing, operations } = await seedSheet()
  const file = csv('A,website,,,,,,,4,,', 'B,website,,,,,,,Wave 4,,', 'C,website,,,,,,,Pilot stores,,')
  expect(await imported(marketing, { file, dryRun: true })).toMatchObject({
    failed: 3,
    unknownWaves: ['4', 'Wave 4', 'Pilot stores'],
  })
  expect(await importEntryPoints(marketing, { file, missingWaves: 'all' })).toMatchObject({
    ok: false,
    code: 'waves-not-allowed',
  })
  expect(await imported(operations, { file, dryRun: true })).toMatchObject({
    created: 2,
    failed: 1,
    createdWaves: ['Wave 4'],
  })
  expect(await imported(operations, { file, missingWaves: 'all' })).toMatchObject({
    created: 3,
    createdWaves: ['Wave 4', 'Pilot stores'],
  })
  const waves = await db.wave.findMany({ where: { workspaceId }, orderBy: { number: 'asc' } })
  expect(waves.map((wave) => [wave.number, wave.name])).toEqual([
    [4, 'Wave 4'],
    [5, 'Pilot stores'],
  ])
})

test('a person can say what unknown words and columns mean', async () => {
  const { marketing } = await seedSheet()
  const file = 'What,Sort of thing,Danger\r\nBoard,billboard,scary\r\nHome,website,scary'
  const request = {
    file,
    columns: { What: 'name', 'Sort of thing': 'kind', Danger: 'risk' },
    choices: { kinds: { billboard: 'signage' as const }, risks: { scary: 'digital_critical' as const } },
  }
  expect(await imported(marketing, request)).toMatchObject({ created: 2, failed: 0 })
  expect((await all(marketing))[0]).toMatchObject({ name: 'Board', kind: 'signage', risk: 'digital_critical' })
})

test('a file without rows, without a heading or without a name column is told apart', async () => {
  const { marketing } = await seedSheet()
  expect(await imported(marketing, { file: HEADER })).toMatchObject({ total: 0, created: 0 })
  expect(await importEntryPoints(marketing, { file: '' })).toMatchObject({ ok: false, code: 'csv-empty' })
  expect(await importEntryPoints(marketing, { file: 'kind,notes\r\nad,x' })).toMatchObject({
    ok: false,
    code: 'no-columns',
    details: { missing: '“Name”' },
  })
})

test('nothing is imported when the sheet is not what the preview saw', async () => {
  const { marketing } = await seedSheet()
  const file = csv('A,website,,,,,,,,,')
  const { created, updated, skipped, failed } = await imported(marketing, { file, dryRun: true })
  await seedEntryPoint(marketing, { name: 'A', kind: 'website' })
  const agreed = { created, updated, skipped, failed }
  expect(await importEntryPoints(marketing, { file, agreed })).toEqual({ ok: false, code: 'file-changed' })
})

test('undoing an import removes its rows, restores the ones it changed and keeps later edits', async () => {
  const { workspaceId, marketing, operations } = await seedSheet()
  await seedEntryPoint(marketing, { name: 'Old', kind: 'website', notes: 'before' })
  const file = csv('Old,website,,,,digital easy,,,,,after', 'New,website,,,,,,,,,', 'Touched,website,,,,,,,,,')
  const { batchId } = await imported(marketing, { file })
  const touched = (await all(marketing)).find((row) => row.name === 'Touched')
  await updateEntryPoint(operations, { id: touched?.id ?? '', version: 1, patch: { notes: 'mine' } })
  const undone = await undoEntryPointBatch(marketing, { batchId: batchId ?? '' })
  expect(undone).toMatchObject({
    ok: true,
    value: { restored: 1, removed: 1, keptCount: 1, kept: [{ name: 'Touched' }] },
  })
  expect((await all(marketing)).map((row) => [row.name, row.notes])).toEqual([
    ['Old', 'before'],
    ['Touched', 'mine'],
  ])
  expect(await db.auditEvent.count({ where: { workspaceId, action: 'entry-point.removed' } })).toBe(1)
})

test('a viewer imports nothing, and an import reaches its own workspace only', async () => {
  const { marketing, viewer, stranger } = await seedSheet()
  await seedEntryPoint(marketing, { name: 'A', kind: 'website', notes: 'ours' })
  const file = csv('A,website,,,,digital easy,,,,,theirs')
  expect(await importEntryPoints(viewer, { file })).toEqual({ ok: false, code: 'not-allowed' })
  expect(await imported(stranger, { file })).toMatchObject({ created: 1, updated: 0 })
  expect((await all(marketing))[0]).toMatchObject({ notes: 'ours' })
})

const cell = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '=1+1',
    '+44',
    '-x',
    '@sum',
    "'=a",
    "''+b",
    '\t=c',
    'a,b',
    '"quoted"',
    'line\nbreak',
    '∑ ünï',
    '1;2|3',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const messyRow = fc.record({
  name: fc.oneof(cell, fc.constantFrom('A', 'B', 'C')),
  kind: fc.oneof(fc.constantFrom(...KINDS, 'QR code', 'E-mail signature', 'nonsense', '')),
  location: cell,
  new_destination: cell,
  risk: fc.constantFrom(...RISKS, 'Digital critical', 'plastic', ''),
  owner: cell,
  update_date: fc.constantFrom('', '2026-11-24', '24/11/2026', '31/02/2026', '1/2/2026', 'soon'),
  wave: fc.constantFrom('', '1', 'Wave 1', '2', 'nowhere'),
  rollback_path: cell,
  notes: cell,
})
type MessyRow = typeof messyRow extends fc.Arbitrary<infer Row> ? Row : never

const written = Object.keys({
  name: 0,
  kind: 0,
  location: 0,
  new_destination: 0,
  risk: 0,
  owner: 0,
  update_date: 0,
  wave: 0,
  rollback_path: 0,
  notes: 0,
} satisfies Record<keyof MessyRow, number>)
const messyColumns = written.map((header) => ({ header, value: (row: MessyRow) => row[header as keyof MessyRow] }))

test('whatever is in a file, the counts add up, and what is exported imports again unchanged', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(messyRow, { maxLength: 25 }), async (rows) => {
      const { workspaceId, marketing } = await seedSheet()
      await seedWave(workspaceId, 1)
      const outcome = await imported(marketing, { file: toCsv(messyColumns, rows) })
      expect(outcome.created + outcome.updated + outcome.skipped + outcome.failed).toBe(rows.length)
      expect(outcome.errors).toHaveLength(outcome.failed)
      expect((await entryPointSummary(marketing)).total).toBe(outcome.created)
      const before = await all(marketing)
      const file = await exported(marketing)
      const again = await imported(marketing, { file })
      expect(again).toMatchObject({ total: before.length, created: 0, updated: 0, failed: 0, skipped: before.length })
      expect(await all(marketing)).toEqual(before)
    }),
    { numRuns: 25 },
  )
}, 120_000)

test('cells that a spreadsheet would run come back as they were', async () => {
  const { marketing } = await seedSheet()
  const hostile = ['=HYPERLINK("http://x.example","y")', '+1', '-1', '@A1', "'=quoted", '＝wide', '=1\n=2']
  for (const [i, text] of hostile.entries())
    await seedEntryPoint(marketing, { name: `${text} ${i}`, notes: text, location: text })
  const file = await exported(marketing)
  for (const text of hostile.slice(0, 4)) expect(file).toContain(escapeFormula(text).replaceAll('"', '""'))
  const { stranger } = await seedSheet()
  expect(await imported(stranger, { file })).toMatchObject({ created: hostile.length, failed: 0 })
  const stripped = (rows: Awaited<ReturnType<typeof all>>) =>
    rows.map(({ name, notes, location }) => ({ name, notes, location }))
  expect(stripped(await all(stranger))).toEqual(stripped(await all(marketing)))
})
