import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import type { Sql } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { moveAll } from './inbox'
import { sendSigned, type TestReceiver } from './receiver-server'

/** A client outside that remembers what it was answered, and the judgement over its answers. */
export type Sent = { hash: string; status: number; ms: number }

export function uniqueBody(bytes = 0): Buffer {
  return Buffer.from(JSON.stringify({ nonce: newId('id'), text: 'x'.repeat(bytes) }))
}

type Addressee = { urlKey: string; secret: string }

export async function sendUnique(receiver: TestReceiver, { urlKey, secret }: Addressee, bytes = 0): Promise<Sent> {
  const body = uniqueBody(bytes)
  const start = performance.now()
  const { status } = await sendSigned(receiver.urlFor(urlKey), secret, body)
  return { hash: createHash('sha256').update(body).digest('hex'), status, ms: performance.now() - start }
}

type Store = { databaseUrl: string; sql: Sql }

async function timesStored({ databaseUrl, sql }: Store): Promise<Map<string, number>> {
  await moveAll(databaseUrl)
  const rows = await sql.all<{ hash: string; n: number }>(
    'SELECT "bodyHash" AS "hash", COUNT(*) AS "n" FROM "Delivery" GROUP BY "bodyHash"',
  )
  return new Map(rows.map((row) => [row.hash, Number(row.n)]))
}

/** What was answered 200 is stored once, and what was answered 503 is not stored. */
export async function expectHonest(store: Store, sent: readonly Sent[]): Promise<void> {
  const stored = await timesStored(store)
  const wrong = sent.filter(({ hash, status }) => (stored.get(hash) ?? 0) !== (status === 200 ? 1 : 0))
  expect(wrong).toEqual([])
  expect(sent.filter(({ status }) => status !== 200 && status !== 503)).toEqual([])
}

/**
 * What was answered 200 is stored once. Where connections break, 503 may be stored too: the answer to a commit can get
 * lost. WhatsApp sends again, and that is harmless.
 */
export async function expectKept(store: Store, sent: readonly Sent[]): Promise<void> {
  const stored = await timesStored(store)
  expect(sent.filter(({ hash, status }) => status === 200 && stored.get(hash) !== 1)).toEqual([])
  expect(sent.filter(({ status }) => status !== 200 && status !== 503)).toEqual([])
}
