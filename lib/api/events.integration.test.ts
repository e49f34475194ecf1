import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedDelivery } from '@/lib/deliveries/testing/seed-events'
import {
  envelope,
  makeWorkspace,
  openTestDb,
  resolveAll,
  storeDelivery,
  type TestWorkspace,
} from '@/lib/identity/testing/database'
import { db, writeTransaction } from '@/lib/server/db'
import type { SqlDb } from '@/lib/server/sql'
import { seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { conflictsList } from './calls/conflicts'
import { contactsBulk, contactsList } from './calls/contacts'
import { deliveriesList, deliveryReplay, eventsList } from './calls/events'
import { resolveIdentity } from './calls/resolve'
import { ALL_SCOPES, auditOf, seedToken, send, walk } from './testing/world'

const ADA = '447700900118'
const ADA_BSUID = 'GB.13491208655302741918'
const BO_BSUID = 'GB.22491208655302741918'

let sql: SqlDb
let shop: TestWorkspace
let token: string
let masked: string

function message(more: Record<string, unknown>, contact: Record<string, unknown>) {
  const id = `wamid.${Math.random().toString(36).slice(2)}`
  const one = { id, timestamp: String(Math.floor(Date.now() / 1000)), type: 'text', text: { body: 'Hello' }, ...more }
  return envelope(shop.support, { contacts: [{ profile: { name: 'Ada' }, ...contact }], messages: [one] })
}

async function receive(body: unknown): Promise<void> {
  await storeDelivery(sql, shop, body)
  await resolveAll(sql)
}

const ask = (json: object, bearer = token) =>
  send(resolveIdentity, { token: bearer, json: { phoneNumberId: shop.support.phoneNumberId, ...json } })

beforeAll(async () => {
  sql = openTestDb()
  shop = await makeWorkspace(sql)
  token = (await seedToken(shop.id, ['*'])).token
  masked = (
    await seedToken(
      shop.id,
      ALL_SCOPES.filter((scope) => scope !== 'identity:reveal'),
    )
  ).token
  const contacts = [
    { crmContactId: 'CRM-ADA', name: 'Ada Moss', phones: [`+${ADA}`] },
    { crmContactId: 'CRM-CY', name: 'Cy Reed', phones: ['+447700900300'] },
    { crmContactId: 'CRM-DEE', name: 'Dee Reed', phones: ['+447700900300'] },
  ]
  await send(contactsBulk, { token, json: { portfolioId: shop.home, contacts } })
  await receive(message({ from: ADA, from_user_id: ADA_BSUID, id: 'wamid.first' }, { wa_id: ADA, user_id: ADA_BSUID }))
  await receive(message({ from_user_id: BO_BSUID, id: 'wamid.bo' }, { user_id: BO_BSUID, profile: { name: 'Bo' } }))
  await receive(message({ from: ADA, from_user_id: BO_BSUID, id: 'wamid.clash' }, { wa_id: ADA, user_id: BO_BSUID }))
})

afterAll(() => sql.close())

describe('events', () => {
  const events = (query: Record<string, string>, bearer = token) => send(eventsList, { token: bearer, query })

  test('say who, why, and where a reply goes', async () => {
    const { body } = await events({ wamid: 'wamid.first' })
    expect(body.items).toEqual([
      expect.objectContaining({
        wamid: 'wamid.first',
        type: 'text',
        outcome: 'linked',
        crmContactId: 'CRM-ADA',
        replyTo: { to: ADA },
        error: null,
      }),
    ])
    expect(body.items[0].why.length).toBeGreaterThan(2)
    for (const sentence of body.items[0].why) expect(sentence).toMatch(/^[A-Z].*\.$/s)
  })

  test('of somebody known by a BSUID alone reply to the BSUID, and the contact is found', async () => {
    const [event] = (await events({ wamid: 'wamid.bo' })).body.items
    expect(event).toMatchObject({ outcome: 'created', crmContactId: null, replyTo: { recipient: BO_BSUID } })
    const { body } = await send(contactsList, { token, query: { bsuid: BO_BSUID } })
    expect(body.items.map((contact: { id: string }) => contact.id)).toEqual([event.contactId])
  })

  test('are filtered by outcome and contact; an unknown outcome is 400', async () => {
    const conflicts = (await events({ outcome: 'conflict' })).body.items
    expect(conflicts.map((event: { wamid: string }) => event.wamid)).toEqual(['wamid.clash'])
    const ofBo = (await events({ contactId: conflicts[0].contactId })).body.items
    expect(ofBo.map((event: { wamid: string }) => event.wamid)).toEqual(['wamid.clash', 'wamid.bo'])
    expect((await events({ outcome: 'lost' })).status).toBe(400)
  })

  test('mask the reply without identity:reveal; with it, one audit event names the events', async () => {
    const before = (await auditOf(shop.id, 'identity.revealed')).length
    const { body } = await events({}, masked)
    expect(JSON.stringify(body)).not.toMatch(/900118|13491208655302741918|22491208655302741918/)
    expect(await auditOf(shop.id, 'identity.revealed')).toHaveLength(before)
    await events({})
    const audited = await auditOf(shop.id, 'identity.revealed')
    expect(audited).toHaveLength(before + 1)
    expect(JSON.stringify(audited.at(-1)?.detail)).not.toMatch(/900118|2741918/)
  })

  test('pages give every event exactly once while more arrive', async () => {
    for (let n = 0; n < 7; n += 1) await receive(message({ from: ADA }, { wa_id: ADA }))
    const known = (await db.event.findMany({ where: { workspaceId: shop.id } })).map((event) => event.id)
    const between = () => receive(message({ from: ADA }, { wa_id: ADA }))
    const seen = (await walk(eventsList, { token, query: { limit: 3 }, between })).map((event) => event.id)
    expect(new Set(seen).size).toBe(seen.length)
    expect([...seen].sort()).toEqual([...known].sort())
  })

  test('of another workspace are not there', async () => {
    const other = await seedToken(await seedWorkspace('Elsewhere'), ['*'])
    expect((await events({}, other.token)).body.items).toEqual([])
    expect((await events({ wamid: 'wamid.first' }, other.token)).body.items).toEqual([])
  })
})

describe('deliveries', () => {
  test('are listed without their bodies, and replayed as often as one likes', async () => {
    const { body } = await send(deliveriesList, { token, query: { state: 'processed', limit: 1 } })
    expect(JSON.stringify(body)).not.toContain('Hello')
    const replay = () => send(deliveryReplay, { token, params: { id: body.items[0].id } })
    expect((await replay()).body).toMatchObject({ events: 1, deliveries: 1, purged: 0 })
    expect((await replay()).body).toMatchObject({ events: 0, alreadyWaiting: 1 })
    const waiting = await send(deliveriesList, { token, query: { state: 'stored' } })
    expect(waiting.body.items.map((delivery: { id: string }) => delivery.id)).toEqual([body.items[0].id])
    await resolveAll(sql)
    expect((await send(deliveriesList, { token, query: { state: 'stored' } })).body.items).toEqual([])
  })

  test('whose body is gone, or of another workspace, cannot be replayed', async () => {
    const number = await seedNumber(shop.id)
    const purged = await seedDelivery(number, shop.id, { body: null })
    const gone = await send(deliveryReplay, { token, params: { id: purged } })
    expect(gone).toMatchObject({ status: 409, body: { error: { code: 'bodies-purged' } } })
    const other = await seedToken(await seedWorkspace('Elsewhere'), ['*'])
    expect((await send(deliveryReplay, { token: other.token, params: { id: purged } })).status).toBe(404)
  })
})

describe('asking the resolver', () => {
  test('answers as the worker would, with the reason, and writes nothing but the reveal', async () => {
    const counts = () => Promise.all([db.contact.count(), db.identifier.count(), db.thread.count(), db.event.count()])
    const before = await counts()
    const known = await ask({ phone: `+${ADA}` })
    expect(known.body).toMatchObject({
      outcome: 'matched',
      contact: { crmContactId: 'CRM-ADA', provisional: false },
      thread: { replyTo: { to: ADA } },
      rule: 2,
      ruleVersion: 1,
      error: null,
    })
    expect((await ask({ bsuid: ADA_BSUID })).body).toMatchObject({ contact: { crmContactId: 'CRM-ADA' }, rule: 1 })
    expect((await ask({ bsuid: 'GB.99' })).body).toMatchObject({
      outcome: 'created',
      contact: null,
      thread: null,
      rule: 7,
    })
    expect((await ask({ phone: '+44 7700 900300' })).body).toMatchObject({ outcome: 'ambiguous', contact: null })
    expect((await ask({ phone: '+44 7700 900300' })).body.candidates).toHaveLength(2)
    expect(await counts()).toEqual(before)
  })

  test('a username alone never decides; an unknown number fails with a sentence', async () => {
    expect((await ask({ username: 'ada.moss' })).body).toMatchObject({ outcome: 'failed', contact: null })
    const { body } = await ask({ phone: ADA, phoneNumberId: '999' })
    expect(body).toMatchObject({ outcome: 'failed', error: { code: 'number-unknown' } })
  })

  test('masks where a reply goes without identity:reveal', async () => {
    const { body } = await ask({ bsuid: ADA_BSUID }, masked)
    expect(JSON.stringify(body)).not.toContain('900118')
    expect(body.thread.replyTo.to).toContain('•')
  })

  test('nothing of another workspace is known', async () => {
    const other = await seedToken(await seedWorkspace('Elsewhere'), ['*'])
    expect((await ask({ bsuid: ADA_BSUID }, other.token)).body).toMatchObject({ outcome: 'failed', contact: null })
  })

  test('identifiers that cannot be one are 400 and name the field', async () => {
    for (const json of [
      { phone: 'call me' },
      { bsuid: 'nope' },
      { parentBsuid: '' },
      { phone: 44 },
      { colour: 'red' },
    ]) {
      const { status, body } = await ask(json)
      expect(status).toBe(400)
      expect(body.error.details.fields).toHaveLength(1)
    }
    expect((await send(resolveIdentity, { token, json: { phone: ADA } })).status).toBe(400)
  })
})

describe('conflicts', () => {
  test('show the evidence and both contacts, masked without identity:reveal', async () => {
    const { body } = await send(conflictsList, { token })
    expect(body.items).toHaveLength(1)
    const [conflict] = body.items
    expect(conflict).toMatchObject({ state: 'open', kind: 'phone-held-by-another', rule: '4', events: 1 })
    expect(conflict.identifiers).toContainEqual({ kind: 'phone', value: ADA })
    expect(conflict.candidates.map((one: { crmContactId: string }) => one.crmContactId).sort()).toEqual([
      'CRM-ADA',
      null,
    ])
    const hidden = await send(conflictsList, { token: masked })
    expect(JSON.stringify(hidden.body)).not.toMatch(/900118|2741918/)
    const last = (await auditOf(shop.id, 'identity.revealed')).at(-1)
    expect(last).toMatchObject({ subjectKind: 'conflict', detail: { ids: [conflict.id], count: 1 } })
  })

  test('that were decided are asked for by name, and another workspace has none', async () => {
    const other = await seedToken(await seedWorkspace('Elsewhere'), ['*'])
    expect((await send(conflictsList, { token: other.token })).body.items).toEqual([])
    const [open] = (await send(conflictsList, { token })).body.items
    await writeTransaction((tx) =>
      tx.conflict.update({
        where: { id: open.id },
        data: { state: 'decided', decision: 'kept', decidedAt: new Date() },
      }),
    )
    expect((await send(conflictsList, { token })).body.items).toEqual([])
    const decided = await send(conflictsList, { token, query: { state: 'decided', contactId: open.contactId } })
    expect(decided.body.items).toEqual([expect.objectContaining({ id: open.id, decision: 'kept' })])
  })
})
