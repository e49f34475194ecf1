import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { verifyChain } from '@/lib/audit/verify'
import { bulkUpsertContacts } from '@/lib/contacts/bulk-upsert'
import { contactDetail } from '@/lib/contacts/contact-detail'
import { editContact } from '@/lib/contacts/edit-contact'
import { exportContacts } from '@/lib/contacts/export'
import { listContacts } from '@/lib/contacts/queries'
import { scanWorkspace } from '@/lib/duplicates/scan'
import { stage } from '@/lib/duplicates/testing/stage'
import { mergeContacts } from '@/lib/merges/merge-contacts'
import { listMerges } from '@/lib/merges/queries'
import { mergeSchema } from '@/lib/merges/schema'
import type { Actor } from '@/lib/server/actor'
import { db, writeTransaction } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { openSqlite } from '@/lib/server/open-sqlite'
import { openSql } from '@/lib/server/sql'
import { seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'
import { erasePerson } from './erase'
import { finishErasures } from './finish-erasures'
import { lastErasures } from './queries'

const sql = openSql(env().databaseUrl)
afterAll(() => sql.close())

let workspaceId: string
let owner: Actor

beforeEach(async () => {
  workspaceId = await seedWorkspace()
  owner = await seedMember(workspaceId, ['crm_owner'], 'Imani Croft')
})

const versionOf = async (id: string) => (await db.contact.findUniqueOrThrow({ where: { id } })).version
const erase = async (id: string, actor = owner) =>
  erasePerson(actor, { contactId: id, version: await versionOf(id), reference: 'Case 12' })
const byCrmId = async (crmContactId: string) =>
  (await db.contact.findFirstOrThrow({ where: { workspaceId, crmContactId } })).id

/** Every row of every table of the database, as text. */
async function everything(): Promise<string> {
  const tables = await sql.all<{ name: string }>(
    sql.dialect === 'sqlite'
      ? `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
      : `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema()`,
  )
  const texts: string[] = []
  for (const { name } of tables) {
    for (const row of await sql.all(`SELECT * FROM "${name}"`)) {
      for (const value of Object.values(row)) {
        if (Buffer.isBuffer(value) || value instanceof Uint8Array) texts.push(Buffer.from(value).toString('latin1'))
        else if (typeof value === 'object') texts.push(JSON.stringify(value))
        else texts.push(String(value))
      }
    }
  }
  return texts.join('\n')
}

/** The bytes of the SQLite file and of its write-ahead log. */
function files(): string {
  const file = env().databaseUrl.replace(/^file:/, '')
  return [file, `${file}-wal`]
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n')
}

type Person = { crmId: string; name: string; phone: string; bsuid: string; username: string; email: string }

const personOf = (n: number): Person => ({
  crmId: `CRMKEY-${5000 + n}`,
  name: `Quillon Ferrobrand ${n}`,
  phone: `4477009${String(40_000 + n)}`,
  bsuid: `GB.77310${String(10_000 + n)}`,
  username: `quillon.ferro${n}x`,
  email: `quillon${n}@ferrobrand.example`,
})
const secrets = (p: Person): string[] => [p.crmId, p.name, p.phone, p.bsuid, p.username, p.email]

/** Every fourth is in the CRM twice. */
const hasTwin = (n: number): boolean => n % 4 === 0

/** Known to the CRM, wrote with and without a phone, was edited, has a possible twin and a merge behind them. */
async function live(people: readonly Person[]): Promise<void> {
  const number = await seedNumber(workspaceId)
  const { says } = stage(workspaceId)
  const rows = people.flatMap(({ crmId, name, phone, email }, n) => {
    const one = { crmContactId: crmId, name, phones: [`+${phone}`], email }
    return hasTwin(n) ? [one, { ...one, crmContactId: `${crmId}-b`, name: `${name} again` }] : [one]
  })
  expect(await bulkUpsertContacts(owner, { portfolioId: number.portfolioId, contacts: rows })).toMatchObject({
    ok: true,
  })
  for (const [n, { bsuid, phone, username }] of people.entries()) {
    await says(number, { bsuid, username, at: n * 10 })
    await says(number, { bsuid, phone, username, at: n * 10 + 5 })
  }
  await scanWorkspace({ sql, workspaceId, now: new Date() })
  for (const { crmId, name } of people.filter((_, n) => hasTwin(n))) {
    const id = await byCrmId(crmId)
    const edit = { id, name: `${name} the second`, crmContactId: crmId, version: await versionOf(id) }
    expect((await editContact(owner, edit)).ok).toBe(true)
    const merged = mergeSchema.parse({ survivorId: id, mergedId: await byCrmId(`${crmId}-b`) })
    expect((await mergeContacts(owner, merged)).ok).toBe(true)
  }
}

test('a hundred people are erased: nothing is left of them in any table, in the file or its log, and the chain verifies', async () => {
  const people = Array.from({ length: 100 }, (_, n) => personOf(n))
  const stays: Person = { ...personOf(900), name: 'Odalys Brightwater', email: 'odalys@brightwater.example' }
  await live([...people, stays])
  const before = await everything()
  for (const secret of people.flatMap(secrets)) expect(before).toContain(secret)
  for (const { crmId } of people) expect((await erase(await byCrmId(crmId))).ok).toBe(true)
  const provisional = await db.identifier.findMany({
    where: { workspaceId, kind: 'bsuid', value: { in: people.map(({ bsuid }) => bsuid) } },
    select: { contactId: true },
  })
  for (const id of new Set(provisional.map(({ contactId }) => contactId))) expect((await erase(id)).ok).toBe(true)
  expect(await finishErasures(sql)).toBeGreaterThan(99)

  const after = await everything()
  const left = people.flatMap(secrets).filter((secret) => after.includes(secret))
  expect(left).toEqual([])
  if (sql.dialect === 'sqlite') {
    const bytes = files()
    expect(people.flatMap(secrets).filter((secret) => bytes.includes(secret))).toEqual([])
  }
  for (const secret of secrets(stays).filter((one) => one !== stays.name)) expect(after).toContain(secret)
  expect((await contactDetail(owner, await byCrmId(stays.crmId))).ok).toBe(true)
  expect((await verifyChain(sql, workspaceId)).broken).toBeUndefined()
  expect(await db.erasure.count({ where: { workspaceId, doneAt: null } })).toBe(0)
}, 120_000)

test('an erased person is in no list, search or export, and a merge they were in breaks no page', async () => {
  const person = personOf(1)
  await live([person])
  const id = await byCrmId(person.crmId)
  expect((await erase(id)).ok).toBe(true)
  await finishErasures(sql)
  expect(await contactDetail(owner, id)).toMatchObject({ code: 'not-found' })
  const window = { skip: 0, take: 50 }
  const found = await listContacts(owner, { ...window, sort: 'name', dir: 'asc', filters: { q: 'Quillon' } })
  expect(found).toMatchObject({ ok: true, value: { total: 0 } })
  const exported = await exportContacts(owner, { filters: {}, plain: false })
  const csv = exported.ok ? await new Response(exported.value).text() : ''
  // Who wrote under the BSUID was never said to be the same person, and stays.
  expect(csv.trim().split('\n')).toHaveLength(2)
  expect(csv).not.toContain('Quillon')
  expect(await listMerges(owner, { ...window, sort: 'merged', dir: 'desc', filter: {} })).toMatchObject({
    value: { total: 0 },
  })
  expect(await lastErasures(owner)).toMatchObject({ total: 1, rows: [{ reference: 'Case 12', by: 'Imani Croft' }] })
})

test('texts beside others are looked through: rows of files that became nobody, comments, notices, saved views', async () => {
  const person = personOf(2)
  await live([person])
  const { memberId } = owner as { memberId: string }
  await writeTransaction(async (tx) => {
    const batch = newId('imp')
    await tx.batch.create({ data: { id: batch, workspaceId, kind: 'contacts-import', state: 'done' } })
    const row = { workspaceId, batchId: batch, result: 'failed' }
    const written = `+44 (${person.phone.slice(2, 6)}) ${person.phone.slice(6)}`
    await tx.batchRow.create({ data: { ...row, id: newId('row'), row: 1, source: { phone: written, note: 'Ferro?' } } })
    await tx.batchRow.create({ data: { ...row, id: newId('row'), row: 2, source: { phone: '+447700900999' } } })
    await tx.comment.create({
      data: {
        ...{
          id: newId('cmt'),
          workspaceId,
          subjectKind: 'entry-point',
          subjectId: 'ep',
          mentions: [],
          authorId: memberId,
        },
        text: `Rang ${person.phone}, no answer`,
      },
    })
    await tx.savedView.create({
      data: {
        id: newId('vw'),
        workspaceId,
        room: 'contacts',
        name: 'One',
        query: `q=${person.phone}`,
        ownerId: memberId,
      },
    })
  })
  expect((await erase(await byCrmId(person.crmId))).ok).toBe(true)
  await finishErasures(sql)
  const [first, second] = await db.batchRow.findMany({
    where: { workspaceId, result: 'failed' },
    orderBy: { row: 'asc' },
  })
  expect([first?.source, second?.source]).toEqual([null, { phone: '+447700900999' }])
  expect((await db.comment.findFirstOrThrow({ where: { workspaceId } })).text).toBe(
    'Removed with the data of a person.',
  )
  expect(await db.savedView.count({ where: { workspaceId } })).toBe(0)
})

test('the wrong role, the wrong workspace, an old version and somebody merged are refused, and nothing is taken', async () => {
  const person = personOf(3)
  await live([person])
  const id = await byCrmId(person.crmId)
  const viewer = await seedMember(workspaceId, ['viewer'])
  const marketing = await seedMember(workspaceId, ['marketing'])
  const stranger = await seedMember(await seedWorkspace('Elsewhere'), ['admin'])
  expect(await erase(id, viewer)).toMatchObject({ code: 'not-allowed' })
  expect(await erase(id, marketing)).toMatchObject({ code: 'not-allowed' })
  expect(await erase(id, stranger)).toMatchObject({ code: 'not-found' })
  expect(await erasePerson(owner, { contactId: id, version: 1, reference: 'x' })).toMatchObject({
    code: 'stale-version',
  })
  const merged = await db.contact.findFirstOrThrow({ where: { workspaceId, state: 'merged' } })
  expect(await erase(merged.id)).toMatchObject({ code: 'not-found' })
  expect(await db.erasure.count({ where: { workspaceId } })).toBe(0)
  expect(await everything()).toContain(person.phone)
})

test('somebody who writes again after they were erased is somebody new', async () => {
  const number = await seedNumber(workspaceId)
  const { says } = stage(workspaceId)
  await says(number, { bsuid: 'GB.880', at: 0 })
  const [first] = await db.contact.findMany({ where: { workspaceId } })
  expect((await erase(first?.id ?? '')).ok).toBe(true)
  await finishErasures(sql)
  await says(number, { bsuid: 'GB.880', at: 9 })
  const active = await db.contact.findMany({ where: { workspaceId, state: 'active' } })
  expect(active).toHaveLength(1)
  expect(active[0]?.id).not.toBe(first?.id)
})

test.skipIf(sql.dialect !== 'sqlite')('an erasure is not done while somebody keeps the old log readable', async () => {
  const person = personOf(4)
  await live([person])
  const reader = openSqlite(env().databaseUrl, { busyTimeoutMs: 0 })
  reader.exec('BEGIN')
  reader.prepare('SELECT COUNT(*) FROM "Contact"').get()
  expect((await erase(await byCrmId(person.crmId))).ok).toBe(true)
  const impatient = openSql(env().databaseUrl)
  await impatient.all('PRAGMA busy_timeout = 50')
  expect(await finishErasures(impatient)).toBe(0)
  expect(await db.erasure.count({ where: { workspaceId, doneAt: null } })).toBe(1)
  reader.exec('COMMIT')
  reader.close()
  expect(await finishErasures(impatient)).toBe(1)
  await impatient.close()
  expect(await db.erasure.count({ where: { workspaceId, doneAt: null } })).toBe(0)
  // The phone is still where whoever wrote under the BSUID is answered: nobody said that they are the same person.
  const bytes = files()
  for (const own of [person.crmId, person.name, person.email]) expect(bytes.includes(own)).toBe(false)
})
