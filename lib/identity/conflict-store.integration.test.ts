import { afterAll, beforeAll, expect, test } from 'vitest'
import { asDate, type SqlDb } from '@/lib/server/sql'
import {
  envelope,
  eventsOf,
  makeWorkspace,
  openTestDb,
  resolveAll,
  storeDelivery,
  type TestWorkspace,
} from './testing/database'

let db: SqlDb
beforeAll(() => {
  db = openTestDb()
})
afterAll(() => db.close())

const PHONE = '16505550134'
let serial = 0

type Said = { bsuid: string; at: number; phone?: string; username?: string }

function message(said: Said) {
  serial += 1
  const { bsuid, at, phone, username } = said
  const profile = { name: 'Sheena Nelson', ...(username ? { username } : {}) }
  return {
    contacts: [{ profile, user_id: bsuid, ...(phone ? { wa_id: phone } : {}) }],
    messages: [
      {
        ...(phone ? { from: phone } : {}),
        from_user_id: bsuid,
        id: `wamid.conflict${serial}`,
        timestamp: String(at),
        type: 'text',
        text: { body: 'Hello' },
      },
    ],
  }
}

async function hear(shop: TestWorkspace, ...said: Said[]) {
  for (const one of said) await storeDelivery(db, shop, envelope(shop.support, message(one)))
  await resolveAll(db)
}

type StoredConflict = Record<'id' | 'events' | 'firstSeenAt' | 'lastSeenAt', unknown>

async function conflictsOf(shop: TestWorkspace) {
  const conflicts = await db.all<StoredConflict>('SELECT * FROM "Conflict" WHERE "workspaceId" = ? ORDER BY "id"', [
    shop.id,
  ])
  const mentions = await db.all<{ conflictId: string; kind: string; value: string }>(
    'SELECT * FROM "ConflictMention" WHERE "workspaceId" = ? ORDER BY "kind","value"',
    [shop.id],
  )
  return conflicts.map((conflict) => ({
    ...conflict,
    named: mentions.filter((row) => row.conflictId === conflict.id).map((row) => `${row.kind} ${row.value}`),
  }))
}

/** As the replay of the deliveries room leaves it. */
async function replay(shop: TestWorkspace) {
  await db.run(`UPDATE "Event" SET "outcome" = 'pending' WHERE "workspaceId" = ?`, [shop.id])
  await db.run(`UPDATE "Delivery" SET "state" = 'stored' WHERE "workspaceId" = ?`, [shop.id])
  await resolveAll(db)
}

test('one disagreement is one conflict, found by its contacts, its events and every identifier that was shown', async () => {
  const shop = await makeWorkspace(db)
  await hear(shop, { bsuid: 'US.1', phone: PHONE, at: 1_790_000_000 })
  await hear(shop, { bsuid: 'US.2', phone: PHONE, at: 1_790_000_100 })
  await hear(shop, { bsuid: 'US.2', phone: PHONE, at: 1_790_000_300, username: 'Sheena.N' })
  const [first, second, third] = await eventsOf(db, shop)
  const [conflict, another] = await conflictsOf(shop)
  expect(another).toBeUndefined()
  expect(conflict).toMatchObject({
    kind: 'phone-with-other-bsuid',
    proposal: 'choose-contact',
    rule: '5',
    contactId: null,
    firstEventId: second?.id,
    lastEventId: third?.id,
  })
  expect(Number(conflict?.events)).toBe(2)
  expect(conflict?.named).toEqual([
    'bsuid US.2',
    `contact ${first?.contactId}`,
    `event ${second?.id}`,
    `event ${third?.id}`,
    `phone ${PHONE}`,
    'username sheena.n',
  ])
})

test('first and last are by the time of sending, and an event that is resolved again is not counted again', async () => {
  const shop = await makeWorkspace(db)
  await hear(shop, { bsuid: 'US.1', phone: PHONE, at: 1_790_000_000 })
  await hear(shop, { bsuid: 'US.2', phone: PHONE, at: 1_790_000_300 })
  await hear(shop, { bsuid: 'US.2', phone: PHONE, at: 1_790_000_100 })
  const [, late, early] = await eventsOf(db, shop)
  const expected = { firstEventId: early?.id, lastEventId: late?.id }
  const [before] = await conflictsOf(shop)
  expect(before).toMatchObject(expected)
  expect(asDate(before?.firstSeenAt).getTime()).toBe(1_790_000_100_000)
  expect(asDate(before?.lastSeenAt).getTime()).toBe(1_790_000_300_000)
  await replay(shop)
  const [after] = await conflictsOf(shop)
  expect(after).toMatchObject(expected)
  expect(Number(after?.events)).toBe(2)
  expect(after?.named).toEqual(before?.named)
})

test('several sightings in one batch are counted once each', async () => {
  const shop = await makeWorkspace(db)
  await hear(shop, { bsuid: 'US.1', phone: PHONE, at: 1_790_000_000 })
  await hear(shop, ...[3, 1, 2].map((n) => ({ bsuid: 'US.2', phone: PHONE, at: 1_790_000_000 + n })))
  const [, third, first] = await eventsOf(db, shop)
  const [conflict] = await conflictsOf(shop)
  expect(conflict).toMatchObject({ firstEventId: first?.id, lastEventId: third?.id })
  expect(Number(conflict?.events)).toBe(3)
})
