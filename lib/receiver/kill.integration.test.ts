import { afterAll, beforeAll, expect, test } from 'vitest'
import { env } from '@/lib/server/env'
import { openSql, type SqlDb } from '@/lib/server/sql'
import { faultSize } from '@/lib/server/testing/fault-size'
import { type SeededNumber, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { countInbox } from './inbox'
import { expectNothingLost, expectSound } from './testing/effects'
import { type LoadClient, startLoad } from './testing/load-client'
import {
  buildServer,
  freePort,
  killWhatRuns,
  processesOf,
  type Role,
  type Running,
  startProcess,
  untilAtWork,
  untilReady,
} from './testing/processes'

/**
 * Product.md section 8: kill -9 under load. The receiver, the worker, and the server with its worker beside it are real
 * processes that are killed in turn at random moments; the client outside keeps every id that was acknowledged.
 */
const ROUNDS = faultSize(20, 200)
const TURNS: readonly Role[] = ['receiver', 'worker', 'all']
const CONNECTIONS = 24
const BACK_WITHIN_MS = 3_000

let workspaceId: string
let number: SeededNumber
let sql: SqlDb
let built: ReturnType<typeof buildServer>
let port: number
const acknowledged: string[] = []
/** Milliseconds until what was started again did its work. */
const back: Record<Role, number[]> = { receiver: [], worker: [], all: [] }

beforeAll(async () => {
  built = buildServer()
  workspaceId = await seedWorkspace()
  number = await seedNumber(workspaceId)
  sql = openSql(env().databaseUrl)
  port = await freePort()
})
afterAll(async () => {
  killWhatRuns()
  built.remove()
  await sql.close()
})

function start(role: Role): Running {
  return startProcess({ script: built.script, role, port: role === 'worker' ? 0 : port, environment: process.env })
}

async function startReceiving(role: 'receiver' | 'all'): Promise<Running> {
  const server = start(role)
  back[role].push(await untilReady(`http://127.0.0.1:${port}`, server))
  return server
}

async function count(where: string): Promise<number> {
  const [row] = await sql.all<{ n: number }>(`SELECT COUNT(*) AS "n" FROM ${where}`)
  return Number(row?.n)
}
const resolved = () => count(`"Event" WHERE "outcome" <> 'pending'`)
const waiting = async () => countInbox(env().databaseUrl) + (await count(`"Delivery" WHERE "state" <> 'processed'`))

/** Starts a worker where something waits, and notes how long it takes until it has resolved some of it. */
async function startWorking(): Promise<Running> {
  const before = await resolved()
  const worker = start('worker')
  back.worker.push(await untilAtWork(worker, async () => (await resolved()) > before))
  return worker
}

async function underLoad(name: string, kill: () => Promise<void>): Promise<void> {
  const load: LoadClient = startLoad(`http://127.0.0.1:${port}/webhooks/whatsapp/${number.urlKey}`, number, {
    name,
    connections: CONNECTIONS,
  })
  // Under way, and then at any moment.
  await expect.poll(() => load.acknowledged.length, { timeout: 60_000, interval: 5 }).toBeGreaterThan(CONNECTIONS)
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 450))
  await kill()
  await load.stop()
  acknowledged.push(...load.acknowledged)
  expectSound({ sql, workspaceId, databaseUrl: env().databaseUrl })
}

test(`kill -9 under load, ${ROUNDS} times: nothing acknowledged is lost or doubled`, {
  timeout: ROUNDS * 30_000,
}, async () => {
  let worker: Running | undefined
  for (let round = 0; round < ROUNDS; round += 1) {
    const turn = TURNS[round % TURNS.length] ?? 'receiver'
    const server = await startReceiving(turn === 'all' ? 'all' : 'receiver')
    if (turn === 'all') await worker?.killHard()
    if (turn === 'all') worker = undefined
    else worker ??= start('worker')
    await underLoad(`r${round}`, async () => {
      if (turn !== 'worker') return server.killHard()
      await worker?.killHard()
      worker = await startWorking()
    })
    if (turn === 'worker') await server.killHard()
  }
  worker ??= start('worker')
  await expect.poll(waiting, { timeout: 60_000, interval: 200 }).toBe(0)
  await worker.killHard()
  // A worker must not outlive the server that was killed over it.
  await expect.poll(() => processesOf(built.folder), { timeout: 60_000 }).toEqual([])
  await expectNothingLost({ sql, workspaceId, databaseUrl: env().databaseUrl }, acknowledged)
  for (const role of TURNS) expect(Math.max(...back[role]), `${role}: ${back[role]}`).toBeLessThan(BACK_WITHIN_MS)
})
