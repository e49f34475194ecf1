import { afterAll, beforeEach, expect, test } from 'vitest'
import { bulkUpsertContacts } from '@/lib/contacts/bulk-upsert'
import { mergeContacts } from '@/lib/merges/merge-contacts'
import { mergeSchema } from '@/lib/merges/schema'
import { undoMerge } from '@/lib/merges/undo-merge'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { openSql } from '@/lib/server/sql'
import { seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import type { PairFilter } from './pair-store'
import { assignPair, dismissPair, exportPairs, listPairs, openPairCount, pairDetail, reopenPair } from './pairs'
import { latestScan, runScans, scanArrivals, startNightlyScans, startScan } from './run-scans'
import { scanContacts, scanWorkspace } from './scan'
import { stage } from './testing/stage'

const sql = openSql(env().databaseUrl)
afterAll(() => sql.close())

let workspaceId: string
let owner: Actor
let viewer: Actor
let stranger: Actor

beforeEach(async () => {
  workspaceId = await seedWorkspace()
  owner = await seedMember(workspaceId, ['crm_owner'], 'Imani Croft')
  viewer = await seedMember(workspaceId, ['viewer'])
  stranger = await seedMember(await seedWorkspace('Elsewhere'), ['crm_owner'])
})

type Given = { id: string; name?: string; phones?: string[]; email?: string; bsuids?: string[] }

async function seed(contacts: Given[], portfolioId?: string): Promise<void> {
  const rows = contacts.map(({ id, ...rest }) => ({ crmContactId: id, ...rest }))
  const made = await bulkUpsertContacts(owner, { ...(portfolioId ? { portfolioId } : {}), contacts: rows })
  if (!made.ok || made.value.failed > 0) throw new Error(JSON.stringify(made))
}

const scan = () => scanWorkspace({ sql, workspaceId, now: new Date() })

async function pairs(filter: PairFilter = {}, actor = owner) {
  const found = await listPairs(actor, { sort: 'score', dir: 'desc', skip: 0, take: 50, filter })
  if (!found.ok) throw new Error(found.code)
  return found.value.rows
}
const shown = async (filter: PairFilter = {}) =>
  (await pairs(filter)).map(({ low, high, score, reasons }) => [
    [low.crmContactId, high.crmContactId].sort().join(' '),
    score,
    reasons.join(', '),
  ])

test('phones, their other spellings, e-mails and names beside them make pairs with a score of named reasons', async () => {
  await seed([
    { id: 'A', name: 'Sheena Nelson', phones: ['+447700900118'], email: 'sheena@example.com' },
    { id: 'B', name: 'Nelson, Sheena', phones: ['+447700900118'] },
    { id: 'C', name: 'Rui Costa', phones: ['+5521987654321'] },
    { id: 'D', name: 'R. Costa', phones: ['+552187654321'] },
    { id: 'E', name: 'Sheena Nelson', email: 'SHEENA@example.com' },
    { id: 'F', name: 'Sheena Nelson', phones: ['+447700900999'] },
  ])
  expect(await scan()).toMatchObject({ found: 3, opened: 3, gone: 0 })
  expect(await shown()).toEqual([
    ['A B', 75, 'same phone, similar name'],
    ['A E', 60, 'same e-mail, similar name'],
    ['C D', 50, 'two spellings of one phone'],
  ])
  // A second look changes nothing, and a name alone is never a reason.
  const before = await db.duplicatePair.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } })
  expect(await scan()).toMatchObject({ opened: 0, gone: 0 })
  expect(await db.duplicatePair.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } })).toEqual(before)
  expect(await openPairCount(owner)).toBe(3)
  expect(await pairs({}, stranger)).toEqual([])
})

test('what one signed payload showed of two contacts is a reason', async () => {
  const number = await seedNumber(workspaceId)
  await seed([{ id: 'A', name: 'Ann Lee', phones: ['+447700900118'] }])
  const { says } = stage(workspaceId)
  await says(number, { bsuid: 'GB.1' })
  await says(number, { bsuid: 'GB.1', phone: '447700900118', at: 5 })
  await scan()
  expect((await shown())[0]?.[2]).toContain('seen together in one signed payload')
})

test('two WhatsApp accounts in one portfolio are kept out of the suggestions, and can be looked at all the same', async () => {
  const { portfolioId } = await seedNumber(workspaceId)
  await seed(
    [
      { id: 'A', name: 'Ann Lee', phones: ['+447700900118'], bsuids: ['GB.1'] },
      { id: 'B', name: 'Ann Lee', phones: ['+447700900118'], bsuids: ['GB.2'] },
    ],
    portfolioId,
  )
  await scan()
  expect(await pairs()).toEqual([])
  expect(await pairs({ state: 'apart' })).toMatchObject([{ veto: expect.stringContaining('two WhatsApp accounts') }])
})

test('"not the same" is remembered until there is new evidence', async () => {
  await seed([
    { id: 'A', name: 'Ann Lee', phones: ['+447700900118'] },
    { id: 'B', name: 'Bob Lee', phones: ['+447700900118'] },
  ])
  await scan()
  const [pair] = await pairs()
  if (!pair) throw new Error('There is one.')
  const at = { id: pair.id, version: pair.version }
  expect(await dismissPair(viewer, at)).toMatchObject({ code: 'not-allowed' })
  expect(await dismissPair(stranger, at)).toMatchObject({ code: 'not-found' })
  expect(await pairDetail(stranger, pair.id)).toBeNull()
  const both = await Promise.all([dismissPair(owner, at), dismissPair(owner, at)])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  await scan()
  expect(await pairs()).toEqual([])
  expect(await pairs({ state: 'dismissed' })).toMatchObject([{ decidedBy: 'Imani Croft' }])
  await seed([
    { id: 'A', email: 'lee@example.com' },
    { id: 'B', email: 'lee@example.com' },
  ])
  await scan()
  expect(await shown()).toEqual([['A B', 100, 'same phone, same e-mail']])
  const again = (await pairs())[0]
  await dismissPair(owner, { id: pair.id, version: again?.version ?? 0 })
  const now = await pairDetail(owner, pair.id)
  expect(await reopenPair(owner, { id: pair.id, version: now?.version ?? 0 })).toMatchObject({ ok: true })
  const open = await pairDetail(owner, pair.id)
  expect(await assignPair(owner, { id: pair.id, version: open?.version ?? 0, mine: true })).toMatchObject({ ok: true })
  expect(await pairs({ mine: true })).toMatchObject([{ assignee: 'Imani Croft' }])
})

test('a merge closes the pairs of who is gone, an undo brings them back, and a scan agrees with both', async () => {
  await seed([
    { id: 'A', name: 'Ann Lee', phones: ['+447700900118'] },
    { id: 'B', name: 'Ann Lee', phones: ['+447700900118'] },
    { id: 'C', name: 'Ann Lee', phones: ['+447700900118'] },
  ])
  await scan()
  expect(await pairs()).toHaveLength(3)
  const ids = new Map((await db.contact.findMany({ where: { workspaceId } })).map((one) => [one.crmContactId, one.id]))
  const merge = mergeSchema.parse({ survivorId: ids.get('A'), mergedId: ids.get('B') })
  const merged = await mergeContacts(owner, merge)
  if (!merged.ok) throw new Error(merged.code)
  await scan()
  expect((await shown()).map(([who]) => who)).toEqual(['A C'])
  await undoMerge(owner, merged.value.id ?? '')
  await scan()
  expect(await pairs()).toHaveLength(3)
})

test('a pair whose evidence went away goes, and comes back with it', async () => {
  await seed([
    { id: 'A', phones: ['+447700900118'] },
    { id: 'B', phones: ['+447700900118'] },
  ])
  await scan()
  const where = { workspaceId, kind: 'phone' }
  const [phone] = await db.identifier.findMany({ where, orderBy: { id: 'asc' } })
  await db.identifier.update({ where: { id: phone?.id ?? '' }, data: { active: false } })
  expect(await scan()).toMatchObject({ found: 0, gone: 1 })
  expect(await pairs()).toEqual([])
  await db.identifier.update({ where: { id: phone?.id ?? '' }, data: { active: true } })
  expect(await scan()).toMatchObject({ found: 1, opened: 1 })
})

test('looking at those who came only finds what looking at everybody finds', async () => {
  await seed([
    { id: 'A', name: 'Ann Lee', phones: ['+447700900118', '+447700900119'] },
    { id: 'B', name: 'Ann Lee', phones: ['+447700900118'] },
    { id: 'C', email: 'c@example.com', phones: ['+447700900119'] },
    { id: 'D', email: 'c@example.com' },
  ])
  const ids = (await db.contact.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } })).map(({ id }) => id)
  for (const id of ids.toReversed()) await scanContacts({ sql, workspaceId, now: new Date() }, [id])
  const single = await shown()
  expect(single).toHaveLength(3)
  await db.duplicatePair.deleteMany({ where: { workspaceId } })
  await scan()
  expect(await shown()).toEqual(single)
})

test('contacts that arrive are looked at by themselves, each once', async () => {
  const soon = (seconds: number) => new Date(Date.now() + seconds * 1_000)
  await scanArrivals(sql, soon(60))
  await seed([
    { id: 'A', phones: ['+447700900118'] },
    { id: 'B', phones: ['+447700900118'] },
  ])
  await db.job.updateMany({ where: { kind: 'duplicates-watch' }, data: { args: { after: '' } } })
  while ((await scanArrivals(sql, soon(90))) > 0);
  expect(await pairs()).toHaveLength(1)
  expect(await scanArrivals(sql, soon(90))).toBe(0)
})

test('a scan runs in the background, once at a time, with its counts in the log', async () => {
  await seed([
    { id: 'A', phones: ['+447700900118'] },
    { id: 'B', phones: ['+447700900118'] },
  ])
  expect(await startScan(viewer)).toMatchObject({ code: 'not-allowed' })
  const both = await Promise.all([startScan(owner), startScan(owner)])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await latestScan(owner)).toMatchObject({ state: 'running' })
  const done = await Promise.all([runScans(sql), runScans(sql)])
  expect(done[0] + done[1]).toBe(1)
  expect(await latestScan(owner)).toMatchObject({ state: 'done', found: 1, problem: null })
  expect(await latestScan(stranger)).toBeNull()
  const [event] = await db.auditEvent.findMany({ where: { workspaceId, action: 'duplicates.scanned' } })
  expect(JSON.stringify(event?.detail)).toContain('"opened":1')
  // A process that died left its claim; the next one takes over when it has run out.
  await startScan(owner)
  await db.duplicateScan.updateMany({
    where: { workspaceId, state: 'running' },
    data: { claimedUntil: new Date(Date.now() + 60_000) },
  })
  expect(await runScans(sql)).toBe(0)
  expect(await runScans(sql, new Date(Date.now() + 61_000))).toBe(1)
  await startNightlyScans()
  expect(await latestScan(owner)).toMatchObject({ state: 'running' })
  await runScans(sql)
})

test('the list is searched by name and CRM id, and leaves as a file without identifiers', async () => {
  await seed([
    { id: 'CRM-77', name: 'Zoë Ashcroft', phones: ['+447700900118'] },
    { id: 'B', name: '=cmd', phones: ['+447700900118'] },
    { id: 'C', name: 'Carl', phones: ['+447700900119'] },
    { id: 'D', name: 'Dora', phones: ['+447700900119'] },
  ])
  await scan()
  expect(await pairs({ q: 'zoë' })).toHaveLength(1)
  expect(await pairs({ q: 'crm-77' })).toHaveLength(1)
  expect(await pairs({ q: '100%' })).toEqual([])
  expect(await pairs({ reason: 'same-email' })).toEqual([])
  expect(await pairs({ reason: 'same-phone' })).toHaveLength(2)
  const made = await exportPairs(owner, {})
  if (!made.ok) throw new Error(made.code)
  const text = await new Response(made.value).text()
  expect(text).toContain("'=cmd")
  expect(text).not.toContain('447700900118')
})
