import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SqlDb } from '@/lib/server/sql'
import {
  envelope,
  eventsOf,
  makeWorkspace,
  openTestDb,
  resolveAll,
  storeDelivery,
  type TestNumber,
  type TestWorkspace,
} from './testing/database'

/** A key is active in one conversation of a number; a rotation heard on one number reaches conversations on the others. */
let db: SqlDb
let shop: TestWorkspace

beforeAll(() => {
  db = openTestDb()
})
afterAll(() => db.close())
beforeEach(async () => {
  shop = await makeWorkspace(db)
})

let serial = 0

async function send(number: TestNumber, value: Record<string, unknown>) {
  await storeDelivery(db, shop, envelope(number, value))
  await resolveAll(db)
  return (await eventsOf(db, shop)).at(-1)
}

function write(number: TestNumber, who: { bsuid: string; phone?: string }) {
  serial += 1
  const contacts = [{ profile: { name: 'Wren Hollis' }, user_id: who.bsuid, wa_id: who.phone }]
  const text = { type: 'text', text: { body: 'Hello' } }
  const timestamp = String(1_790_000_000 + serial * 60)
  const messages = [{ id: `wamid.k${serial}`, timestamp, from: who.phone, from_user_id: who.bsuid, ...text }]
  return send(number, { contacts, messages })
}

function rotate(number: TestNumber, from: string, to: string) {
  serial += 1
  const system = { type: 'user_changed_user_id', user_id: to, previous_user_id: from, body: 'changed' }
  const timestamp = String(1_790_000_000 + serial * 60)
  return send(number, { messages: [{ id: `wamid.k${serial}`, timestamp, type: 'system', system }] })
}

describe('a rotation heard on one number', () => {
  it('takes nothing from a conversation in review on another, and the next message goes to its person', async () => {
    const known = await write(shop.sales, { bsuid: 'GB.1', phone: '447700900118' })
    const review = await write(shop.sales, { bsuid: 'GB.2', phone: '447700900118' })
    expect(review).toMatchObject({ outcome: 'conflict', contactId: null })
    const rotation = await rotate(shop.support, 'GB.1', 'GB.2')
    expect(rotation).toMatchObject({ outcome: 'linked', contactId: known?.contactId })
    const next = await write(shop.sales, { bsuid: 'GB.2' })
    expect(next).toMatchObject({ outcome: 'matched', contactId: known?.contactId, threadId: known?.threadId })
  })

  it('gets the key of a conversation whose identifier was given to somebody else since', async () => {
    const wren = await write(shop.sales, { bsuid: 'GB.1' })
    const finn = await write(shop.sales, { bsuid: 'GB.2' })
    // What a person decided: the BSUID was never Finn's. The conversation on the other number still carries the key.
    await db.run(`UPDATE "Identifier" SET "contactId" = ? WHERE "workspaceId" = ? AND "value" = 'GB.2'`, [
      wren?.contactId ?? '',
      shop.id,
    ])
    const rotation = await rotate(shop.support, 'GB.1', 'GB.2')
    expect(rotation).toMatchObject({ outcome: 'matched', contactId: wren?.contactId })
    const holders = await db.all(
      `SELECT "threadId" FROM "ThreadKey" WHERE "workspaceId" = ? AND "value" = 'GB.2' AND "activeKey" IS NOT NULL`,
      [shop.id],
    )
    expect(holders).toEqual([{ threadId: wren?.threadId }])
    expect(finn?.threadId).not.toBe(wren?.threadId)
  })
})
