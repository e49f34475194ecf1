import { afterAll, beforeEach, expect, test } from 'vitest'
import { bulkUpsertContacts } from '@/lib/contacts/bulk-upsert'
import { undoMerge } from '@/lib/merges/undo-merge'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { openSql } from '@/lib/server/sql'
import { seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { previewRules, rulesInForce, ruleVersions, saveRules } from './dedup'
import { type DedupRules, FIRST_RULES } from './dedup-rules'
import { activeRules } from './dedup-store'
import { mergeProvisional } from './merge-provisional'
import { openPairCount } from './pairs'
import { runScans } from './run-scans'
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

const withPoints = (weights: Partial<DedupRules['matching']['weights']>): DedupRules => ({
  ...FIRST_RULES,
  matching: { ...FIRST_RULES.matching, weights: { ...FIRST_RULES.matching.weights, ...weights } },
})
const merging: DedupRules = { ...FIRST_RULES, actions: { ...FIRST_RULES.actions, mergeProvisional: true } }

async function scanAll(): Promise<void> {
  while ((await db.duplicateScan.count({ where: { workspaceId, state: 'running' } })) > 0) await runScans(sql)
}

test('a version is counted before it is saved, is in force at once, and what it left out disappears', async () => {
  await seed([
    { id: 'A', phones: ['+447700900118'], email: 'sheena@example.com' },
    { id: 'B', phones: ['+447700900118'] },
    { id: 'C', email: 'sheena@example.com' },
  ])
  const noEmail = withPoints({ 'same-email': 0 })
  expect(await previewRules(owner, noEmail.matching)).toEqual({
    ok: true,
    value: { today: { pairs: 2, contacts: 3 }, wanted: { pairs: 1, contacts: 2 } },
  })
  expect(await rulesInForce(owner)).toEqual({ version: 0, rules: FIRST_RULES, since: null, by: null })

  expect(await saveRules(owner, { ...FIRST_RULES, note: 'First', version: 0 })).toMatchObject({
    code: 'rules-unchanged',
  })
  expect(await saveRules(owner, { ...noEmail, note: 'Shared mailboxes', version: 0 })).toEqual({
    ok: true,
    value: { version: 1 },
  })
  await scanAll()
  expect(await openPairCount(owner)).toBe(1)
  expect(await rulesInForce(owner)).toMatchObject({ version: 1, rules: noEmail, by: 'Imani Croft' })

  expect((await saveRules(owner, { ...FIRST_RULES, version: 1 })).ok).toBe(true)
  await scanAll()
  expect(await openPairCount(owner)).toBe(2)
  expect(await ruleVersions(owner)).toMatchObject([
    { number: 2, active: true, changes: ['“same e-mail” counts 45 points.'] },
    { number: 1, active: false, changes: ['“same e-mail” does not count any more (45 points before).'] },
  ])
  const log = await db.auditEvent.findMany({ where: { workspaceId, action: 'duplicates.rules-saved' } })
  expect(log).toHaveLength(2)
})

test('somebody else’s version is never written over, and two at once make one version', async () => {
  const both = await Promise.all([
    saveRules(owner, { ...withPoints({ 'same-email': 0 }), version: 0 }),
    saveRules(owner, { ...withPoints({ 'same-email': 10 }), version: 0 }),
  ])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  const refused = await saveRules(owner, { ...withPoints({ 'same-phone': 0 }), version: 0 })
  expect(refused).toMatchObject({ code: 'stale-version', details: { current: { version: 1 } } })
  expect(await db.dedupRuleSet.count({ where: { workspaceId } })).toBe(1)
})

test('reading is not writing, and another workspace has its own rules', async () => {
  expect(await saveRules(viewer, { ...merging, version: 0 })).toMatchObject({ code: 'not-allowed' })
  expect(await previewRules(viewer, FIRST_RULES.matching)).toMatchObject({ code: 'not-allowed' })
  await seed([
    { id: 'A', phones: ['+447700900118'] },
    { id: 'B', phones: ['+447700900118'] },
  ])
  expect(await previewRules(stranger, FIRST_RULES.matching)).toMatchObject({ value: { today: { pairs: 0 } } })
  expect((await saveRules(stranger, { ...merging, version: 0 })).ok).toBe(true)
  expect((await activeRules(workspaceId)).number).toBe(0)
  expect(await ruleVersions(owner)).toEqual([])
})

/** Somebody writes under a BSUID alone, and then the phone shows that a contact of the CRM claims it. */
async function claimed(crm: Given[] = [{ id: 'A', name: 'Ann Lee', phones: ['+447700900118'] }]): Promise<void> {
  const number = await seedNumber(workspaceId)
  await seed(crm, number.portfolioId)
  const { says } = stage(workspaceId)
  await says(number, { bsuid: 'GB.1' })
  await says(number, { bsuid: 'GB.1', phone: '447700900118', at: 5 })
}

const people = () => db.contact.count({ where: { workspaceId, state: 'active' } })

test('nothing merges by itself until the company has said so', async () => {
  await claimed()
  expect(await people()).toBe(2)
  await mergeProvisional()
  expect(await people()).toBe(2)
})

test('switched on, a provisional contact becomes part of the one CRM contact that claims its phone; it is undone like any other', async () => {
  await saveRules(owner, { ...merging, version: 0 })
  await claimed()
  await mergeProvisional()
  expect(await people()).toBe(1)
  const [left] = await db.contact.findMany({ where: { workspaceId, state: 'active' } })
  expect(left?.crmContactId).toBe('A')
  const merge = await db.merge.findFirstOrThrow({ where: { workspaceId } })
  const log = await db.auditEvent.findFirstOrThrow({ where: { workspaceId, action: 'contact.merged' } })
  expect(log.actorKind).toBe('system')
  expect((await undoMerge(owner, merge.id)).ok).toBe(true)
  expect(await people()).toBe(2)
  // What a person undid is not done again.
  await mergeProvisional()
  expect(await people()).toBe(2)
})

test('two CRM contacts that claim the phone, or one with an account of its own, are for a person to tell', async () => {
  await saveRules(owner, { ...merging, version: 0 })
  await claimed([
    { id: 'A', phones: ['+447700900118'] },
    { id: 'B', phones: ['+447700900118'] },
  ])
  await mergeProvisional()
  expect(await people()).toBe(3)
  workspaceId = await seedWorkspace('Second')
  owner = await seedMember(workspaceId, ['crm_owner'])
  await saveRules(owner, { ...merging, version: 0 })
  await claimed([{ id: 'A', phones: ['+447700900118'], bsuids: ['GB.2'] }])
  await mergeProvisional()
  expect(await people()).toBe(2)
})
