import { beforeEach, describe, expect, test } from 'vitest'
import { loadSubject } from '@/lib/approvals/subjects'
import { readGates } from '@/lib/readiness/queries'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { addMapSystem, changeMapSystem, removeField, removeMapSystem, saveField } from './change-map'
import { checkDetail, exportChecks, lastCheck, listChecks } from './checks'
import { exportFields, listFields, readFieldMap } from './queries'
import { runConversationCheck } from './run-check'
import { type FieldInput, fieldSchema, mapSystemSchema } from './schema'
import { FIELD_MAP_SUBJECT_ID } from './vocabulary'

let workspaceId: string
let owner: Actor

beforeEach(async () => {
  workspaceId = await seedWorkspace()
  owner = await seedMember(workspaceId, ['crm_owner'])
})

async function systemOf(name = 'Orchard', kind = 'crm'): Promise<string> {
  const added = await addMapSystem(owner, mapSystemSchema.parse({ name, kind, ownerId: null }))
  if (!added.ok) throw new Error(added.code)
  return added.value.id
}

const fieldOf = (systemId: string, identityKey: string, more: Partial<FieldInput> = {}) =>
  fieldSchema.parse({
    ...{ systemId, identityKey, fieldName: `wa_${identityKey}`, fieldType: 'text', readers: [], version: 0 },
    trustedFor: identityKey === 'crm_contact_id' ? 'anchor' : identityKey === 'username' ? 'recognition' : 'continuity',
    isMatchKey: identityKey !== 'username',
    ...more,
  })

/** A CRM that can carry a rollout. */
async function wholeMap(): Promise<string> {
  const id = await systemOf()
  for (const key of ['phone', 'bsuid', 'username', 'crm_contact_id']) {
    const saved = await saveField(owner, fieldOf(id, key))
    if (!saved.ok) throw new Error(JSON.stringify(saved))
  }
  return id
}

async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(stream).text()
}

const rowsLeft = async () => [
  await db.contact.count({ where: { workspaceId } }),
  await db.identifier.count({ where: { workspaceId } }),
  await db.thread.count({ where: { workspaceId } }),
  await db.message.count({ where: { workspaceId } }),
  await db.event.count({ where: { workspaceId } }),
]

describe('the map', () => {
  test('says for each system where each key is kept, and what is missing', async () => {
    const id = await wholeMap()
    await saveField(owner, fieldOf(await systemOf('Order bot', 'bot'), 'phone', { readers: ['Where is my order?'] }))
    const map = await readFieldMap(owner)
    expect(map.systems.map(({ name, fields }) => [name, fields.length])).toEqual([
      ['Orchard', 4],
      ['Order bot', 1],
    ])
    expect(map.gaps.map(({ sentence }) => sentence)).toEqual([
      'Order bot matches by the phone alone: a message without one is lost or doubled there.',
    ])
    expect(map.systems.find((system) => system.id === id)?.gaps).toEqual([])
  })

  test('refuses a username as a key and a BSUID among notes, with every reason', async () => {
    const id = await systemOf()
    const username = await saveField(owner, fieldOf(id, 'username', { isMatchKey: true }))
    expect(username).toMatchObject({
      ok: false,
      code: 'field-refused',
      details: { reasons: [{ code: 'username-as-key' }] },
    })
    const notes = await saveField(owner, fieldOf(id, 'bsuid', { fieldName: 'contact_notes', fieldType: 'notes' }))
    expect(notes).toMatchObject({ details: { reasons: [{ code: 'field-is-notes' }] } })
    const labels = await saveField(owner, fieldOf(id, 'bsuid', { fieldName: 'Tags' }))
    expect(labels).toMatchObject({ details: { reasons: [{ code: 'field-is-labels' }] } })
    await saveField(owner, fieldOf(id, 'phone', { fieldName: 'wa' }))
    expect(await saveField(owner, fieldOf(id, 'bsuid', { fieldName: 'WA' }))).toMatchObject({ code: 'field-refused' })
    expect(await db.fieldMapping.count({ where: { workspaceId } })).toBe(1)
  })

  test('two people never overwrite each other, and names are there once', async () => {
    const id = await systemOf()
    expect(await addMapSystem(owner, { name: 'Orchard', kind: 'crm', ownerId: null })).toMatchObject({
      code: 'map-system-exists',
    })
    await saveField(owner, fieldOf(id, 'bsuid'))
    expect(await saveField(owner, fieldOf(id, 'bsuid'))).toMatchObject({ code: 'stale-version' })
    expect(await saveField(owner, fieldOf(id, 'bsuid', { version: 1, fieldName: 'account' }))).toMatchObject({
      ok: true,
    })
    const change = { id, version: 1, name: 'Orchard CRM', kind: 'crm' as const, ownerId: null }
    expect(await changeMapSystem(owner, change)).toMatchObject({ ok: true, value: { version: 2 } })
    expect(await changeMapSystem(owner, change)).toMatchObject({ code: 'stale-version' })
    const [row] = (await readFieldMap(owner)).systems[0]?.fields ?? []
    expect(await removeField(owner, { id: row?.id ?? '', version: 1 })).toMatchObject({ code: 'stale-version' })
    expect(await removeField(owner, { id: row?.id ?? '', version: 2 })).toMatchObject({ ok: true })
    expect(await removeMapSystem(owner, { id, version: 1 })).toMatchObject({ code: 'stale-version' })
    expect(await removeMapSystem(owner, { id, version: 2 })).toMatchObject({ ok: true })
    const actions = await db.auditEvent.findMany({
      where: { workspaceId },
      orderBy: { seq: 'asc' },
      select: { action: true },
    })
    expect(actions.map(({ action }) => action)).toEqual([
      'field-map.system-added',
      'field-map.field-saved',
      'field-map.field-saved',
      'field-map.system-changed',
      'field-map.field-removed',
      'field-map.system-removed',
    ])
  })

  test('is searched, filtered, sorted, paged and exported', async () => {
    const id = await wholeMap()
    const ask = { filter: {}, sort: 'key', dir: 'asc', skip: 0, take: 2 } as const
    const first = await listFields(owner, ask)
    expect([first.total, first.rows.map(({ identityKey }) => identityKey)]).toEqual([4, ['bsuid', 'crm_contact_id']])
    const second = await listFields(owner, { ...ask, skip: 2 })
    expect(second.rows.map(({ identityKey }) => identityKey)).toEqual(['phone', 'username'])
    const keys = async (filter: Parameters<typeof listFields>[1]['filter']) =>
      (await listFields(owner, { ...ask, take: 50, filter })).rows.map(({ identityKey }) => identityKey)
    expect(await keys({ q: 'WA_USER' })).toEqual(['username'])
    expect(await keys({ q: 'crm contact' })).toEqual(['crm_contact_id'])
    expect(await keys({ q: 'orchard' })).toHaveLength(4)
    expect(await keys({ matching: true })).not.toContain('username')
    expect(await keys({ trust: 'anchor' })).toEqual(['crm_contact_id'])
    expect(await keys({ systemId: id, key: 'phone' })).toEqual(['phone'])
    const file = await exportFields(owner, {})
    if (!file.ok) throw new Error(file.code)
    expect(await textOf(file.value)).toContain('Orchard,CRM,BSUID,wa_bsuid,text,continuity,yes')
  })

  test('is signed off as it is, and an edit changes what was signed', async () => {
    const id = await systemOf()
    await saveField(owner, fieldOf(id, 'bsuid'))
    const subject = { kind: 'field-map', subjectId: FIELD_MAP_SUBJECT_ID } as const
    const before = await db.$transaction((tx) => loadSubject(tx, workspaceId, subject))
    expect(before?.problems[0]).toMatch(/has no field for/)
    expect(before?.authorIds).toHaveLength(1)
    await saveField(owner, fieldOf(id, 'bsuid', { version: 1, fieldName: 'account' }))
    const after = await db.$transaction((tx) => loadSubject(tx, workspaceId, subject))
    expect(after?.hash).not.toBe(before?.hash)
  })
})

describe('the check of two conversations', () => {
  test('both reach the record that the CRM knows, by the rules, and nothing of it stays', async () => {
    await seedNumber(workspaceId)
    await wholeMap()
    const before = await rowsLeft()
    const ran = await runConversationCheck(owner, {})
    if (!ran.ok) throw new Error(ran.code)
    expect(ran.value.passed).toBe(true)
    expect(await rowsLeft()).toEqual(before)
    const detail = await checkDetail(owner, ran.value.id)
    const [first, second] = detail?.evidence.steps ?? []
    expect(first).toMatchObject({ outcome: 'linked', rule: 2, reached: detail?.evidence.crmContactId })
    expect(second).toMatchObject({ outcome: 'matched', rule: 1, sameThread: true, reached: first?.reached })
    expect([first?.carries, second?.carries]).toEqual(['a phone, a username and a BSUID', 'a username and a BSUID'])
    expect(first?.why.join(' ')).toContain('CHECK-')
    expect(JSON.stringify(detail)).not.toMatch(/447700900\d/)
  })

  test('does not pass while a CRM of the map would make a second record', async () => {
    await seedNumber(workspaceId)
    const id = await wholeMap()
    await saveField(owner, fieldOf(id, 'bsuid', { version: 1, isMatchKey: false }))
    const ran = await runConversationCheck(owner, {})
    expect(ran).toMatchObject({ ok: true, value: { passed: false } })
    expect((await lastCheck(owner))?.problems[0]).toContain('Orchard')
  })

  test('opens the gate, until the map is changed', async () => {
    await seedNumber(workspaceId)
    const id = await wholeMap()
    const gate = async () => (await readGates(owner, null)).find(({ key }) => key === 'identity')
    expect(await gate()).toMatchObject({ state: 'not_measured' })
    await runConversationCheck(owner, {})
    expect(await gate()).toMatchObject({ state: 'open' })
    await saveField(owner, fieldOf(id, 'phone', { version: 1, fieldName: 'mobile' }))
    expect(await gate()).toMatchObject({ state: 'closed', sentence: expect.stringContaining('changed after') })
    expect((await lastCheck(owner))?.outdated).toBe(true)
  })

  test('needs a CRM that can hold the answer and a number to be asked on', async () => {
    await systemOf()
    expect(await runConversationCheck(owner, {})).toMatchObject({ code: 'map-too-empty' })
    await db.crmSystem.deleteMany({ where: { workspaceId } })
    await wholeMap()
    expect(await runConversationCheck(owner, {})).toMatchObject({ code: 'no-number-to-check' })
    expect(await runConversationCheck(owner, { numberId: 'num_elsewhere' })).toMatchObject({ code: 'not-found' })
  })

  test('every run stays as evidence, listed and exported', async () => {
    const { numberId } = await seedNumber(workspaceId)
    await wholeMap()
    await runConversationCheck(owner, { numberId })
    await runConversationCheck(owner, { numberId })
    const listed = await listChecks(owner, { filter: { result: 'passed' }, skip: 0, take: 1, dir: 'desc' })
    expect([listed.total, listed.rows.length]).toEqual([2, 1])
    expect((await listChecks(owner, { filter: { result: 'failed' }, skip: 0, take: 9, dir: 'asc' })).total).toBe(0)
    const file = await exportChecks(owner, {})
    if (!file.ok) throw new Error(file.code)
    expect((await textOf(file.value)).trim().split('\n')).toHaveLength(3)
  })
})

test('only those who keep the map change it, and nobody from elsewhere', async () => {
  const id = await wholeMap()
  const { fields, version } = (await readFieldMap(owner)).systems[0] ?? { fields: [], version: 0 }
  const at = { id: fields[0]?.id ?? '', version: 1 }
  const others: [Actor, string][] = [
    [await seedMember(workspaceId, ['viewer']), 'not-allowed'],
    [await seedMember(await seedWorkspace('Elsewhere'), ['admin']), 'not-found'],
  ]
  for (const [actor, code] of others) {
    expect(await changeMapSystem(actor, { id, version, name: 'X', kind: 'crm', ownerId: null })).toMatchObject({ code })
    expect(await removeMapSystem(actor, { id, version })).toMatchObject({ code })
    expect(await saveField(actor, fieldOf(id, 'thread_id', { isMatchKey: false }))).toMatchObject({ code })
    expect(await removeField(actor, at)).toMatchObject({ code })
  }
  const [viewer] = others[0] ?? []
  if (!viewer) throw new Error('no viewer')
  expect(await addMapSystem(viewer, { name: 'Y', kind: 'crm', ownerId: null })).toMatchObject({ code: 'not-allowed' })
  expect(await runConversationCheck(viewer, {})).toMatchObject({ code: 'not-allowed' })
})
