import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { moveAll } from '@/lib/receiver/testing/inbox'
import { sendSigned, startTestReceiver, type TestReceiver } from '@/lib/receiver/testing/receiver-server'
import { env } from '@/lib/server/env'
import type { SqlDb } from '@/lib/server/sql'
import { type SeededNumber, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { failureText } from './failures'
import { openTestDb, resolveAll, resolveElsewhere } from './testing/database'

/** What went wrong for others, facts section 6: the lines that show only between the receiver and the database. */
let db: SqlDb
let receiver: TestReceiver
let workspaceId: string
let number: SeededNumber

beforeAll(async () => {
  db = openTestDb()
  receiver = await startTestReceiver()
})
afterAll(async () => {
  await receiver.close()
  await db.close()
})
beforeEach(async () => {
  workspaceId = await seedWorkspace()
  number = await seedNumber(workspaceId)
})

type Line = { id: string; user_id?: string; phone?: string }

function body({ id, user_id, phone }: Line, to = number): Buffer {
  const metadata = { display_phone_number: '442079460000', phone_number_id: to.phoneNumberId }
  const contacts = [{ profile: { name: 'Wren Hollis' }, user_id, wa_id: phone }]
  const messages = [
    { from: phone, from_user_id: user_id, id, timestamp: '1790000000', type: 'text', text: { body: 'Is this open?' } },
  ]
  const value = { messaging_product: 'whatsapp', metadata, contacts, messages }
  const entry = [{ id: to.wabaId, changes: [{ field: 'messages', value }] }]
  return Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry }))
}

async function deliver(bytes: Buffer, through = number): Promise<void> {
  const { status } = await sendSigned(receiver.urlFor(through.urlKey), through.secret, bytes)
  expect(status).toBe(200)
}

function events() {
  return db.all<{ wamid: string; outcome: string; contactId: string | null; errorCode: string | null }>(
    'SELECT "wamid","outcome","contactId","errorCode" FROM "Event" WHERE "workspaceId" = ? ORDER BY "wamid"',
    [workspaceId],
  )
}

async function contacts(): Promise<number> {
  const [row] = await db.all<{ n: number }>('SELECT COUNT(*) AS "n" FROM "Contact" WHERE "workspaceId" = ?', [
    workspaceId,
  ])
  return Number(row?.n)
}

describe('what went wrong for others', () => {
  it('phone-less messages dropped (whatomate #531): persisted, resolved, and what cannot be has a sentence', async () => {
    await deliver(body({ id: 'wamid.hidden', user_id: 'GB.531' }))
    await deliver(body({ id: 'wamid.nobody' }))
    await moveAll(env().databaseUrl)
    await resolveAll(db)
    expect(await events()).toEqual([
      { wamid: 'wamid.hidden', outcome: 'created', contactId: expect.any(String), errorCode: null },
      { wamid: 'wamid.nobody', outcome: 'failed', contactId: null, errorCode: 'update-unreadable' },
    ])
    expect(failureText('update-unreadable').sentence.length).toBeGreaterThan(20)
    const [thread] = await db.all('SELECT "replyTo","replyRecipient" FROM "Thread" WHERE "workspaceId" = ?', [
      workspaceId,
    ])
    expect(thread).toMatchObject({ replyTo: null, replyRecipient: 'GB.531' })
  })

  it('two payloads at once created two contacts: one, however many are resolved at a time', async () => {
    const people = Array.from({ length: 12 }, (_, i) => `GB.${7000 + i}`)
    const lines = people.flatMap((user_id, i) => [
      { id: `wamid.a${i}`, user_id },
      { id: `wamid.b${i}`, user_id, phone: `447700900${String(100 + i)}` },
    ])
    await Promise.all(lines.map((line) => deliver(body(line))))
    await moveAll(env().databaseUrl)
    await Promise.all([resolveElsewhere(), resolveElsewhere()])
    await resolveAll(db)
    expect(await events()).toHaveLength(lines.length)
    expect(await contacts()).toBe(people.length)
  })

  it('two payloads at once created two contacts: the index refuses a second active holder', async () => {
    await deliver(body({ id: 'wamid.one', user_id: 'GB.7100' }))
    await moveAll(env().databaseUrl)
    await resolveAll(db)
    const [row] = await db.all<Record<string, unknown>>('SELECT * FROM "Identifier" WHERE "workspaceId" = ?', [
      workspaceId,
    ])
    const columns = Object.keys(row ?? {}).filter((column) => column !== 'id')
    const list = columns.map((column) => `"${column}"`).join(',')
    await expect(
      db.run(
        `INSERT INTO "Identifier" ("id",${list}) SELECT 'idn_second',${list} FROM "Identifier" WHERE "workspaceId" = ?`,
        [workspaceId],
      ),
    ).rejects.toThrow(/unique/i)
  })

  it('two configurations shared one phone_number_id and all inbound was lost: here each event is there once', async () => {
    const other = await seedNumber(workspaceId)
    for (const through of [number, other]) {
      await deliver(body({ id: 'wamid.shared', user_id: 'GB.7200' }), through)
      await deliver(body({ id: `wamid.${through === number ? 'first' : 'second'}`, user_id: 'GB.7200' }), through)
    }
    await moveAll(env().databaseUrl)
    await resolveAll(db)
    expect((await events()).map(({ wamid, outcome }) => `${wamid} ${outcome}`)).toEqual([
      expect.stringMatching(/^wamid\.first (created|matched)$/),
      expect.stringMatching(/^wamid\.second (created|matched)$/),
      expect.stringMatching(/^wamid\.shared (created|matched)$/),
    ])
    expect(await contacts()).toBe(1)
  })
})
