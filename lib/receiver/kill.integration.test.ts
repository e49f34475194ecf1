import { afterAll, beforeAll, expect, test } from 'vitest'
import { env } from '@/lib/server/env'
import { dialectOf, openSql, openSqlite, type SqlDb } from '@/lib/server/sql'
import { type SeededNumber, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { startLoad } from './testing/load-client'
import { buildServer, freePort, type Running, startProcess, untilReady } from './testing/processes'

/**
 * Product.md section 8: kill -9 under load. The receiver and the worker are real processes that are killed at random
 * moments; the client outside keeps every id that was acknowledged. HANDRAIL_KILL_ROUNDS=200 for a long run.
 */
const sqlite = dialectOf(process.env.DATABASE_URL ?? '') === 'sqlite'
const ROUNDS = Number(process.env.HANDRAIL_KILL_ROUNDS ?? (sqlite ? 20 : 6))
const CONNECTIONS = 24
const BACK_WITHIN_MS = 3_000

let number: SeededNumber
let sql: SqlDb
let built: ReturnType<typeof buildServer>

beforeAll(async () => {
  built = buildServer()
  number = await seedNumber(await seedWorkspace())
  sql = openSql(env().databaseUrl)
})
afterAll(async () => {
  built.remove()
  await sql.close()
})

function start(role: 'receiver' | 'worker', port: number): Running {
  return startProcess({ script: built.script, role, port, environment: process.env })
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** wamids by how often their delivery is stored, as the bytes say. */
async function storedWamids(): Promise<Map<string, number>> {
  const rows = await sql.all<{ body: Uint8Array }>('SELECT "body" FROM "Delivery"')
  const counts = new Map<string, number>()
  for (const { body } of rows) {
    const [wamid = ''] = /wamid\.[\w.]+/.exec(Buffer.from(body).toString()) ?? []
    counts.set(wamid, (counts.get(wamid) ?? 0) + 1)
  }
  return counts
}

async function resolvedWamids(): Promise<string[]> {
  const rows = await sql.all<{ wamid: string }>(`SELECT "wamid" FROM "Event" WHERE "outcome" <> 'pending'`)
  return rows.map((row) => row.wamid)
}

async function waitingCount(): Promise<number> {
  const [row] = await sql.all<{ n: number }>(`SELECT COUNT(*) AS "n" FROM "Delivery" WHERE "state" <> 'processed'`)
  return Number(row?.n)
}

function expectSound(): void {
  if (!sqlite) return
  const file = openSqlite(env().databaseUrl, { readonly: true })
  expect(file.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }])
  file.close()
}

test(`kill -9 under load, ${ROUNDS} times: nothing acknowledged is lost or doubled`, {
  timeout: ROUNDS * 20_000,
}, async () => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const acknowledged: string[] = []
  const slowest: number[] = []
  let worker: Running = start('worker', 0)
  for (let round = 0; round < ROUNDS; round += 1) {
    const receiver = start('receiver', port)
    slowest.push(await untilReady(url, receiver))
    const load = startLoad(`${url}/webhooks/whatsapp/${number.urlKey}`, number, {
      name: `r${round}`,
      connections: CONNECTIONS,
    })
    // Under way, and then at any moment.
    await expect.poll(() => load.acknowledged.length, { timeout: 10_000, interval: 5 }).toBeGreaterThan(CONNECTIONS)
    await pause(Math.random() * 450)
    await receiver.killHard()
    await load.stop()
    acknowledged.push(...load.acknowledged)
    expectSound()
    // The worker is killed too, now and then in the middle of a batch.
    if (round % 3 === 2) {
      await worker.killHard()
      worker = start('worker', 0)
    }
  }
  await expect.poll(waitingCount, { timeout: 60_000, interval: 200 }).toBe(0)
  await worker.killHard()

  const stored = await storedWamids()
  expect(acknowledged.filter((wamid) => stored.get(wamid) !== 1)).toEqual([])
  const resolved = await resolvedWamids()
  expect(resolved.toSorted()).toEqual([...stored.keys()].toSorted())
  expect(Math.max(...slowest)).toBeLessThan(BACK_WITHIN_MS)
  expectSound()
})
