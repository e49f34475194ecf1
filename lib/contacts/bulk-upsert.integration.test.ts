import { expect, test } from 'vitest'
import { db, writeTransaction } from '@/lib/server/db'
import { seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'
import { bulkUpsertContacts } from './bulk-upsert'

async function world() {
  const workspaceId = await seedWorkspace()
  const actor = await seedMember(workspaceId, ['crm_owner'])
  const number = await seedNumber(workspaceId)
  return { workspaceId, actor, portfolioId: number.portfolioId }
}

async function sync(actor: Awaited<ReturnType<typeof world>>['actor'], contacts: unknown[]) {
  const result = await bulkUpsertContacts(actor, { contacts })
  if (!result.ok) throw new Error(result.code)
  return result.value
}

const ada = {
  crmContactId: 'CRM-1',
  name: 'Ada Moss',
  email: 'Ada@example.test',
  phones: ['+44 7700 900118'],
  bsuids: ['GB.134912086553'],
  usernames: ['@Ada.Moss'],
  labels: ['trade'],
}

test('a new contact is created with claims, and the same again is skipped', async () => {
  const { actor, workspaceId, portfolioId } = await world()
  expect(await sync(actor, [ada])).toMatchObject({ created: 1, updated: 0, skipped: 0, failed: 0, errors: [] })
  const contact = await db.contact.findFirstOrThrow({
    where: { workspaceId },
    include: { identifiers: { orderBy: { kind: 'asc' } }, labels: true },
  })
  expect(contact).toMatchObject({ crmContactId: 'CRM-1', name: 'Ada Moss', nameKey: 'ada moss', provisional: false })
  expect(contact.labels.map((label) => label.label)).toEqual(['trade'])
  expect(
    contact.identifiers.map(({ kind, scope, value, matchKey, standing, active, activeKey }) => [
      kind,
      scope,
      value,
      matchKey,
      standing,
      active,
      activeKey,
    ]),
  ).toEqual([
    ['bsuid', portfolioId, 'GB.134912086553', 'GB.134912086553', 'claimed', true, null],
    ['email', 'workspace', 'Ada@example.test', 'ada@example.test', 'claimed', true, null],
    ['phone', 'workspace', '447700900118', '447700900118', 'claimed', true, null],
    ['username', 'workspace', 'ada.moss', 'ada.moss', 'claimed', true, null],
  ])
  expect(contact.createdAt).toBeInstanceOf(Date)
  const events = await db.auditEvent.count({ where: { workspaceId } })
  expect(await sync(actor, [ada])).toMatchObject({ created: 0, updated: 0, skipped: 1, failed: 0 })
  expect(await db.auditEvent.count({ where: { workspaceId } })).toBe(events)
})

test('a changed phone ends the old claim; the name follows the CRM; labels are only added', async () => {
  const { actor, workspaceId } = await world()
  await sync(actor, [ada])
  const next = { crmContactId: 'CRM-1', name: 'Ada Fern', phones: ['+44 7700 900119'], labels: ['loyalty'] }
  expect(await sync(actor, [next])).toMatchObject({ updated: 1 })
  const contact = await db.contact.findFirstOrThrow({
    where: { workspaceId },
    include: { identifiers: { where: { kind: 'phone' }, orderBy: { value: 'asc' } }, labels: true },
  })
  expect(contact).toMatchObject({ name: 'Ada Fern', version: 2 })
  expect(contact.identifiers).toMatchObject([
    { value: '447700900118', active: false, endedReason: 'crm-removed' },
    { value: '447700900119', active: true, endedReason: null },
  ])
  expect(contact.labels.map((label) => label.label).sort()).toEqual(['loyalty', 'trade'])
})

test('several contacts may claim one phone, in any spelling', async () => {
  const { actor, workspaceId } = await world()
  const spelling = (crmContactId: string, phone: string) => ({ crmContactId, phones: [phone] })
  await sync(actor, [spelling('1', '+55 11 98765 0118'), spelling('2', '+55 11 8765 0118')])
  const rows = await db.identifier.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } })
  expect(new Set(rows.map((row) => row.matchKey)).size).toBe(1)
  expect(new Set(rows.map((row) => row.contactId)).size).toBe(2)
})

test('a provisional contact that holds the phone verified is not merged: both exist', async () => {
  const { actor, workspaceId } = await world()
  const provisionalId = await seedProvisional(workspaceId, '447700900118')
  expect(await sync(actor, [ada])).toMatchObject({ created: 1 })
  const held = await db.identifier.findMany({ where: { workspaceId, kind: 'phone' }, orderBy: { standing: 'asc' } })
  expect(held).toMatchObject([
    { standing: 'claimed', activeKey: null },
    { standing: 'verified', contactId: provisionalId },
  ])
  expect(await db.contact.count({ where: { workspaceId } })).toBe(2)
})

test('what a payload verified is not ended by a CRM that no longer names it', async () => {
  const { actor, workspaceId } = await world()
  await sync(actor, [ada])
  await writeTransaction((tx) =>
    tx.identifier.updateMany({
      where: { workspaceId, kind: 'phone' },
      data: { standing: 'verified', evidenceKind: 'payload', activeKey: `${workspaceId}|workspace|phone|447700900118` },
    }),
  )
  expect(await sync(actor, [{ crmContactId: 'CRM-1', phones: [] }])).toMatchObject({ skipped: 1 })
})

test('later rows of one list build on earlier ones', async () => {
  const { actor, workspaceId } = await world()
  const answer = await sync(actor, [ada, { ...ada, name: 'Ada Fern' }, { ...ada, name: 'Ada Fern' }])
  expect(answer).toMatchObject({ created: 1, updated: 1, skipped: 1, failed: 0 })
  expect(await db.contact.findMany({ where: { workspaceId } })).toMatchObject([{ name: 'Ada Fern', version: 2 }])
})

test('a contact that cannot be read fails alone, with its index and a sentence', async () => {
  const { actor } = await world()
  const answer = await sync(actor, [ada, { crmContactId: 'CRM-2', phones: ['call me'] }, { name: 'No id' }, 7])
  expect(answer).toMatchObject({ created: 1, failed: 3 })
  expect(answer.errors.map(({ index, code }) => [index, code])).toEqual([
    [1, 'phone-letters'],
    [2, 'crm-id-missing'],
    [3, 'bad-shape'],
  ])
})

test('BSUIDs need a portfolio when there are several', async () => {
  const { actor, workspaceId, portfolioId } = await world()
  await seedNumber(workspaceId)
  expect((await sync(actor, [ada])).errors).toMatchObject([{ code: 'bsuid-no-portfolio' }])
  const named = await bulkUpsertContacts(actor, { portfolioId, contacts: [ada] })
  expect(named).toMatchObject({ ok: true, value: { created: 1 } })
  const other = await world()
  expect(await bulkUpsertContacts(actor, { portfolioId: other.portfolioId, contacts: [ada] })).toMatchObject({
    ok: false,
    code: 'portfolio-unknown',
  })
})

test('refused without the right to write, and never touches another workspace', async () => {
  const { actor, workspaceId } = await world()
  const viewer = await seedMember(workspaceId, ['viewer', 'marketing'])
  expect(await bulkUpsertContacts(viewer, { contacts: [ada] })).toEqual({ ok: false, code: 'not-allowed' })
  const other = await world()
  await sync(other.actor, [ada])
  await sync(actor, [{ ...ada, name: 'Somebody else' }])
  expect(await db.contact.findFirstOrThrow({ where: { workspaceId: other.workspaceId } })).toMatchObject({
    name: 'Ada Moss',
    version: 1,
  })
})

test('two lists at once never make the same contact twice', async () => {
  const { actor, workspaceId } = await world()
  const contacts = Array.from({ length: 60 }, (_, i) => ({ crmContactId: `CRM-${i}`, name: `Person ${i}` }))
  const answers = await Promise.all([sync(actor, contacts), sync(actor, contacts), sync(actor, contacts)])
  expect(answers.reduce((sum, answer) => sum + answer.created, 0)).toBe(60)
  expect(await db.contact.count({ where: { workspaceId } })).toBe(60)
})

test('ten thousand contacts are one request; more are refused', async () => {
  const { actor, workspaceId } = await world()
  const contacts = Array.from({ length: 10_000 }, (_, i) => ({
    crmContactId: `CRM-${i}`,
    name: `Person ${i}`,
    phones: [`+1 555 ${String(1000000 + i).slice(0, 3)} ${String(1000000 + i).slice(3)}`],
  }))
  const answer = await sync(actor, contacts)
  expect(answer.created + answer.updated + answer.skipped + answer.failed).toBe(10_000)
  expect(await db.contact.count({ where: { workspaceId } })).toBe(answer.created)
  expect(await bulkUpsertContacts(actor, { contacts: [...contacts, ada] })).toMatchObject({ code: 'too-many-contacts' })
})

async function seedProvisional(workspaceId: string, digits: string): Promise<string> {
  const id = newId('c')
  const now = new Date()
  await writeTransaction(async (tx) => {
    await tx.contact.create({ data: { id, workspaceId, provisional: true } })
    await tx.identifier.create({
      data: {
        id: newId('idn'),
        workspaceId,
        contactId: id,
        kind: 'phone',
        scope: 'workspace',
        value: digits,
        matchKey: digits,
        standing: 'verified',
        active: true,
        activeKey: `${workspaceId}|workspace|phone|${digits}`,
        firstSeenAt: now,
        lastSeenAt: now,
        validFrom: now,
        evidenceKind: 'payload',
      },
    })
  })
  return id
}
