import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seedToken } from '@/lib/api/testing/world'
import { resolveNext } from '@/lib/identity/resolve-batch'
import { ResolverMetrics } from '@/lib/identity/resolver-metrics'
import { openReceiver } from '@/lib/receiver/open-receiver'
import { moveAll } from '@/lib/receiver/testing/inbox'
import { type Answer, send, sendSigned } from '@/lib/receiver/testing/receiver-server'
import { newId } from '@/lib/shared/ids'
import { sampleBody } from '@/lib/whatsapp/samples'
import { db, writeTransaction } from './db'
import { env } from './env'
import { createFront } from './front'
import { closeServer, listen } from './lifecycle'
import { Metrics } from './metrics'
import { createDatabaseGauges } from './metrics-database'
import { createMetricsHandler } from './metrics-handler'
import { addProcessMetrics } from './metrics-process'
import { OPENMETRICS_TYPE } from './metrics-text'
import { openSql, type SqlDb } from './sql'
import { readOpenMetrics, sampleValue } from './testing/openmetrics'
import { type SeededNumber, seedNumber, seedWorkspace } from './testing/seed'

const OPERATOR = 'operator-token-of-this-test'

let sql: SqlDb
let url: string
let stop: () => Promise<void>
let worker: ResolverMetrics

/** The real front with receiver and metrics; the worker's counts come as they would from the process beside it. */
beforeAll(async () => {
  sql = openSql(env().databaseUrl, { maxConnections: 3 })
  const [own, beside] = [new Metrics(), new Metrics()]
  addProcessMetrics(own, 'server')
  addProcessMetrics(beside, 'worker')
  worker = new ResolverMetrics(beside)
  const receiver = openReceiver(env().databaseUrl, { onStored: () => undefined, metrics: own })
  const onError = (error: unknown) => {
    throw error
  }
  const sources = {
    token: OPERATOR,
    own: () => own.snapshot(),
    beside: [async () => beside.snapshot()],
    database: createDatabaseGauges(sql),
  }
  const server = createFront({
    webhook: receiver.handle,
    health: () => false,
    metrics: createMetricsHandler(sources, onError),
    publicUrl: undefined,
    trustProxy: false,
    onError,
  })
  url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`
  stop = async () => {
    await closeServer(server, 100)
    await receiver.close()
    await sql.close()
  }
})
afterAll(() => stop())
beforeEach(async () => void (await writeTransaction((tx) => tx.delivery.deleteMany())))

function scrape(token?: string, method = 'GET'): Promise<Answer> {
  return send(`${url}/metrics`, { method, headers: token ? { Authorization: `Bearer ${token}` } : {} })
}

async function families(token = OPERATOR) {
  const { status, text } = await scrape(token)
  expect(status, text).toBe(200)
  return readOpenMetrics(text)
}

function bodyFor(number: SeededNumber): Buffer {
  return sampleBody('phone-and-bsuid', {
    phoneNumberId: number.phoneNumberId,
    displayPhoneNumber: '442079460000',
    wabaId: number.wabaId,
    wamid: `wamid.${randomUUID()}`,
    at: new Date(),
  })
}

const deliver = (number: SeededNumber, secret = number.secret) =>
  sendSigned(`${url}/webhooks/whatsapp/${number.urlKey}`, secret, bodyFor(number))

const resolve = async () => {
  await moveAll(env().databaseUrl)
  return resolveNext(sql, {
    onCommitted: (committed) => worker.committed(committed),
    onFailure: (_, one) => worker.failed(one),
  })
}

describe('what a scrape says', () => {
  it('counts what was received, stored, refused and resolved, by id alone', async () => {
    const workspaceId = await seedWorkspace('Larch & Loam')
    const number = await seedNumber(workspaceId, { label: 'Support line' })
    await deliver(number)
    await deliver(number)
    expect((await deliver(number, 'another_secret')).status).toBe(401)
    expect((await deliver({ ...number, urlKey: 'nobody' })).status).toBe(404)
    await resolve()
    const { text, headers } = await scrape(OPERATOR)
    expect(headers['content-type']).toBe(OPENMETRICS_TYPE)
    const read = readOpenMetrics(text)
    const connection = number.connectionId
    const value = (name: string, labels: Record<string, string>) => sampleValue(read, name, labels)
    expect(value('handrail_deliveries_received_total', { connection })).toBe(3)
    expect(value('handrail_deliveries_stored_total', { connection })).toBe(2)
    expect(value('handrail_answer_seconds_count', { connection })).toBe(2)
    expect(value('handrail_requests_refused_total', { connection, reason: 'bad-signature' })).toBe(1)
    expect(value('handrail_requests_refused_total', { reason: 'unknown-connection' })).toBeGreaterThan(0)
    expect(value('handrail_updates_resolved_total', { workspace: workspaceId, outcome: 'created' })).toBe(1)
    expect(value('handrail_updates_resolved_total', { workspace: workspaceId, outcome: 'matched' })).toBe(1)
    expect(value('handrail_resolve_seconds_count', { workspace: workspaceId })).toBe(2)
    expect(value('handrail_queue_bytes', {})).toBe(0)
    expect(value('handrail_inbox_deliveries', {})).toBe(sql.dialect === 'sqlite' ? 0 : undefined)
    expect(value('handrail_process_memory_bytes', { process: 'worker' })).toBeGreaterThan(1_000_000)
    for (const secretive of [
      'Larch',
      'Support line',
      '442079',
      '447700',
      'GB.1',
      number.phoneNumberId,
      number.urlKey,
    ]) {
      expect(text).not.toContain(secretive)
    }
  })

  it('counts a try that failed, and the one after which a delivery is set aside', async () => {
    const workspaceId = await seedWorkspace()
    const number = await seedNumber(workspaceId)
    await deliver(number)
    await moveAll(env().databaseUrl)
    for (let i = 0; i < 5; i += 1) {
      await resolveNext(sql, {
        onCommitted: (committed) => worker.committed(committed),
        onFailure: (_, one) => worker.failed(one),
        backoff: () => -1_000,
        beforeCommit: () => {
          throw new Error('it always throws')
        },
      })
    }
    const read = await families()
    const labels = { workspace: workspaceId }
    expect(sampleValue(read, 'handrail_resolve_failed_tries_total', labels)).toBe(4)
    expect(sampleValue(read, 'handrail_deliveries_set_aside_total', labels)).toBe(1)
    expect(sampleValue(read, 'handrail_resolve_seconds_count', labels)).toBeUndefined()
  })
})

describe('what the database knows', () => {
  const NOW = new Date('2026-11-23T10:00:00Z')

  async function seedWaiting(workspaceId: string, minutesOld: number, extra: object = {}): Promise<void> {
    const receivedAt = new Date(NOW.getTime() - minutesOld * 60_000)
    const row = { id: newId('d'), workspaceId, connectionId: 'con_x', receivedAt, size: 0, bodyHash: '' }
    await writeTransaction((tx) => tx.delivery.create({ data: { ...row, state: 'stored', ...extra } }))
  }

  async function gauges(workspaceId: string) {
    const read = await createDatabaseGauges(sql)(NOW)
    const value = (name: string) =>
      read.find((family) => family.name === name)?.samples.find((sample) => sample.workspaceId === workspaceId)?.value
    return {
      backlog: value('handrail_database_backlog_deliveries'),
      oldest: value('handrail_database_oldest_waiting_seconds'),
      aside: value('handrail_database_set_aside_deliveries'),
    }
  }

  it('is the backlog and its age, workspace by workspace', async () => {
    const [first, second] = [await seedWorkspace(), await seedWorkspace()]
    await seedWaiting(first, 3)
    await seedWaiting(first, 2)
    await seedWaiting(second, 10, { state: 'set_aside' })
    expect(await gauges(first)).toEqual({ backlog: 2, oldest: 180, aside: 0 })
    expect(await gauges(second)).toEqual({ backlog: 0, oldest: 0, aside: 1 })
  })

  it('takes no replayed delivery and none that is tried again for a late worker', async () => {
    const workspaceId = await seedWorkspace()
    await seedWaiting(workspaceId, 60, { processedAt: NOW })
    await seedWaiting(workspaceId, 50, { nextTryAt: NOW })
    await seedWaiting(workspaceId, 1)
    expect(await gauges(workspaceId)).toEqual({ backlog: 3, oldest: 60, aside: 0 })
  })

  it('that does not answer costs the scrape nothing else', async () => {
    const broken = { all: () => Promise.reject(new Error('gone')) }
    const hanging = { all: () => new Promise<never>(() => undefined) }
    for (const database of [createDatabaseGauges(broken), createDatabaseGauges(hanging, 20)]) {
      expect((await database(NOW)).map(({ name, samples }) => [name, samples[0]?.value])).toEqual([
        ['handrail_database_up', 0],
      ])
    }
  })

  it('is read once for all who ask within a second', async () => {
    let asked = 0
    const counting = {
      all: async () => {
        asked += 1
        return []
      },
    }
    const database = createDatabaseGauges(counting)
    await Promise.all([database(NOW), database(NOW), database(new Date(NOW.getTime() + 900))])
    expect(asked).toBe(1)
    await database(new Date(NOW.getTime() + 1_100))
    expect(asked).toBe(2)
  })

  it.runIf(env().databaseUrl.startsWith('file:'))(
    'is answered by indexes, never by reading through the table',
    async () => {
      const plans: string[] = []
      const explaining = {
        async all<T>(text: string, params: Parameters<SqlDb['all']>[1] = []) {
          const plan = await sql.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`, params)
          plans.push(...plan.map(({ detail }) => detail))
          return sql.all(text, params) as Promise<T[]>
        },
      }
      await seedWaiting(await seedWorkspace(), 1)
      await createDatabaseGauges(explaining as Pick<SqlDb, 'all'>)(NOW)
      const tables = plans.filter((detail) => detail.includes('Delivery'))
      expect(tables.length).toBeGreaterThan(0)
      for (const detail of tables) expect(detail).toMatch(/^SEARCH Delivery USING (COVERING )?INDEX/)
    },
  )
})

describe('who may scrape', () => {
  it.each([
    ['nobody', undefined],
    ['a wrong token', 'operator-token-of-another'],
    ['something that looks like an API token', `hr_${'x'.repeat(43)}`],
  ])('%s is refused', async (_who, token) => {
    const answer = await scrape(token)
    expect(answer.status).toBe(401)
    expect(answer.headers['www-authenticate']).toContain('Bearer')
    expect(answer.text).not.toContain('handrail_')
  })

  it('an API token needs the scope', async () => {
    const workspaceId = await seedWorkspace()
    const { token } = await seedToken(workspaceId, ['deliveries:read', 'audit:read'])
    expect((await scrape(token)).status).toBe(403)
    const all = await seedToken(workspaceId, ['*'])
    expect((await scrape(all.token)).status).toBe(200)
  })

  it('an API token reads the series of its own workspace, and not those of another', async () => {
    const [mine, theirs] = [await seedWorkspace(), await seedWorkspace('Elsewhere')]
    const [myNumber, theirNumber] = [await seedNumber(mine), await seedNumber(theirs)]
    await deliver(myNumber)
    await deliver(theirNumber)
    await resolve()
    await resolve()
    const { token } = await seedToken(mine, ['metrics:read'])
    const { text } = await scrape(token)
    const read = readOpenMetrics(text)
    expect(sampleValue(read, 'handrail_deliveries_stored_total', { connection: myNumber.connectionId })).toBe(1)
    expect(sampleValue(read, 'handrail_process_memory_bytes', { process: 'server' })).toBeGreaterThan(0)
    expect(text).not.toContain(theirNumber.connectionId)
    expect(text).not.toContain(theirs)
  })

  it('a revoked token is refused at once', async () => {
    const { id, token } = await seedToken(await seedWorkspace(), ['metrics:read'])
    expect((await scrape(token)).status).toBe(200)
    await db.apiToken.update({ where: { id }, data: { revokedAt: new Date() } })
    expect((await scrape(token)).status).toBe(401)
  })

  it('reads with GET or HEAD', async () => {
    const head = await scrape(OPERATOR, 'HEAD')
    expect([head.status, head.text]).toEqual([200, ''])
    expect((await scrape(OPERATOR, 'POST')).status).toBe(405)
  })

  it('guesses are slowed down, and a token that works is not', async () => {
    const { token } = await seedToken(await seedWorkspace(), ['metrics:read'])
    expect((await scrape(token)).status).toBe(200)
    const statuses = new Set<number>()
    for (let i = 0; i < 70; i += 1) statuses.add((await scrape(`guess-number-${i}-of-many`)).status)
    expect(statuses).toEqual(new Set([401, 429]))
    expect((await scrape(token)).status).toBe(200)
    expect((await scrape(OPERATOR)).status).toBe(200)
  })
})
