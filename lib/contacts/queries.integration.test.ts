import { expect, test } from 'vitest'
import type { Actor } from '@/lib/server/actor'
import { db, writeTransaction } from '@/lib/server/db'
import { seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'
import { contactCounts, filterChoices, findContacts, getContact, listContacts } from './queries'
import { findContactsSchema } from './schema'
import { seedContact } from './testing/people'
import type { ContactFilters } from './vocabulary'

async function world() {
  const workspaceId = await seedWorkspace()
  const viewer = await seedMember(workspaceId, ['viewer'])
  const number = await seedNumber(workspaceId)
  const ada = await seedContact(workspaceId, {
    name: 'Ada Moss',
    crmContactId: 'CRM-10482',
    labels: ['Trade'],
    identifiers: [
      { kind: 'phone', value: '447700900118' },
      { kind: 'email', value: 'Ada@example.test', matchKey: 'ada@example.test' },
    ],
  })
  const bsuidOnly = await seedContact(workspaceId, {
    provisional: true,
    identifiers: [
      { kind: 'bsuid', value: 'GB.13491208655302741918', scope: number.portfolioId, verified: true },
      { kind: 'username', value: 'wren.hollis', verified: true },
    ],
  })
  const rio = await seedContact(workspaceId, {
    name: 'Zoë Rio 50%',
    crmContactId: 'X_1',
    lastContactAt: new Date('2026-11-21T10:00:00Z'),
    identifiers: [
      { kind: 'phone', value: '5511987650118', matchKey: '5511987650118' },
      { kind: 'bsuid', value: 'BR.2', scope: number.portfolioId },
    ],
  })
  return { workspaceId, viewer, number, ada, bsuidOnly, rio }
}

async function idsOf(actor: Actor, filters: ContactFilters): Promise<string[]> {
  const listed = await listContacts(actor, { sort: 'createdAt', dir: 'asc', skip: 0, take: 50, filters })
  if (!listed.ok) throw new Error(listed.code)
  expect(listed.value.total).toBe(listed.value.rows.length)
  return listed.value.rows.map((row) => row.id)
}

test('everybody is in the list, also somebody with a BSUID alone', async () => {
  const { viewer, ada, bsuidOnly, rio } = await world()
  expect((await idsOf(viewer, {})).sort()).toEqual([ada, bsuidOnly, rio].sort())
})

test('search finds by name, CRM id, phone in any spelling, BSUID, username, e-mail and label', async () => {
  const { viewer, ada, bsuidOnly, rio } = await world()
  const found = async (q: string) => idsOf(viewer, { q })
  for (const q of ['moss', 'ADA', 'crm-104', '07700 900118', '+44 (0)7700 900118', '447700900118', 'trade']) {
    expect(await found(q), q).toEqual([ada])
  }
  expect(await found('ada@EXAMPLE.test')).toEqual([ada])
  expect(await found('GB.13491208655302741918')).toEqual([bsuidOnly])
  expect(await found('gb.13491208655302741918')).toEqual([])
  expect(await found('@Wren.Hollis')).toEqual([bsuidOnly])
  expect(await found('+55 11 8765-0118')).toEqual([rio])
  expect(await found('zoë')).toEqual([rio])
})

test('part of an identifier finds nobody, and % and _ are letters', async () => {
  const { viewer, rio } = await world()
  for (const q of ['7700900', 'GB.1349', 'wren', 'ada@', '__a', '%%']) expect(await idsOf(viewer, { q }), q).toEqual([])
  expect(await idsOf(viewer, { q: '50%' })).toEqual([rio])
  expect(await idsOf(viewer, { q: 'x_' })).toEqual([rio])
})

test('filters by origin, coverage, place, label and conflict', async () => {
  const { viewer, workspaceId, number, ada, bsuidOnly, rio } = await world()
  expect(await idsOf(viewer, { origin: 'provisional' })).toEqual([bsuidOnly])
  expect(await idsOf(viewer, { origin: 'crm' })).toEqual([ada, rio])
  expect(await idsOf(viewer, { coverage: 'exposed' })).toEqual([ada])
  expect(await idsOf(viewer, { coverage: 'mapped' })).toEqual([bsuidOnly, rio])
  expect(await idsOf(viewer, { coverage: 'bsuid-only' })).toEqual([bsuidOnly])
  expect(await idsOf(viewer, { coverage: 'none' })).toEqual([])
  expect(await idsOf(viewer, { label: 'Trade' })).toEqual([ada])
  expect(await idsOf(viewer, { place: number.portfolioId })).toEqual([bsuidOnly, rio])
  await seedThread(workspaceId, number.numberId, ada)
  expect(await idsOf(viewer, { place: number.numberId })).toEqual([ada])
  await seedConflict(workspaceId, ada, rio)
  expect(await idsOf(viewer, { conflict: true })).toEqual([ada, rio])
  expect(await contactCounts(viewer)).toEqual({
    ok: true,
    value: { all: 3, provisional: 1, exposed: 1, mapped: 2, bsuidOnly: 1, conflict: 2 },
  })
  expect(await filterChoices(viewer)).toMatchObject({ labels: ['Trade'], numbers: [{ id: number.numberId }] })
})

test('values are masked, for everyone', async () => {
  const { workspaceId } = await world()
  const admin = await seedMember(workspaceId, ['admin'])
  const listed = await listContacts(admin, { sort: 'name', dir: 'asc', skip: 0, take: 50, filters: {} })
  const text = JSON.stringify(listed)
  for (const secret of ['447700900118', '900118', 'wren.hollis', '13491208655302741918', 'Ada@example']) {
    expect(text).not.toContain(secret)
  }
})

test('sorts with the nameless last either way, and pages without gaps', async () => {
  const { viewer, ada, bsuidOnly, rio } = await world()
  const order = async (dir: 'asc' | 'desc', skip = 0, take = 50) => {
    const listed = await listContacts(viewer, { sort: 'name', dir, skip, take, filters: {} })
    return listed.ok ? listed.value.rows.map((row) => row.id) : []
  }
  expect(await order('asc')).toEqual([ada, rio, bsuidOnly])
  expect(await order('desc')).toEqual([rio, ada, bsuidOnly])
  expect([...(await order('asc', 0, 2)), ...(await order('asc', 2, 2))]).toEqual([ada, rio, bsuidOnly])
})

const find = (actor: Actor, asked: Record<string, unknown>) => findContacts(actor, findContactsSchema.parse(asked))

function token(workspaceId: string, scopes: string[]): Actor {
  return { kind: 'token', workspaceId, tokenId: newId('tok'), name: 'CRM', scopes, origin: '127.0.0.1' }
}

test('the API finds by each identifier, masked without identity:reveal', async () => {
  const { workspaceId, ada, bsuidOnly, rio } = await world()
  const crm = token(workspaceId, ['contacts:read'])
  const ids = async (asked: Record<string, unknown>) => {
    const found = await find(crm, asked)
    return found.ok ? found.value.items.map((contact) => contact.id) : []
  }
  expect(await ids({ phone: '+44 7700 900118' })).toEqual([ada])
  expect(await ids({ phone: '551187650118' })).toEqual([rio])
  expect(await ids({ phone: 'not a phone' })).toEqual([])
  expect(await ids({ bsuid: 'GB.13491208655302741918' })).toEqual([bsuidOnly])
  expect(await ids({ username: '@WREN.hollis' })).toEqual([bsuidOnly])
  expect(await ids({ crmContactId: 'CRM-10482' })).toEqual([ada])
  expect(await ids({ crmContactId: 'CRM-10482', phone: '5511987650118' })).toEqual([])
  expect(await ids({ state: 'exposed' })).toEqual([ada])
  const masked = await getContact(crm, ada)
  expect(masked.ok && masked.value.identifiers.map((row) => row.value)).toEqual(['+44 •••• 118', 'A••••@example.test'])
  expect(await db.auditEvent.count({ where: { workspaceId, action: 'identity.revealed' } })).toBe(0)
})

test('a token with identity:reveal gets plain values, and one audit event per call', async () => {
  const { workspaceId, ada } = await world()
  const crm = token(workspaceId, ['*'])
  const found = await find(crm, { crmContactId: 'CRM-10482' })
  expect(found.ok && found.value.items[0]).toMatchObject({
    id: ada,
    crmContactId: 'CRM-10482',
    provisional: false,
    identifiers: [
      { kind: 'phone', value: '447700900118', scope: 'workspace', active: true, validTo: null },
      { kind: 'email', value: 'Ada@example.test' },
    ],
  })
  const events = await db.auditEvent.findMany({ where: { workspaceId, action: 'identity.revealed' } })
  expect(events).toHaveLength(1)
  expect(JSON.stringify(events[0]?.detail)).not.toContain('447700900118')
})

test('pages by cursor, each contact once', async () => {
  const { workspaceId, ada, bsuidOnly, rio } = await world()
  const crm = token(workspaceId, ['contacts:read'])
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const found = await find(crm, { limit: 1, cursor })
    if (!found.ok) throw new Error(found.code)
    seen.push(...found.value.items.map((contact) => contact.id))
    cursor = found.value.nextCursor ?? undefined
  } while (cursor)
  expect(seen).toEqual([ada, bsuidOnly, rio])
})

test('another workspace does not exist, and a token without the scope is refused', async () => {
  const { ada, rio } = await world()
  const other = await world()
  expect(await getContact(token(other.workspaceId, ['*']), ada)).toEqual({ ok: false, code: 'not-found' })
  expect(await idsOf(other.viewer, { q: 'CRM-10482' })).toEqual([other.ada])
  expect(await idsOf(other.viewer, { place: 'x' })).not.toContain(rio)
  const narrow = token(other.workspaceId, ['events:read'])
  expect(await find(narrow, {})).toEqual({ ok: false, code: 'not-allowed' })
  expect(await getContact(narrow, other.ada)).toEqual({ ok: false, code: 'not-allowed' })
  const nobody: Actor = { ...other.viewer, kind: 'member', roles: [] } as Actor
  expect(await listContacts(nobody, { sort: 'name', dir: 'asc', skip: 0, take: 1, filters: {} })).toEqual({
    ok: false,
    code: 'not-allowed',
  })
})

async function seedThread(workspaceId: string, numberId: string, contactId: string): Promise<void> {
  const now = new Date()
  await writeTransaction((tx) =>
    tx.thread.create({
      data: { id: newId('th'), workspaceId, numberId, contactId, openedWith: 'phone', openedAt: now, lastAt: now },
    }),
  )
}

async function seedConflict(workspaceId: string, contactId: string, otherId: string): Promise<void> {
  const id = newId('cf')
  await writeTransaction((tx) =>
    tx.conflict.create({
      data: {
        id,
        workspaceId,
        key: id,
        rule: '4',
        contactId,
        otherId,
        candidates: [],
        identifiers: {},
        firstEventId: 'ev_1',
        lastEventId: 'ev_1',
        mentions: { create: [contactId, otherId].map((value) => ({ workspaceId, kind: 'contact', value })) },
      },
    }),
  )
}
