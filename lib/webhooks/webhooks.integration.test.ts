import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { editContact, setLabels } from '@/lib/contacts/edit-contact'
import { seedContact } from '@/lib/contacts/testing/people'
import { stage } from '@/lib/duplicates/testing/stage'
import { mergeContacts } from '@/lib/merges/merge-contacts'
import { mergeSchema } from '@/lib/merges/schema'
import { undoMerge } from '@/lib/merges/undo-merge'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { createOutsideFetch } from '@/lib/server/safe-fetch'
import { createFetchGate } from '@/lib/server/safe-fetch-gate'
import { seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { exportTold, listTold, listWebhooks } from './queries'
import { isSignedBy } from './rules'
import { webhookSchema } from './schema'
import { sendDueWebhooks } from './send'
import { type Receiver, startReceiver } from './testing/receiver'
import { WEBHOOK_EVENTS } from './vocabulary'
import {
  addWebhook,
  changeWebhook,
  removeWebhook,
  retryWebhook,
  rotateSecret,
  switchWebhook,
  testWebhook,
} from './webhooks'

const PHONE = '447700900861'

let receiver: Receiver
let workspaceId: string
let developer: Actor
let owner: Actor

vi.mock('@/lib/server/env', async (original) => {
  const real = await original<typeof import('@/lib/server/env')>()
  // The address guard lets this machine pass: the receiver of these tests runs on it.
  return { ...real, env: () => ({ ...real.env(), fetchAllow: allowed }) }
})
let allowed: string[] = []

beforeEach(async () => {
  await db.outbox.deleteMany({})
  await db.outgoingWebhook.deleteMany({})
  receiver = await startReceiver()
  allowed = [`127.0.0.1:${receiver.port}`]
  workspaceId = await seedWorkspace()
  developer = await seedMember(workspaceId, ['developer'])
  owner = await seedMember(workspaceId, ['crm_owner'])
})
afterEach(() => receiver.stop())

const fetchOf = () =>
  createOutsideFetch({ allow: new Set(allowed), gate: createFetchGate({ perHost: 1, total: 4 }), connectMs: 500 })

const problems: string[] = []
const send = (now = new Date(Date.now() + 1_000)) =>
  sendDueWebhooks(now, fetchOf(), (sentence) => problems.push(sentence))

async function added(events: readonly string[] = WEBHOOK_EVENTS, url = receiver.url) {
  const result = await addWebhook(developer, webhookSchema.parse({ url, events }))
  if (!result.ok) throw new Error(result.code)
  return result.value
}

const told = () => receiver.received.map(({ body }) => JSON.parse(body) as Record<string, unknown>)

describe('what is told', () => {
  test('a new contact, a changed one, a merge and its undoing, each signed, without anything personal', async () => {
    const { secret } = await added()
    const number = await seedNumber(workspaceId)
    const { says } = stage(workspaceId)
    await says(number, { bsuid: 'GB.861', username: 'ada.moss', at: 0 })
    const crm = await seedContact(workspaceId, { name: 'Ada Moss', crmContactId: 'CRM-861' })
    await says(number, { bsuid: 'GB.861', phone: PHONE, at: 10 })
    const shown = (await db.identifier.findFirstOrThrow({ where: { workspaceId, value: 'GB.861' } })).contactId
    const edit = { id: crm, version: 1, name: 'Ada M. Moss', crmContactId: 'CRM-861' }
    expect(await editContact(owner, edit)).toMatchObject({ ok: true })
    expect(await setLabels(owner, { id: crm, version: 2, labels: ['vip'] })).toMatchObject({ ok: true })
    const merged = await mergeContacts(owner, mergeSchema.parse({ survivorId: crm, mergedId: shown }))
    if (!merged.ok || !merged.value.id) throw new Error('not merged')
    await undoMerge(owner, merged.value.id)
    expect(await send()).toEqual({ sent: 6, failed: 0 })
    expect(told()).toMatchObject([
      { event: 'contact.created', contact: { id: shown, provisional: true } },
      { event: 'contact.changed', contact: { id: shown }, changed: ['identifiers'] },
      { event: 'contact.changed', contact: { id: crm, crmContactId: 'CRM-861' }, changed: ['fields'] },
      { event: 'contact.changed', contact: { id: crm } },
      { event: 'contact.merged', contact: { id: crm }, other: { id: shown }, mergeId: merged.value.id },
      { event: 'contact.unmerged', contact: { id: crm }, other: { id: shown } },
    ])
    for (const { body, signature, delivery } of receiver.received) {
      expect(isSignedBy(secret, { header: signature, body, now: new Date() })).toBe(true)
      expect(JSON.parse(body)).toMatchObject({ id: delivery })
      expect(body).not.toMatch(/Moss|7700|GB\.861|ada/i)
    }
    const ids = receiver.received.map(({ delivery }) => delivery)
    expect(ids).toEqual([...ids].sort())
  })

  test('only what was chosen, only in this workspace, and nothing of what was rolled back', async () => {
    await added(['contact.merged'])
    const number = await seedNumber(workspaceId)
    await stage(workspaceId).says(number, { bsuid: 'GB.862', at: 0 })
    const elsewhere = await seedWorkspace('Elsewhere')
    await stage(elsewhere).says(await seedNumber(elsewhere), { bsuid: 'GB.863', at: 0 })
    const crm = await seedContact(workspaceId, { name: 'Bo', crmContactId: 'CRM-862' })
    await mergeContacts(owner, mergeSchema.parse({ survivorId: crm, mergedId: crm }))
    expect(await db.outbox.count({})).toBe(0)
  })
})

describe('an address that does not take it', () => {
  test('is asked again until it does; the message keeps its id, and others are not kept waiting', async () => {
    const dead = await startReceiver()
    allowed.push(`127.0.0.1:${dead.port}`)
    await dead.stop()
    await added(['contact.changed'], dead.url)
    const alive = await added(['contact.changed'])
    const crm = await seedContact(workspaceId, { name: 'Cy', crmContactId: 'CRM-864' })
    for (let version = 1; version <= 3; version += 1)
      await setLabels(owner, { id: crm, version, labels: [`l${version}`] })
    receiver.answer(503)
    const now = new Date(Date.now() + 1_000)
    expect(await send(now)).toEqual({ sent: 0, failed: 0 })
    expect(receiver.received).toHaveLength(1)
    expect(problems.at(-1)).toBe('The address failed (503).')
    receiver.answer(204)
    expect(await send(new Date(now.getTime() + 16_000))).toEqual({ sent: 3, failed: 0 })
    expect(receiver.received.at(-1)?.delivery).toBe(receiver.received[0]?.delivery)
    const [first, second] = await listWebhooks(developer)
    expect(first).toMatchObject({ waiting: 3, on: true })
    expect(first?.problem).toMatch(/./)
    expect(second).toMatchObject({ id: alive.id, waiting: 0, failed: 0, problem: null })
    expect(second?.lastSentAt).toBeInstanceOf(Date)
  })

  test('one that is gone is given up at once and can be tried again on purpose', async () => {
    const { id } = await added()
    expect(await testWebhook(developer, { id, version: 1 })).toMatchObject({ ok: true })
    receiver.answer(410)
    expect(await send()).toEqual({ sent: 0, failed: 1 })
    const listed = await listTold(developer, { filter: { state: 'failed' }, dir: 'desc', skip: 0, take: 10 })
    expect(listed.rows[0]).toMatchObject({ event: 'test', state: 'failed', tries: 1, contactId: null })
    receiver.answer(200)
    expect(await retryWebhook(developer, { id, version: 2 })).toMatchObject({ ok: true, value: { count: 1 } })
    expect(await send()).toEqual({ sent: 1, failed: 0 })
  })

  test('two processes at once send nothing twice', async () => {
    const { id } = await added()
    for (let version = 1; version <= 5; version += 1) await testWebhook(developer, { id, version })
    const sent = await Promise.all([send(), send()])
    expect(sent.reduce((sum, one) => sum + one.sent, 0)).toBe(5)
    expect(receiver.received).toHaveLength(5)
  })
})

describe('keeping them', () => {
  test('an address that is not public, or there already, is refused; off, nothing is told', async () => {
    const { id } = await added()
    const again = webhookSchema.parse({ url: receiver.url, events: ['contact.merged'] })
    expect(await addWebhook(developer, again)).toMatchObject({ code: 'webhook-exists' })
    for (const url of ['http://127.0.0.1:1/x', 'http://169.254.169.254/latest', 'http://[::1]/']) {
      expect(await addWebhook(developer, { url, events: ['contact.merged'] })).toMatchObject({
        code: 'webhook-address-refused',
      })
    }
    expect(await switchWebhook(developer, { id, version: 1, on: false })).toMatchObject({ ok: true })
    const crm = await seedContact(workspaceId, { name: 'Di', crmContactId: 'CRM-865' })
    await setLabels(owner, { id: crm, version: 1, labels: ['x'] })
    expect(await db.outbox.count({})).toBe(0)
    expect(await changeWebhook(developer, { ...again, id, version: 1 })).toMatchObject({ code: 'stale-version' })
  })

  test('a changed secret signs from then on; a removed address forgets what waited', async () => {
    const { id, secret } = await added()
    await testWebhook(developer, { id, version: 1 })
    const rotated = await rotateSecret(developer, { id, version: 2 })
    if (!rotated.ok) throw new Error(rotated.code)
    await send()
    const [one] = receiver.received
    const check = { header: one?.signature ?? '', body: one?.body ?? '', now: new Date() }
    expect([isSignedBy(rotated.value.secret, check), isSignedBy(secret, check)]).toEqual([true, false])
    await testWebhook(developer, { id, version: 3 })
    expect(await removeWebhook(developer, { id, version: 3 })).toMatchObject({ code: 'stale-version' })
    expect(await removeWebhook(developer, { id, version: 4 })).toMatchObject({ ok: true })
    expect(await db.outbox.count({})).toBe(0)
    const log = await db.auditEvent.findMany({ where: { workspaceId } })
    expect(JSON.stringify(log)).not.toMatch(/whsec_|key=abc/)
    expect(log.map(({ action }) => action)).toContain('webhook.secret-rotated')
  })

  test('what was told is listed by state and exported', async () => {
    const { id } = await added()
    await testWebhook(developer, { id, version: 1 })
    const ask = { filter: { state: 'waiting', webhookId: id }, dir: 'asc', skip: 0, take: 5 } as const
    expect((await listTold(developer, ask)).total).toBe(1)
    await send()
    expect((await listTold(developer, ask)).total).toBe(0)
    const file = await exportTold(developer, {})
    if (!file.ok) throw new Error(file.code)
    expect(await new Response(file.value).text()).toContain(',test,')
  })

  test('belongs to developers of the workspace', async () => {
    const { id } = await added()
    const input = webhookSchema.parse({ url: 'https://crm.example/hook', events: ['contact.merged'] })
    const stranger = await seedMember(await seedWorkspace('Elsewhere'), ['developer'])
    for (const [actor, code] of [
      [owner, 'not-allowed'],
      [stranger, 'not-found'],
    ] as const) {
      const at = { id, version: 1 }
      expect(await changeWebhook(actor, { ...input, ...at })).toMatchObject({ code })
      expect(await switchWebhook(actor, { ...at, on: false })).toMatchObject({ code })
      expect(await rotateSecret(actor, at)).toMatchObject({ code })
      expect(await testWebhook(actor, at)).toMatchObject({ code })
      expect(await retryWebhook(actor, at)).toMatchObject({ code })
      expect(await removeWebhook(actor, at)).toMatchObject({ code })
    }
    expect(await addWebhook(owner, input)).toMatchObject({ code: 'not-allowed' })
    expect([await listWebhooks(owner), await listWebhooks(stranger)]).toEqual([[], []])
    expect(await exportTold(owner, {})).toMatchObject({ code: 'not-allowed' })
  })
})
