import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SqlDb } from '@/lib/server/sql'
import { envelope, makeWorkspace, openTestDb, resolveAll, storeDelivery, type TestNumber } from './testing/database'

/** What the resolver concluded must not depend on whether it still has it in mind: every step here loads anew. */
let db: SqlDb
beforeAll(() => {
  db = openTestDb()
})
afterAll(() => db.close())

const PHONE = '16505550134'
const profile = { name: 'Sheena Nelson' }

function message(id: string, bsuid: string, at: number) {
  const text = { type: 'text', text: { body: 'Hello' } }
  return {
    contacts: [{ profile, wa_id: PHONE, user_id: bsuid }],
    messages: [{ id, timestamp: String(at), from: PHONE, from_user_id: bsuid, ...text }],
  }
}

function delivered(id: string, bsuid: string, at: number) {
  const recipient = { recipient_id: PHONE, recipient_user_id: bsuid }
  return {
    contacts: [{ profile, wa_id: PHONE, user_id: bsuid }],
    statuses: [{ id, status: 'delivered', timestamp: String(at), ...recipient }],
  }
}

/** The phone was left between the two: said last. */
function numberChanged(id: string, at: number) {
  const system = { type: 'user_changed_number', user_id: 'US.2', previous_user_id: 'US.1', body: 'changed' }
  return { messages: [{ id, timestamp: String(at), type: 'system', from: PHONE, system }] }
}

test.each([
  ['a message', message],
  ['a status', delivered],
])(
  'an account of another portfolio that %s tied to a phone after it was left is proposed to be split off',
  async (kind, tie) => {
    const shop = await makeWorkspace(db)
    const hear = async (number: TestNumber, value: Record<string, unknown>) => {
      await storeDelivery(db, shop, envelope(number, value))
      await resolveAll(db)
    }
    await hear(shop.support, message('wamid.first', 'US.1', 1_790_000_000))
    await hear(shop.abroad, tie(`wamid.${kind}`, 'US.900', 1_790_000_900))
    await hear(shop.support, numberChanged('wamid.change', 1_790_000_500))
    const conflicts = await db.all('SELECT "kind","proposal" FROM "Conflict" WHERE "workspaceId" = ?', [shop.id])
    expect(conflicts).toEqual([{ kind: 'phone-passed-on', proposal: 'split' }])
  },
)
