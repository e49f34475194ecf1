import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Actor } from '@/lib/server/actor'
import { db, writeTransaction } from '@/lib/server/db'
import { seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { readCsv } from '@/lib/shared/csv-read'
import { checkImport } from './check-import'
import { totalOf } from './import-model'
import { importDetail, listImports, rejectsFile } from './import-queries'
import { startImport } from './run-import'
import { stageImport } from './stage-import'
import { bytesOf, importFile, run, upload } from './testing/importing'

async function world() {
  const workspaceId = await seedWorkspace()
  const actor = await seedMember(workspaceId, ['crm_owner'], 'Cora Owner')
  const number = await seedNumber(workspaceId)
  return { workspaceId, actor, number }
}

const FILE = `crm_contact_id,name,email,phones,bsuids,usernames,labels,language
CRM-1,Ada Moss,ada@example.test,07700 900118,,@ada.moss,trade;loyal,en
CRM-2,Bo Fern,,call me,,,,
CRM-3,,,,GB.13491208,,,
,Cy Reed,,+44 7700 900119,,,,
,,,,,,loyal,
CRM-1,Ada Moss-Fern,,,,,,
CRM-3,,,,GB.13491208,,,
`

test('an import counts every row once and keeps what failed with row, column and sentence', async () => {
  const { actor, workspaceId } = await world()
  const { check, detail } = await importFile(actor, FILE)
  const counts = { created: 3, updated: 1, skipped: 1, failed: 2 }
  expect(check).toMatchObject({ total: 7, counts })
  expect(detail).toMatchObject({ state: 'done', total: 7, counts, by: 'Cora Owner' })
  expect(detail.failedRows).toMatchObject([
    { row: 2, column: 'phones', code: 'phone-letters', message: expect.stringContaining('letters') },
    { row: 5, column: null, code: 'row-empty' },
  ])
  expect(check.problems.map(({ row, code }) => [row, code])).toEqual([
    [2, 'phone-letters'],
    [5, 'row-empty'],
  ])
  const ada = await db.contact.findFirstOrThrow({
    where: { workspaceId, crmContactId: 'CRM-1' },
    include: { labels: true, identifiers: true },
  })
  expect(ada).toMatchObject({ name: 'Ada Moss-Fern', language: 'en', importId: detail.id })
  expect(ada.labels.map((row) => row.label).sort()).toEqual(['loyal', 'trade'])
  expect(ada.identifiers.every((row) => row.standing === 'claimed' && row.importId === detail.id)).toBe(true)
})

test('the same file again changes nothing: every good row is skipped', async () => {
  const { actor, workspaceId } = await world()
  await importFile(actor, FILE)
  const before = await db.identifier.count({ where: { workspaceId } })
  const { check, detail } = await importFile(actor, FILE)
  // CRM-1 has two rows with two names: the first takes the name back, the second gives it again.
  expect(detail.counts).toEqual({ created: 0, updated: 2, skipped: 3, failed: 2 })
  expect(check.counts).toEqual(detail.counts)
  expect(detail.importedBefore).toBeInstanceOf(Date)
  expect(await db.identifier.count({ where: { workspaceId } })).toBe(before)
  const once = FILE.split('\n')
    .filter((line) => !line.includes('Moss-Fern'))
    .join('\n')
  await importFile(actor, once)
  expect((await importFile(actor, once)).detail.counts).toEqual({ created: 0, updated: 0, skipped: 4, failed: 2 })
})

test('the dry run writes nothing but the mapping', async () => {
  const { actor, workspaceId } = await world()
  const staged = await upload(actor, FILE)
  await checkImport(actor, { batchId: staged.id, mapping: staged.plan.mapping })
  expect(await db.contact.count({ where: { workspaceId } })).toBe(0)
  expect((await importDetail(actor, staged.id)).ok).toBe(true)
})

test('the sample and the preview are masked', async () => {
  const { actor } = await world()
  const staged = await upload(actor, FILE)
  expect(staged.sample[0]?.slice(0, 4)).toEqual(['CRM-1', 'Ada Moss', 'a••••@example.test', '•••• 118'])
  expect(JSON.stringify(staged.sample)).not.toMatch(/900118|ada\.moss|ada@/)
  const { check } = await importFile(actor, FILE)
  expect(check.preview[0]).toMatchObject({ row: 1, result: 'created', name: 'Ada Moss' })
  expect(JSON.stringify(check.preview)).not.toMatch(/900118|ada\.moss|ada@/)
})

test('rejects come back with their columns, the place and the sentence, and can be repaired and imported', async () => {
  const { actor } = await world()
  const { detail } = await importFile(actor, FILE)
  const rejects = await rejectsFile(actor, detail.id)
  if (!rejects.ok) throw new Error(rejects.code)
  const bytes = await new Response(rejects.value.body).bytes()
  const read = readCsv(bytes)
  if (!read.ok) throw new Error(read.code)
  expect(read.value.header.slice(-3)).toEqual(['handrail_row', 'handrail_column', 'handrail_problem'])
  expect(read.value.records[0]?.cells.slice(0, 4)).toEqual(['CRM-2', 'Bo Fern', '', 'call me'])
  expect(read.value.records[0]?.cells.slice(-3, -1)).toEqual(['2', 'phones'])
  const repaired = new TextDecoder().decode(bytes).replace('call me', '07700 900120')
  expect((await importFile(actor, repaired)).detail.counts).toEqual({ created: 1, updated: 0, skipped: 0, failed: 1 })
})

test('people who share a phone and have no CRM id stay two; the same person is found again', async () => {
  const { actor } = await world()
  const people = 'name,phone\nAda,07700 900118\nBo,07700 900118\nAda,+447700900118\nAda,\n'
  const { detail, check } = await importFile(actor, people)
  expect(detail.counts).toEqual({ created: 3, updated: 0, skipped: 1, failed: 0 })
  expect(check.counts).toEqual(detail.counts)
  expect((await importFile(actor, people)).detail.counts).toEqual({ created: 0, updated: 0, skipped: 4, failed: 0 })
})

test('a username is refused as the key, and a mapping must fit the file', async () => {
  const { actor } = await world()
  const staged = await upload(actor, FILE)
  const check = (mapping: object) =>
    checkImport(actor, { batchId: staged.id, mapping: { ...staged.plan.mapping, ...mapping } })
  expect(await check({ key: 'username' })).toMatchObject({ ok: false, code: 'username-not-a-key' })
  expect(await check({ columns: ['name'] })).toMatchObject({ ok: false, code: 'import-columns-changed' })
  expect(await check({ portfolioId: 'pf_elsewhere' })).toMatchObject({ ok: false, code: 'portfolio-unknown' })
})

test('files that cannot be read are refused with what is wrong', async () => {
  const { actor } = await world()
  const stage = (bytes: Uint8Array) => stageImport(actor, { fileName: 'x.csv', bytes })
  expect(await stage(bytesOf(''))).toMatchObject({ code: 'csv-empty' })
  expect(await stage(bytesOf('a,b\n'))).toMatchObject({ code: 'csv-no-rows' })
  expect(await stage(bytesOf('name\n"open'))).toMatchObject({ code: 'csv-unclosed-quote' })
  expect(await stage(new Uint8Array([0x50, 0x4b, 3, 4]))).toMatchObject({ code: 'csv-not-text' })
  const wide = Array.from({ length: 5_000 }, (_, i) => `c${i}`).join(',')
  expect(await stage(bytesOf(`${wide}\n${wide}\n`))).toMatchObject({ code: 'csv-too-many-columns' })
})

test.each([
  ['UTF-8 with BOM', (text: string) => bytesOf(`\uFEFF${text}`)],
  ['UTF-16', (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'))],
  ['mixed line ends', (text: string) => bytesOf(text.replace('\n', '\r\n').replace(/\n$/, '\r'))],
  ['semicolons', (text: string) => bytesOf(text.replaceAll(',', ';').replace('trade;loyal', '"trade;loyal"'))],
])('%s is read like any other', async (_name, encode) => {
  const { actor } = await world()
  const { detail } = await importFile(actor, encode(FILE))
  expect(detail.counts).toEqual({ created: 3, updated: 1, skipped: 1, failed: 2 })
})

test('a cell of a million characters fails its own row', async () => {
  const { actor } = await world()
  const { detail } = await importFile(actor, `crm_contact_id,name\n1,${'x'.repeat(1_000_000)}\n2,Bo\n`)
  expect(detail.counts).toEqual({ created: 1, updated: 0, skipped: 0, failed: 1 })
  expect(detail.failedRows).toMatchObject([{ row: 1, column: 'name', code: 'row-cell-too-long' }])
})

test('formula cells go through an export and come back as they were', async () => {
  const { actor, workspaceId } = await world()
  await importFile(actor, `crm_contact_id,name\n"'=1+1","'=HYPERLINK(""x"")"\n`)
  expect(await db.contact.findMany({ where: { workspaceId } })).toMatchObject([
    { crmContactId: '=1+1', name: '=HYPERLINK("x")' },
  ])
})

const cell = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  fc.constantFrom('07700 900118', '+44 7700 900119; 02079460001', 'call me', '4.4E+11', '=1+1', 'ada@example.test'),
  fc.constantFrom('1', '2', '3', 'GB.1', 'GB.ENT.2', 'wren.hollis', 'Ada', 'x'.repeat(300), '"', 'a,b', "'=x"),
  fc.string({ unit: 'binary', maxLength: 8 }),
)
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

test('counts always add up to the rows of the file, in the dry run as in the import', async () => {
  const { actor, workspaceId } = await world()
  const header = 'id,name,phone,bsuid,username,labels,email'
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 12 }),
      async (rows) => {
        const lines = rows.map((cells) => cells.map(quoted).join(','))
        const file = [header, ...lines].join('\n')
        const read = readCsv(bytesOf(file))
        if (!read.ok || read.value.records.length === 0) return
        const { check, detail } = await importFile(actor, file)
        expect(check.counts).toEqual(detail.counts)
        expect(totalOf(detail.counts)).toBe(detail.total)
        expect(detail.total).toBe(read.value.records.length)
        expect(detail.failedRows).toHaveLength(detail.counts.failed)
        expect(detail.failedRows.every((row) => row.message.length > 20)).toBe(true)
      },
    ),
    { numRuns: 40 },
  )
  expect(await db.identifier.count({ where: { workspaceId, activeKey: { not: null } } })).toBe(0)
}, 120_000)

test('an import runs once, and only for those who may', async () => {
  const { actor, workspaceId } = await world()
  const staged = await upload(actor, FILE)
  const viewer = await seedMember(workspaceId, ['viewer', 'developer'])
  const stranger = (await world()).actor
  const mapping = staged.plan.mapping
  for (const [who, code] of [
    [viewer, 'not-allowed'],
    [stranger, 'not-found'],
  ] as [Actor, string][]) {
    expect(await checkImport(who, { batchId: staged.id, mapping })).toEqual({ ok: false, code })
    expect(await startImport(who, { batchId: staged.id })).toEqual({ ok: false, code })
    expect(await importDetail(who, staged.id)).toEqual({ ok: false, code })
    expect(await rejectsFile(who, staged.id)).toEqual({ ok: false, code })
  }
  expect(await stageImport(viewer, { fileName: 'x.csv', bytes: bytesOf(FILE) })).toEqual({
    ok: false,
    code: 'not-allowed',
  })
  await run(actor, staged.id)
  expect(await startImport(actor, { batchId: staged.id })).toEqual({ ok: false, code: 'import-not-open' })
  expect(await db.batchRow.count({ where: { workspaceId, result: 'file' } })).toBe(0)
  expect(await listImports(stranger)).toEqual({ ok: true, value: [] })
  expect(await listImports(viewer)).toMatchObject({ ok: true, value: [{ id: staged.id, state: 'done' }] })
})

test('what an import does is in the audit log, tied to its rows', async () => {
  const { actor, workspaceId } = await world()
  const { detail } = await importFile(actor, FILE)
  const events = await db.auditEvent.findMany({ where: { workspaceId, correlationId: detail.id } })
  expect(events).toMatchObject([
    { action: 'contacts.imported', subjectId: detail.id, detail: { created: 3, rowsHash: expect.any(String) } },
  ])
})

test('somebody who edits a contact during an import is not overwritten without being read', async () => {
  const { actor, workspaceId } = await world()
  await importFile(actor, FILE)
  await writeTransaction((tx) =>
    tx.contact.updateMany({ where: { workspaceId, crmContactId: 'CRM-1' }, data: { version: { increment: 5 } } }),
  )
  await importFile(actor, 'crm_contact_id,name\nCRM-1,Newer\n')
  expect(await db.contact.findFirstOrThrow({ where: { workspaceId, crmContactId: 'CRM-1' } })).toMatchObject({
    name: 'Newer',
    version: 8,
  })
})
