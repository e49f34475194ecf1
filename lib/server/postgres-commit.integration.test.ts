import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '@/lib/shared/ids'
import { closeDb, type Tx, writeTransaction } from './db'
import { env } from './env'
import { migrate } from './migrate'
import { createPool, dialectOf } from './sql'
import { faultSize } from './testing/fault-size'
import { startPostgres, type TestPostgres } from './testing/postgres'
import { addPortfolio, type Told, told, write, writtenNames } from './testing/told-writes'

/**
 * Prisma's transactions on Postgres when connections end in the middle: a change that was reported is there, one that
 * was not is there whole or not at all (the answer to a COMMIT can get lost), and the next one works without a restart.
 * On a server of its own, because killing a backend ends everybody's connections.
 */
const postgresql = dialectOf(process.env.DATABASE_URL ?? '') === 'postgresql'
const ROUNDS = faultSize(20, 50)
const CRASHES = faultSize(3, 20)
let server: TestPostgres
let workspaceId: string

beforeAll(async () => {
  if (!postgresql) return
  server = await startPostgres()
  process.env.DATABASE_URL = server.url()
  await migrate(env().databaseUrl)
})
beforeEach(() => {
  workspaceId = newId('ws')
})
afterEach(() => closeDb())
afterAll(() => server?.stop())

async function backendOf(tx: Tx): Promise<number> {
  const [row] = await tx.$queryRawUnsafe<{ pid: number }[]>('SELECT pg_backend_pid() AS "pid"')
  return Number(row?.pid)
}

async function terminate(pid: number): Promise<void> {
  const pool = createPool(env().databaseUrl, 1)
  await pool.query('SELECT pg_terminate_backend($1)', [pid])
  await pool.end()
}

/** Whatever was reported is there, and what is there beyond it was at least tried. */
async function expectHonest(answers: Map<string, Told>): Promise<void> {
  const reported = [...answers].filter(([, answer]) => answer === 'written').map(([name]) => name)
  const written = await writtenNames(workspaceId)
  expect(written).toEqual(expect.arrayContaining(reported))
  expect([...answers.keys()]).toEqual(expect.arrayContaining(written))
}

describe.runIf(postgresql)('a connection that ends in the middle of a transaction', () => {
  test(`${ROUNDS} times between its statements: nothing of it is there, and the next one works`, async () => {
    const kept: string[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const die = async (tx: Tx) => terminate(await backendOf(tx))
      expect(await write(workspaceId, `refused ${round}`, die)).not.toBe('written')
      expect(await write(workspaceId, `kept ${round}`)).toBe('written')
      kept.push(`kept ${round}`)
    }
    expect(await writtenNames(workspaceId)).toEqual(kept.toSorted())
  })

  test(`${ROUNDS} times at any moment, with eight writers: each is told the truth`, { timeout: 60_000 }, async () => {
    const answers = new Map<string, Told>()
    const pool = createPool(env().databaseUrl, 1)
    for (let round = 0; round < ROUNDS; round += 1) {
      const names = Array.from({ length: 8 }, (_, writer) => `${round} by ${writer}`)
      const writing = names.map(async (name) => answers.set(name, await write(workspaceId, name)))
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 12))
      await pool.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      )
      await Promise.all(writing)
    }
    await pool.end()
    answers.set('afterwards', await write(workspaceId, 'afterwards'))
    expect(answers.get('afterwards')).toBe('written')
    expect([...answers.values()].filter((answer) => answer !== 'written').length).toBeGreaterThan(0)
    await expectHonest(answers)
  })

  test(`${CRASHES} times by SIGKILL, which restarts the whole server: recovered without a restart of ours`, {
    timeout: 120_000,
  }, async () => {
    const answers = new Map<string, Told>()
    for (let round = 0; round < CRASHES; round += 1) {
      answers.set(`before ${round}`, await write(workspaceId, `before ${round}`))
      const crash = async (tx: Tx) => void process.kill(await backendOf(tx), 'SIGKILL')
      answers.set(`refused ${round}`, await write(workspaceId, `refused ${round}`, crash))
      const again = async () => {
        const name = `after ${round}, ${answers.size}`
        answers.set(name, await write(workspaceId, name))
        return answers.get(name)
      }
      await expect.poll(again, { timeout: 20_000, interval: 100 }).toBe('written')
    }
    const refused = [...answers].filter(([name]) => name.startsWith('refused'))
    expect(refused.map(([, answer]) => answer)).not.toContain('written')
    await expectHonest(answers)
  })
})

describe.runIf(postgresql)('a transaction that Postgres gave up after an error', () => {
  test('is never reported as written, although its COMMIT gets an answer', async () => {
    const swallowed = async (tx: Tx) => {
      await addPortfolio(tx, workspaceId, 'lost')
      await tx.$executeRawUnsafe('SELECT 1 / 0').catch(() => undefined)
    }
    expect(await told(writeTransaction(swallowed))).toBe('failed')
    expect(await write(workspaceId, 'after')).toBe('written')
    expect(await writtenNames(workspaceId)).toEqual(['after'])
  })
})
