import { expect, test } from 'vitest'
import { db, writeTransaction } from '@/lib/server/db'
import { seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'
import { cancelImport } from './cancel-import'
import { LEASE_KIND } from './import-lease'
import { importDetail } from './import-queries'
import { recoverImports } from './recover-imports'
import { startImport } from './run-import'
import { importFile, undo, upload } from './testing/importing'
import { seedContact } from './testing/people'
import { undoImport } from './undo-import'

async function world() {
  const workspaceId = await seedWorkspace()
  const actor = await seedMember(workspaceId, ['crm_owner'])
  await seedNumber(workspaceId)
  return { workspaceId, actor }
}

/** Everything an import may touch, without what only moves forward. */
async function snapshot(workspaceId: string) {
  const contacts = await db.contact.findMany({
    where: { workspaceId },
    include: { labels: { orderBy: { label: 'asc' } }, identifiers: { orderBy: { id: 'asc' } } },
    orderBy: { id: 'asc' },
  })
  return contacts.map(({ version: _version, updatedAt: _updatedAt, ...contact }) => contact)
}

const BEFORE = 'crm_contact_id,name,phones,labels,language\n1,Ada,07700 900118,trade,en\n2,Bo,07700 900119,,\n'
const AFTER = `crm_contact_id,name,phones,labels,language
1,Ada Moss,07700 900120,loyal,de
2,Bo,07700 900119,,
3,Cy,07700 900121,,
3,Cy Reed,07700 900122,new,
`

test('undoing an import gives back exactly what was there', async () => {
  const { actor, workspaceId } = await world()
  await importFile(actor, BEFORE)
  const before = await snapshot(workspaceId)
  const { detail } = await importFile(actor, AFTER)
  expect(detail.counts).toEqual({ created: 1, updated: 2, skipped: 1, failed: 0 })
  const undone = await undo(actor, detail.id)
  expect(undone).toMatchObject({ state: 'undone', undo: { removed: 1, restored: 2, kept: 0 }, keptRows: [] })
  expect(await snapshot(workspaceId)).toEqual(before)
})

test('what somebody changed later stays as they made it, and is listed', async () => {
  const { actor, workspaceId } = await world()
  await importFile(actor, BEFORE)
  const { detail } = await importFile(actor, AFTER)
  await writeTransaction(async (tx) => {
    await tx.contact.updateMany({ where: { workspaceId, crmContactId: '1' }, data: { name: 'Ada Lovett' } })
    await tx.contact.updateMany({ where: { workspaceId, crmContactId: '3' }, data: { name: 'Cyrus' } })
  })
  const undone = await undo(actor, detail.id)
  const names = await db.contact.findMany({ where: { workspaceId }, orderBy: { crmContactId: 'asc' } })
  expect(names.map((contact) => contact.name)).toEqual(['Ada Lovett', 'Bo', 'Cyrus'])
  expect(undone.undo).toMatchObject({ removed: 0, kept: 3 })
  expect(undone.keptRows.map(({ row, message }) => [row, message])).toEqual([
    [1, 'the name stays: it was edited since'],
    [3, expect.stringContaining('the contact stays')],
    [4, expect.stringContaining('the name stays')],
  ])
  const ada = await db.contact.findFirstOrThrow({
    where: { workspaceId, crmContactId: '1' },
    include: { labels: true },
  })
  expect(ada.language).toBe('en')
  expect(ada.labels.map((row) => row.label)).toEqual(['trade'])
})

test('a contact that has written since is kept, with its confirmed phone', async () => {
  const { actor, workspaceId } = await world()
  const { detail } = await importFile(actor, BEFORE)
  const ada = await db.contact.findFirstOrThrow({ where: { workspaceId, crmContactId: '1' } })
  const now = new Date()
  await writeTransaction(async (tx) => {
    const thread = { id: newId('th'), workspaceId, numberId: 'num_1', contactId: ada.id }
    await tx.thread.create({ data: { ...thread, openedWith: 'phone', openedAt: now, lastAt: now } })
  })
  expect((await undo(actor, detail.id)).undo).toEqual({ removed: 1, restored: 0, kept: 1 })
  expect(await db.contact.findMany({ where: { workspaceId } })).toMatchObject([{ id: ada.id }])
})

test('a batch is undone once, when it is done, by those who may', async () => {
  const { actor, workspaceId } = await world()
  const { detail } = await importFile(actor, BEFORE)
  const viewer = await seedMember(workspaceId, ['viewer'])
  const stranger = (await world()).actor
  const wanted = { batchId: detail.id }
  expect(await undoImport(viewer, wanted)).toEqual({ ok: false, code: 'not-allowed' })
  expect(await undoImport(stranger, wanted)).toEqual({ ok: false, code: 'not-found' })
  expect(await cancelImport(viewer, wanted)).toEqual({ ok: false, code: 'not-allowed' })
  expect(await cancelImport(stranger, wanted)).toEqual({ ok: false, code: 'not-found' })
  expect(await cancelImport(actor, wanted)).toEqual({ ok: false, code: 'import-not-running' })
  await undo(actor, detail.id)
  expect(await undoImport(actor, wanted)).toEqual({ ok: false, code: 'import-undone' })
  const staged = await upload(actor, BEFORE)
  expect(await undoImport(actor, { batchId: staged.id })).toEqual({ ok: false, code: 'import-not-done' })
})

const many = (n: number) =>
  `crm_contact_id,name,phones\n${Array.from({ length: n }, (_, i) => `${i},Person ${i},+1555${1_000_000 + i}`).join('\n')}`

test('cancelled half-way, nothing of the import is left', async () => {
  const { actor, workspaceId } = await world()
  const other = await seedContact(workspaceId, { name: 'Here before' })
  const staged = await upload(actor, many(2_200))
  const work: Promise<unknown>[] = []
  await startImport(actor, { batchId: staged.id }, (started) => work.push(started))
  while ((await db.contact.count({ where: { workspaceId } })) < 500) await new Promise(setImmediate)
  expect((await cancelImport(actor, { batchId: staged.id }, (started) => work.push(started))).ok).toBe(true)
  await Promise.all(work)
  const detail = await importDetail(actor, staged.id)
  expect(detail).toMatchObject({ ok: true, value: { state: 'cancelled' } })
  expect(await db.contact.findMany({ where: { workspaceId } })).toMatchObject([{ id: other }])
  expect(await db.identifier.count({ where: { workspaceId } })).toBe(0)
  expect(await db.batchRow.count({ where: { workspaceId, result: 'file' } })).toBe(0)
})

/** What a kill leaves: the batch runs, its first part is written, and nobody renews the lease. */
async function dieAfterFirstPart(actor: Awaited<ReturnType<typeof world>>['actor'], rows: number): Promise<string> {
  const staged = await upload(actor, many(rows))
  const work: Promise<unknown>[] = []
  await startImport(actor, { batchId: staged.id }, (started) => work.push(started))
  while ((await db.contact.count({ where: { workspaceId: actor.workspaceId } })) < 500) await new Promise(setImmediate)
  // The running loop finds the batch moved on and stops, as it would when killed.
  await writeTransaction((tx) => tx.batch.updateMany({ where: { id: staged.id }, data: { state: 'paused' } }))
  await Promise.all(work)
  await writeTransaction(async (tx) => {
    await tx.batch.updateMany({ where: { id: staged.id }, data: { state: 'running' } })
    await tx.job.updateMany({ where: { kind: LEASE_KIND }, data: { claimedUntil: new Date(0) } })
  })
  return staged.id
}

test('an import whose process died goes on after its last whole part', async () => {
  const { actor, workspaceId } = await world()
  const batchId = await dieAfterFirstPart(actor, 1_700)
  expect(await db.contact.count({ where: { workspaceId } })).toBeLessThan(1_700)
  expect(await recoverImports()).toBe(1)
  expect(await importDetail(actor, batchId)).toMatchObject({
    ok: true,
    value: { state: 'done', counts: { created: 1_700, updated: 0, skipped: 0, failed: 0 } },
  })
  expect(await db.contact.count({ where: { workspaceId } })).toBe(1_700)
  expect(await db.job.count({ where: { workspaceId } })).toBe(0)
  expect(await recoverImports()).toBe(0)
})

test('one that dies again and again is taken back', async () => {
  const { actor, workspaceId } = await world()
  const batchId = await dieAfterFirstPart(actor, 1_700)
  await writeTransaction((tx) => tx.job.updateMany({ where: { workspaceId }, data: { tries: 3 } }))
  expect(await recoverImports()).toBe(1)
  expect(await importDetail(actor, batchId)).toMatchObject({ ok: true, value: { state: 'failed' } })
  expect(await db.contact.count({ where: { workspaceId } })).toBe(0)
})

test('a file that was uploaded and forgotten is removed after a day', async () => {
  const { actor, workspaceId } = await world()
  const staged = await upload(actor, BEFORE)
  await recoverImports(new Date(Date.now() + 25 * 3_600_000))
  expect(await importDetail(actor, staged.id)).toMatchObject({ ok: true, value: { state: 'cancelled' } })
  expect(await db.batchRow.count({ where: { workspaceId } })).toBe(0)
})
