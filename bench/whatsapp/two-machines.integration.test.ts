import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildServer, freePort, type Running, startProcess, untilReady } from '@/lib/receiver/testing/processes'
import { env } from '@/lib/server/env'
import { openSql, type SqlDb } from '@/lib/server/sql'
import { type ReadFamily, readOpenMetrics } from '@/lib/server/testing/openmetrics'
import { type SeededNumber, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { checkStored } from './check'
import { readOptions } from './options'
import { Sender } from './sender'
import { openWire, type Wire } from './wire'

/**
 * Several machines on one Postgres: two processes receive, two resolve, and WhatsApp sends to both. SQLite is one file on
 * one machine, so there this does not exist.
 */
const postgres = (process.env.DATABASE_URL ?? '').startsWith('postgres')
const TOKEN = 'token-of-the-two-machines'
const DELIVERIES = 400

type Machine = Running & { url: string }

let built: ReturnType<typeof buildServer>
let sql: SqlDb
let workspaceId: string
let number: SeededNumber

async function start(role: 'receiver' | 'worker'): Promise<Machine> {
  const port = await freePort()
  const own = { HANDRAIL_METRICS_TOKEN: TOKEN, ...(role === 'worker' && { HANDRAIL_METRICS_PORT: String(port) }) }
  const running = startProcess({ script: built.script, role, port, environment: { ...process.env, ...own } })
  const url = `http://127.0.0.1:${port}`
  await untilReady(url, running)
  return { ...running, url }
}

async function metricsOf({ url }: Machine): Promise<ReadFamily[]> {
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })
  expect(answer.status).toBe(200)
  return readOpenMetrics(await answer.text())
}

/** The sum of one name over several processes and all of its labels. */
function sumOf(all: readonly ReadFamily[][], name: string): number {
  const samples = all.flat().flatMap((family) => family.samples)
  return samples.filter((sample) => sample.name === name).reduce((sum, { value }) => sum + value, 0)
}

/** One client, two machines: each delivery goes to one of them, and none to one that did not answer, as behind a balancer. */
function balanced(machines: readonly Machine[]): Wire {
  const wires = machines.map(({ url }) => openWire(`${url}/webhooks/whatsapp/${number.urlKey}`, 8))
  const down = new Set<Wire>()
  let turn = 0
  return {
    async post(body, signature) {
      const up = wires.filter((wire) => !down.has(wire))
      turn += 1
      const wire = up[turn % up.length]
      if (!wire) throw new Error('No machine answers any more.')
      const answer = await wire.post(body, signature)
      if (answer.status === 0) down.add(wire)
      return answer
    },
    close: () => {
      for (const wire of wires) wire.close()
    },
  }
}

function sendTo(machines: readonly Machine[], seed: number): Sender {
  const address = ['--url', 'http://localhost/', '--secret', number.secret, '--waba', number.wabaId]
  const ours = ['--phone-number-id', number.phoneNumberId, '--display-number', '442079460000']
  const load = [
    '--rate',
    '400',
    '--count',
    String(DELIVERIES),
    '--batch',
    '1-6',
    '--people',
    '60',
    '--seed',
    String(seed),
  ]
  const trouble = ['--duplicates', '0.3', '--disorder', '0.3', '--time-scale', '20', '--patience', '30']
  return new Sender(readOptions([...address, ...ours, ...load, ...trouble], []), balanced(machines))
}

async function waiting(): Promise<number> {
  const [row] = await sql.all<{ n: unknown }>(`SELECT COUNT(*) AS "n" FROM "Delivery" WHERE "state" = 'stored'`)
  return Number(row?.n)
}

async function storedOnce(ids: ReadonlySet<string>) {
  const rows = await sql.all<{ wamid: string | null; status: string | null }>('SELECT "wamid","status" FROM "Event"')
  const items = rows.map(({ wamid, status }) => ({ wamid, ...(status && { status }) }))
  return checkStored(ids, async () => ({ items, nextCursor: null }))
}

describe.runIf(postgres)('two that receive and two that resolve', () => {
  beforeAll(async () => {
    built = buildServer()
    sql = openSql(env().databaseUrl)
    workspaceId = await seedWorkspace()
    number = await seedNumber(workspaceId)
  })
  afterAll(async () => {
    built.remove()
    await sql.close()
  })

  test('store and resolve everything once, and their counters add up to what the database holds', {
    timeout: 120_000,
  }, async () => {
    const [first, second, ...workers] = await Promise.all([
      start('receiver'),
      start('receiver'),
      start('worker'),
      start('worker'),
    ])
    const receivers = [first, second].filter((machine) => machine !== undefined)
    try {
      const tally = await sendTo(receivers, 1).run()
      expect(tally).toMatchObject({ deliveries: DELIVERIES, acknowledged: DELIVERIES, gaveUp: 0, left: 0 })
      await expect.poll(waiting, { timeout: 60_000, interval: 100 }).toBe(0)
      expect(await storedOnce(tally.ids)).toMatchObject({ stored: tally.ids.size, missing: [], doubled: [] })

      const [received, resolved] = await Promise.all([
        Promise.all(receivers.map(metricsOf)),
        Promise.all(workers.map(metricsOf)),
      ])
      const [{ n: events } = { n: 0 }] = await sql.all<{ n: unknown }>('SELECT COUNT(*) AS "n" FROM "Event"')
      expect(sumOf(received, 'handrail_deliveries_stored_total')).toBe(tally.posts)
      expect(sumOf(received, 'handrail_answer_seconds_count')).toBe(tally.posts)
      expect(sumOf(resolved, 'handrail_deliveries_resolved_total')).toBe(tally.posts)
      expect(sumOf(resolved, 'handrail_updates_resolved_total')).toBe(Number(events))
      // Each saw a part, and both know the same of the database.
      for (const one of received) expect(sumOf([one], 'handrail_deliveries_stored_total')).toBeGreaterThan(0)
      const backlog = (one: ReadFamily[]) => sumOf([one], 'handrail_database_backlog_deliveries')
      expect([...received, ...resolved].map(backlog)).toEqual([0, 0, 0, 0])
    } finally {
      await Promise.all([...receivers, ...workers].map((machine) => machine.killHard()))
    }
  })

  test('lose nothing when one of each is killed in the middle', { timeout: 120_000 }, async () => {
    const [staying, dying, worker, dyingWorker] = await Promise.all([
      start('receiver'),
      start('receiver'),
      start('worker'),
      start('worker'),
    ])
    try {
      const sender = sendTo([staying, dying], 2)
      const sending = sender.run()
      await expect.poll(() => sender.tally.acknowledged, { timeout: 20_000, interval: 5 }).toBeGreaterThan(80)
      await Promise.all([dying.killHard(), dyingWorker.killHard()])
      const tally = await sending
      expect(tally.statuses.get(0)).toBeGreaterThan(0)
      expect(tally).toMatchObject({ acknowledged: DELIVERIES, gaveUp: 0, left: 0 })
      await expect.poll(waiting, { timeout: 60_000, interval: 100 }).toBe(0)
      expect(await storedOnce(tally.ids)).toMatchObject({ stored: tally.ids.size, missing: [], doubled: [] })
    } finally {
      await Promise.all([staying, worker].map((machine) => machine.killHard()))
    }
  })
})
