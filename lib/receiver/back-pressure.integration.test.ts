import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { env } from '@/lib/server/env'
import { createFront } from '@/lib/server/front'
import { createHealthHandler } from '@/lib/server/health'
import { closeServer, listen } from '@/lib/server/lifecycle'
import { Metrics } from '@/lib/server/metrics'
import { readMigrations } from '@/lib/server/migrate'
import { dialectOf, openSql } from '@/lib/server/sql'
import { type SeededNumber, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { type OpenReceiver, openReceiver } from './open-receiver'
import type { StoredDelivery } from './stored-delivery'
import { send, sendSigned } from './testing/receiver-server'

/**
 * The disk stands still while WhatsApp goes on: what fits into memory waits, the rest is told to come again, and nothing
 * that was refused is stored. The writer is the test's, so that the standstill is exact.
 */
let number: SeededNumber
let receiver: OpenReceiver
let url: string
let close: () => Promise<void>
let written: StoredDelivery[]
let release: () => void
const metrics = new Metrics()

beforeAll(async () => {
  number = await seedNumber(await seedWorkspace())
})

beforeEach(async () => {
  written = []
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const writer = {
    lanes: 1,
    async insert(rows: readonly StoredDelivery[]) {
      await released
      written.push(...rows)
      return 'stored' as const
    },
    close: async () => undefined,
  }
  receiver = openReceiver(env().databaseUrl, { onStored: () => undefined, writer, metrics })
  const sql = openSql(env().databaseUrl)
  const migrations = readMigrations(dialectOf(env().databaseUrl))
  const server = createFront({
    webhook: receiver.handle,
    health: createHealthHandler({ sql, migrations, accepts: receiver.accepts, countsBacklog: false }),
    publicUrl: undefined,
    trustProxy: false,
    onError: (error) => expect.unreachable(String(error)),
  })
  url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`
  close = async () => {
    release()
    await closeServer(server, 100)
    await receiver.close()
    await sql.close()
  }
})
afterEach(() => close())

const webhook = () => `${url}/webhooks/whatsapp/${number.urlKey}`
const large = (nonce: number) => Buffer.from(`{"nonce":${nonce},"fill":"${'x'.repeat(3_000_000)}"}`)
const small = () => Buffer.from('{"object":"whatsapp_business_account","entry":[]}')
const queuedBytes = () =>
  metrics.snapshot().findLast(({ name }) => name === 'handrail_queue_bytes')?.samples[0]?.value ?? 0

test('beyond 64 MB that wait for the disk, deliveries get 503 with Retry-After, and are taken afterwards', async () => {
  const waiting = Array.from({ length: 22 }, (_, nonce) => sendSigned(webhook(), number.secret, large(nonce)))
  await expect.poll(() => receiver.accepts(), { timeout: 10_000, interval: 10 }).toBe(false)
  expect(queuedBytes()).toBeGreaterThan(60_000_000)

  const refused = await sendSigned(webhook(), number.secret, large(99))
  expect(refused.status).toBe(503)
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect(JSON.parse(refused.text).error.code).toBe('overloaded')
  const ready = await send(`${url}/readyz`, { method: 'GET' })
  expect(ready.status).toBe(503)
  expect(ready.text).toContain('waiting to be stored')
  expect((await send(`${url}/healthz`, { method: 'GET' })).status).toBe(200)

  release()
  const answers = await Promise.all(waiting)
  const stored = answers.filter(({ status }) => status === 200)
  expect(stored.length).toBeGreaterThan(20)
  for (const { status, headers } of answers) {
    if (status !== 200) expect([status, headers['retry-after']]).toEqual([503, '5'])
  }
  expect(written).toHaveLength(stored.length)
  expect(queuedBytes()).toBe(0)
  expect((await sendSigned(webhook(), number.secret, small())).status).toBe(200)
  expect((await send(`${url}/readyz`, { method: 'GET' })).status).toBe(200)
})
