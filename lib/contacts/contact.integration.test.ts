import { expect, test } from 'vitest'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { readCsv } from '@/lib/shared/csv-read'
import { contactDetail } from './contact-detail'
import { editContact, setLabels } from './edit-contact'
import { exportContacts } from './export'
import { contactHistory } from './history'
import { revealContact } from './reveal'
import { importFile } from './testing/importing'
import { seedContact } from './testing/people'

async function world() {
  const workspaceId = await seedWorkspace()
  const owner = await seedMember(workspaceId, ['crm_owner'], 'Cora Owner')
  const viewer = await seedMember(workspaceId, ['viewer'])
  const number = await seedNumber(workspaceId)
  const ada = await seedContact(workspaceId, {
    name: 'Ada',
    labels: ['trade'],
    identifiers: [
      { kind: 'phone', value: '447700900118', verified: true },
      { kind: 'bsuid', value: 'GB.1349', scope: number.portfolioId, verified: true, active: false },
    ],
  })
  const bsuidOnly = await seedContact(workspaceId, {
    identifiers: [{ kind: 'bsuid', value: 'GB.13491208655302741918', scope: number.portfolioId, verified: true }],
  })
  return { workspaceId, owner, viewer, ada, bsuidOnly }
}

test('a name and a CRM contact id make a provisional contact a known one', async () => {
  const { owner, ada, workspaceId } = await world()
  expect(await editContact(owner, { id: ada, version: 1, name: 'Ada Moss', crmContactId: 'CRM-1' })).toEqual({
    ok: true,
    value: { version: 2 },
  })
  expect(await db.contact.findFirstOrThrow({ where: { id: ada } })).toMatchObject({
    name: 'Ada Moss',
    nameKey: 'ada moss',
    crmContactId: 'CRM-1',
    provisional: false,
    version: 2,
  })
  expect(await db.auditEvent.findMany({ where: { workspaceId, subjectId: ada } })).toMatchObject([
    { action: 'contact.updated', detail: { before: { name: 'Ada' }, after: { name: 'Ada Moss' } } },
  ])
})

test('two editors: the second gets both versions, and nothing is overwritten', async () => {
  const { owner, ada } = await world()
  await editContact(owner, { id: ada, version: 1, name: 'First', crmContactId: null })
  const second = await editContact(owner, { id: ada, version: 1, name: 'Second', crmContactId: null })
  expect(second).toMatchObject({
    ok: false,
    code: 'stale-version',
    details: { current: { name: 'First', version: 2, labels: ['trade'] } },
  })
  expect(await setLabels(owner, { id: ada, version: 1, labels: [] })).toMatchObject({ code: 'stale-version' })
  expect(await db.contact.findFirstOrThrow({ where: { id: ada } })).toMatchObject({ name: 'First' })
})

test('many editors at once: exactly one wins', async () => {
  const { owner, ada } = await world()
  const names = Array.from({ length: 8 }, (_, i) => `Name ${i}`)
  const answers = await Promise.all(
    names.map((name) => editContact(owner, { id: ada, version: 1, name, crmContactId: null })),
  )
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
  expect(answers.filter((answer) => !answer.ok && answer.code === 'stale-version')).toHaveLength(7)
})

test('the CRM contact id of somebody else is refused', async () => {
  const { owner, ada, workspaceId } = await world()
  await seedContact(workspaceId, { crmContactId: 'CRM-2' })
  expect(await editContact(owner, { id: ada, version: 1, name: null, crmContactId: 'CRM-2' })).toEqual({
    ok: false,
    code: 'crm-id-taken',
    details: { crmContactId: 'CRM-2' },
  })
})

test('labels are set as given, once each, and kept in the history', async () => {
  const { owner, ada } = await world()
  expect(await setLabels(owner, { id: ada, version: 1, labels: ['vip', 'loyal', 'vip'] })).toMatchObject({ ok: true })
  const detail = await contactDetail(owner, ada)
  expect(detail).toMatchObject({ ok: true, value: { labels: ['loyal', 'vip'], version: 2 } })
  const history = await contactHistory(owner, ada)
  expect(history).toMatchObject({ ok: true, value: [{ who: 'Cora Owner', what: 'changed a contact' }] })
})

test('revealing shows the plain values once, and says so in the audit log without them', async () => {
  const { owner, viewer, ada, workspaceId } = await world()
  expect(await revealContact(viewer, { id: ada })).toEqual({ ok: false, code: 'not-allowed' })
  const revealed = await revealContact(owner, { id: ada })
  expect(revealed.ok && Object.values(revealed.value).sort()).toEqual(['+44 7700 900118', 'GB.1349'])
  const events = await db.auditEvent.findMany({ where: { workspaceId, action: 'identity.revealed' } })
  expect(events).toMatchObject([{ subjectId: ada }])
  expect(JSON.stringify(events)).not.toContain('900118')
})

test('the detail is masked, and history names the import', async () => {
  const { owner, workspaceId } = await world()
  await importFile(owner, 'crm_contact_id,name,phone\nCRM-9,Bo Fern,07700 900119\n')
  const bo = await db.contact.findFirstOrThrow({ where: { workspaceId, crmContactId: 'CRM-9' } })
  const detail = await contactDetail(owner, bo.id)
  expect(JSON.stringify(detail)).not.toContain('900119')
  expect(detail).toMatchObject({
    ok: true,
    value: { identifiers: [{ kind: 'phone', text: '+44 •••• 119', active: true }] },
  })
  expect(await contactHistory(owner, bo.id)).toMatchObject({
    ok: true,
    value: [{ who: 'Cora Owner', what: 'created it by importing people.csv, row 1' }],
  })
})

async function exported(actor: Actor, plain: boolean) {
  const result = await exportContacts(actor, { filters: {}, plain })
  if (!result.ok) return result.code
  const read = readCsv(await new Response(result.value).bytes())
  if (!read.ok) throw new Error(read.code)
  return read.value.records.map((record) => record.cells)
}

test('the export has everybody, also a BSUID alone; masked unless plain is asked for and allowed', async () => {
  const { owner, viewer, workspaceId, ada, bsuidOnly } = await world()
  expect(await exported(viewer, false)).toBe('not-allowed')
  const masked = await exported(owner, false)
  expect(masked).toHaveLength(2)
  expect(JSON.stringify(masked)).not.toMatch(/900118|13491208/)
  const plain = await exported(owner, true)
  if (typeof plain === 'string') throw new Error(plain)
  expect(plain.map((cells) => cells.slice(0, 7))).toEqual([
    ['', 'Ada', '', '+447700900118', '', '', 'trade'],
    ['', '', '', '', 'GB.13491208655302741918', '', ''],
  ])
  expect(plain.map((cells) => cells.at(-1))).toEqual([ada, bsuidOnly])
  const marketing = await seedMember(workspaceId, ['marketing'])
  expect(await exported(marketing, true)).toBe('not-allowed')
  const events = await db.auditEvent.findMany({
    where: { workspaceId, action: 'contact.exported' },
    orderBy: { seq: 'asc' },
  })
  expect(events).toMatchObject([
    { detail: { contacts: 2, identifiers: 'masked' } },
    { detail: { contacts: 2, identifiers: 'plain' } },
  ])
})

test('wrong role and wrong workspace', async () => {
  const { viewer, ada } = await world()
  const stranger = (await world()).owner
  const edit = { id: ada, version: 1, name: 'x', crmContactId: null }
  expect(await editContact(viewer, edit)).toEqual({ ok: false, code: 'not-allowed' })
  expect(await setLabels(viewer, { id: ada, version: 1, labels: [] })).toEqual({ ok: false, code: 'not-allowed' })
  expect(await editContact(stranger, edit)).toEqual({ ok: false, code: 'not-found' })
  expect(await setLabels(stranger, { id: ada, version: 1, labels: [] })).toEqual({ ok: false, code: 'not-found' })
  expect(await revealContact(stranger, { id: ada })).toEqual({ ok: false, code: 'not-found' })
  expect(await contactDetail(stranger, ada)).toEqual({ ok: false, code: 'not-found' })
  expect(await contactHistory(stranger, ada)).toEqual({ ok: true, value: [] })
})
