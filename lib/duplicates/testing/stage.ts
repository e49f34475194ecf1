import { createHash } from 'node:crypto'
import { resolveNext } from '@/lib/identity/resolve-batch'
import { db, writeTransaction } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { openSql } from '@/lib/server/sql'
import type { SeededNumber } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'

/** What one payload shows of whoever wrote. `at` counts seconds from the start of the story. */
export type Said = { bsuid?: string; phone?: string; parent?: string; username?: string; at?: number; wamid?: string }

/** A change of identity as WhatsApp tells it since August 2026. [LOG] */
export type Changed = { previous: string; bsuid: string; phone?: string; left?: string; at?: number }

const START = Math.floor(Date.UTC(2026, 10, 20, 10) / 1000)
let serial = 0

function envelope(number: SeededNumber, value: object): Buffer {
  const metadata = { display_phone_number: '442079460000', phone_number_id: number.phoneNumberId }
  const change = { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }
  return Buffer.from(
    JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: number.wabaId, changes: [change] }] }),
  )
}

function messageOf({ bsuid, phone, parent, username, at = 0, wamid }: Said): object {
  serial += 1
  const profile = { name: 'Sheena Nelson', ...(username ? { username } : {}) }
  const contact = { profile, wa_id: phone, user_id: bsuid, parent_user_id: parent }
  const from = { from: phone, from_user_id: bsuid, from_parent_user_id: parent }
  const id = wamid ?? `wamid.stage${serial}`
  const message = { ...from, id, timestamp: String(START + at), type: 'text', text: { body: 'Hello' } }
  return { contacts: [contact], messages: [message] }
}

function changeOf({ previous, bsuid, phone, left, at = 0 }: Changed): object {
  serial += 1
  const type = phone || left ? 'user_changed_number' : 'user_changed_user_id'
  const system = { type, user_id: bsuid, previous_user_id: previous, wa_id: phone, body: 'User changed' }
  const message = { from: left, id: `wamid.stage${serial}`, timestamp: String(START + at), type: 'system', system }
  return { messages: [message] }
}

async function store(workspaceId: string, number: SeededNumber, value: object): Promise<string> {
  const id = newId('d')
  const body = envelope(number, value)
  await writeTransaction((tx) =>
    tx.delivery.create({
      data: {
        id,
        workspaceId,
        connectionId: number.connectionId,
        receivedAt: new Date(),
        size: body.length,
        bodyHash: createHash('sha256').update(body).digest('hex'),
        body: new Uint8Array(body),
        state: 'stored',
      },
    }),
  )
  return id
}

/** Whoever resolves it, this test or a server beside it: afterwards it is resolved. */
async function untilResolved(id: string): Promise<void> {
  const sql = openSql(env().databaseUrl)
  const deadline = Date.now() + 20_000
  try {
    for (;;) {
      await resolveNext(sql)
      const { state, problem } = await db.delivery.findUniqueOrThrow({ where: { id } })
      if (state === 'processed') return
      if (Date.now() > deadline) throw new Error(`The delivery is ${state}: ${problem}`)
    }
  } finally {
    await sql.close()
  }
}

/** Resolves what a decision put back, until nothing of the workspace waits. */
async function settle(workspaceId: string): Promise<void> {
  const sql = openSql(env().databaseUrl)
  try {
    while ((await db.delivery.count({ where: { workspaceId, state: 'stored' } })) > 0) await resolveNext(sql)
  } finally {
    await sql.close()
  }
}

/** Stores deliveries as the receiver does and resolves them, so that a test meets what really happens. */
export function stage(workspaceId: string) {
  const deliver = async (number: SeededNumber, value: object) => untilResolved(await store(workspaceId, number, value))
  return {
    settle: () => settle(workspaceId),
    says: (number: SeededNumber, said: Said) => deliver(number, messageOf(said)),
    changes: (number: SeededNumber, changed: Changed) => deliver(number, changeOf(changed)),
  }
}
