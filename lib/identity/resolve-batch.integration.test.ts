import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SqlDb } from '@/lib/server/sql'
import {
  envelope,
  eventsOf,
  heldBy,
  makeWorkspace,
  openTestDb,
  resolveAll,
  storeDelivery,
  type TestWorkspace,
} from './testing/database'

let db: SqlDb
let shop: TestWorkspace

beforeAll(() => {
  db = openTestDb()
})
afterAll(() => db.close())

async function freshShop(): Promise<TestWorkspace> {
  shop = await makeWorkspace(db)
  return shop
}

const BSUID = 'US.13491208655302741918'
const PARENT = 'US.ENT.11815799212886844830'
const PHONE = '16505550134'

function incoming(more: Record<string, unknown>, contact: Record<string, unknown> = {}) {
  const id = `wamid.${Math.random().toString(36).slice(2)}`
  const message = {
    id,
    timestamp: '1790000000',
    type: 'text',
    text: { body: 'Does it come in another color?' },
    ...more,
  }
  return { contacts: [{ profile: { name: 'Sheena Nelson' }, ...contact }], messages: [message] }
}

async function send(value: Record<string, unknown>, field?: string) {
  await storeDelivery(db, shop, envelope(shop.support, value, field))
  await resolveAll(db)
  const events = await eventsOf(db, shop)
  const last = events.at(-1)
  if (!last) throw new Error('no event was stored')
  return last
}

describe('the payloads of the facts, section 3', () => {
  it('incoming, no username: phone and BSUID', async () => {
    await freshShop()
    const event = await send(incoming({ from: PHONE, from_user_id: BSUID }, { wa_id: PHONE, user_id: BSUID }))
    expect(event).toMatchObject({ kind: 'message', outcome: 'created', rule: '7', phoneOnlyOutcome: 'new_contact' })
    expect(await heldBy(db, shop)).toEqual({ [event.contactId ?? '']: [`bsuid ${BSUID}`, `phone ${PHONE}`] })
  })

  it('incoming, username, phone withheld, parent BSUID on: the same person, the same thread', async () => {
    await freshShop()
    const known = await send(incoming({ from: PHONE, from_user_id: BSUID }, { wa_id: PHONE, user_id: BSUID }))
    const hidden = await send(
      incoming(
        { from_user_id: BSUID, from_parent_user_id: PARENT },
        { profile: { name: 'Sheena Nelson', username: 'realsheenanelson' }, user_id: BSUID, parent_user_id: PARENT },
      ),
    )
    expect(hidden).toMatchObject({
      outcome: 'matched',
      rule: '1',
      contactId: known.contactId,
      threadId: known.threadId,
    })
    const held = await heldBy(db, shop)
    expect(held[known.contactId ?? '']).toEqual([
      `bsuid ${BSUID}`,
      `parent_bsuid ${PARENT}`,
      `phone ${PHONE}`,
      'username realsheenanelson',
    ])
  })

  it('a failed status to a phone has no contacts and is joined by wamid', async () => {
    await freshShop()
    await send(incoming({ from: PHONE, from_user_id: BSUID }, { wa_id: PHONE, user_id: BSUID }))
    const about = { id: 'wamid.OUT', recipient_id: PHONE, recipient_user_id: BSUID }
    await send({ statuses: [{ ...about, status: 'sent', timestamp: '1790000001' }] })
    const errors = [{ code: 131049, title: 'Not delivered', message: 'Not delivered' }]
    const failed = await send({ statuses: [{ id: 'wamid.OUT', status: 'failed', timestamp: '1790000002', errors }] })
    expect(failed).toMatchObject({ kind: 'status', outcome: 'matched', errorCode: 'message-failed', status: 'failed' })
    expect(failed.contactId).not.toBeNull()
  })

  it('a status that came before anything that names its recipient is adopted later', async () => {
    await freshShop()
    await send(incoming({ from_user_id: BSUID }, { user_id: BSUID }))
    const lost = await send({ statuses: [{ id: 'wamid.OUT', status: 'failed', timestamp: '1790000002' }] })
    expect(lost).toMatchObject({ outcome: 'unmapped', contactId: null })
    const about = { id: 'wamid.OUT', recipient_user_id: BSUID }
    const sent = await send({ statuses: [{ ...about, status: 'sent', timestamp: '1790000001' }] })
    const adopted = (await eventsOf(db, shop)).find((event) => event.id === lost.id)
    expect(adopted).toMatchObject({ outcome: 'matched', contactId: sent.contactId })
    const [message] = await db.all('SELECT "status" FROM "Message" WHERE "workspaceId" = ?  AND "wamid" = ?', [
      shop.id,
      'wamid.OUT',
    ])
    expect(message?.status).toBe('failed')
  })

  it('a rotation, a number change, and changes out of order', async () => {
    await freshShop()
    const first = await send(incoming({ from: PHONE, from_user_id: 'US.1' }, { wa_id: PHONE, user_id: 'US.1' }))
    const system = (id: string, more: Record<string, unknown>, from?: string) => ({
      messages: [
        { id, timestamp: '1790418000', type: 'system', system: { body: 'changed', ...more }, ...(from && { from }) },
      ],
    })
    const early = await send(
      system('wamid.Y', { type: 'user_changed_user_id', user_id: 'US.3', previous_user_id: 'US.2' }),
    )
    expect(early).toMatchObject({ kind: 'identity-change', outcome: 'waiting', rule: '9' })
    const moved = { wa_id: '16505550199', user_id: 'US.2', previous_user_id: 'US.1' }
    const change = await send(system('wamid.X', { type: 'user_changed_number', ...moved }, PHONE))
    expect(change).toMatchObject({ outcome: 'linked', rule: '8', contactId: first.contactId })
    const events = await eventsOf(db, shop)
    expect(events.find((event) => event.id === early.id)).toMatchObject({
      outcome: 'linked',
      contactId: first.contactId,
    })
    expect((await heldBy(db, shop))[first.contactId ?? '']).toEqual(['bsuid US.3', 'phone 16505550199'])
    const [thread] = await db.all('SELECT "replyTo","replyRecipient" FROM "Thread" WHERE "id" = ?', [first.threadId])
    expect(thread).toMatchObject({ replyTo: null, replyRecipient: 'US.3' })
  })

  it('the oldest shape of a number change, without BSUIDs', async () => {
    await freshShop()
    const first = await send(incoming({ from: PHONE, from_user_id: 'US.1' }, { wa_id: PHONE, user_id: 'US.1' }))
    const change = await send({
      messages: [
        {
          from: PHONE,
          id: 'wamid.Z',
          timestamp: '1790418000',
          type: 'system',
          system: { type: 'user_changed_number', wa_id: '16505550199', body: 'changed' },
        },
      ],
    })
    expect(change).toMatchObject({ outcome: 'linked', contactId: first.contactId })
    expect((await heldBy(db, shop))[first.contactId ?? '']).toEqual(['phone 16505550199'])
  })

  it('an unknown field is kept as not understood, and a foreign number fails without costing its neighbours', async () => {
    await freshShop()
    const unknown = await send({ anything: true }, 'brand_new_thing')
    expect(unknown).toMatchObject({ outcome: 'unsupported' })
    const [mine] = envelope(shop.support, incoming({ from_user_id: BSUID }, { user_id: BSUID })).entry
    const foreign = { ...shop.support, phoneNumberId: '999' }
    const [theirs] = envelope(foreign, incoming({ from_user_id: BSUID }, { user_id: BSUID })).entry
    await storeDelivery(db, shop, { object: 'whatsapp_business_account', entry: [theirs, mine] })
    await resolveAll(db)
    const outcomes = (await eventsOf(db, shop)).map((event) => [event.outcome, event.errorCode])
    expect(outcomes.slice(-2)).toEqual([
      ['failed', 'number-unknown'],
      ['created', null],
    ])
  })

  it('one of our own handles: found by WABA and display number', async () => {
    await freshShop()
    const value = { display_phone_number: shop.support.displayNumber, username: 'fernhollow', status: 'approved' }
    const event = await send(value, 'business_username_updates')
    expect(event).toMatchObject({
      kind: 'handle-update',
      outcome: 'matched',
      numberId: shop.support.id,
      contactId: null,
    })
  })

  it('what an earlier version did not understand is replaced when the delivery is read again', async () => {
    await freshShop()
    const call = { id: 'wacid.1', from: PHONE, from_user_id: BSUID, event: 'connect', timestamp: '1790000000' }
    const metadata = { display_phone_number: shop.support.displayNumber, phone_number_id: shop.support.phoneNumberId }
    const event = await send({ metadata, calls: [call] }, 'calls')
    await db.run(`UPDATE "Event" SET "key" = ?, "kind" = 'unsupported', "outcome" = 'pending' WHERE "id" = ?`, [
      'new:of-an-earlier-version',
      event.id,
    ])
    await db.run(`UPDATE "Delivery" SET "state" = 'stored' WHERE "workspaceId" = ?`, [shop.id])
    await resolveAll(db)
    const [only, ...more] = await eventsOf(db, shop)
    expect(more).toEqual([])
    expect(only).toMatchObject({ kind: 'notice', outcome: 'unmapped', type: 'call:connect' })
  })

  it('a body that cannot be read leaves its problem on the delivery', async () => {
    await freshShop()
    const id = await storeDelivery(db, shop, '{"object":')
    await resolveAll(db)
    const [delivery] = await db.all('SELECT "state","problem","updates" FROM "Delivery" WHERE "id" = ?', [id])
    expect(delivery).toMatchObject({ state: 'processed', problem: expect.stringContaining('not JSON'), updates: 0 })
  })
})
