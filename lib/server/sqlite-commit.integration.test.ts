import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '@/lib/shared/ids'
import { closeDb, type Tx, writeTransaction } from './db'
import { env } from './env'
import { dialectOf } from './sql'
import { faultSize } from './testing/fault-size'
import { addPortfolio, type Told, told, write as writeIn, writtenNames } from './testing/told-writes'

/**
 * Prisma's transactions on SQLite when the database cannot take them: SQLITE_BUSY at COMMIT (github.com/prisma/orm,
 * issue 29933), a lock held by somebody else, a full disk. The judge is a connection of its own: what was reported as
 * written is there, what was reported as failed has left nothing, and the transactions after it work.
 */
const sqlite = dialectOf(process.env.DATABASE_URL ?? '') === 'sqlite'
const ROUNDS = faultSize(20, 50)
const LONGEST_LOCK_SECONDS = faultSize(6, 30)
const file = env().databaseUrl.replace(/^file:/, '')
let workspaceId: string
const others = new Set<Database.Database>()

beforeEach(() => {
  workspaceId = newId('ws')
})
afterEach(async () => {
  for (const other of others) other.close()
  others.clear()
  await closeDb()
})

/** Another program in a transaction of its own, until it is told to let go. */
function holding(statement: string): { letGo: () => void } {
  const other = new Database(file)
  others.add(other)
  other.exec(statement)
  other.prepare('SELECT COUNT(*) FROM "Workspace"').get()
  return { letGo: () => void other.close() }
}

function write(name: string, also?: (tx: Tx) => Promise<void>): Promise<Told> {
  return writeIn(workspaceId, name, also)
}

async function expectWritten(names: string[]): Promise<void> {
  expect(await writtenNames(workspaceId)).toEqual(names.toSorted())
}

describe.runIf(sqlite)('SQLITE_BUSY at COMMIT, in rollback-journal mode, because somebody reads', () => {
  beforeEach(() => {
    const own = new Database(file)
    expect(own.pragma('journal_mode = DELETE', { simple: true })).toBe('delete')
    own.close()
  })

  test(`${ROUNDS} times: what failed left nothing, what was reported is kept, and the next one works`, {
    timeout: 120_000,
  }, async () => {
    const reported: string[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const reading = holding('BEGIN')
      expect(await write(`refused ${round}`)).toBe('busy')
      reading.letGo()
      // What was refused has given the lock back.
      holding('BEGIN IMMEDIATE').letGo()
      for (const name of [`kept ${round}a`, `kept ${round}b`]) {
        expect(await write(name)).toBe('written')
        reported.push(name)
      }
    }
    await expectWritten(reported)
  })

  test('and stops reading in time: written', async () => {
    const reading = holding('BEGIN')
    const writing = write('patient')
    setTimeout(reading.letGo, 100)
    expect(await writing).toBe('written')
    await expectWritten(['patient'])
  })

  test('with others waiting for their turn: each is told the truth', async () => {
    const reading = holding('BEGIN')
    const names = ['first', 'second', 'third', 'fourth']
    const writing = names.map((name) => write(name))
    await writing[0]
    reading.letGo()
    const answers = await Promise.all(writing)
    expect(answers[0]).toBe('busy')
    expect(answers.slice(1)).toEqual(['written', 'written', 'written'])
    await expectWritten(names.slice(1))
  })
})

/** The longest time in which nothing else of this process ran, while `work` was under way. */
async function longestStop(work: () => Promise<void>): Promise<number> {
  let longest = 0
  let last = performance.now()
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 5)
  await work()
  clearInterval(timer)
  return longest
}

describe.runIf(sqlite)('while another connection writes', () => {
  test('for a second, a change waits its turn, and the rest of the process goes on', async () => {
    expect(await write('before')).toBe('written')
    const writing = holding('BEGIN IMMEDIATE')
    const stopped = await longestStop(async () => {
      const waiting = write('patient')
      setTimeout(writing.letGo, 1_000)
      expect(await waiting).toBe('written')
    })
    expect(stopped).toBeLessThan(500)
    await expectWritten(['before', 'patient'])
  })

  test(`for ${LONGEST_LOCK_SECONDS} s, it is told that the database is busy, and the next one works`, {
    timeout: 60_000,
  }, async () => {
    expect(await write('before')).toBe('written')
    const writing = holding('BEGIN IMMEDIATE')
    const end = performance.now() + LONGEST_LOCK_SECONDS * 1_000
    while (performance.now() < end - 5_000) expect(await write('refused')).toBe('busy')
    writing.letGo()
    expect(await write('after')).toBe('written')
    await expectWritten(['before', 'after'])
  })
})

describe.runIf(sqlite)('when the disk is full', () => {
  /** As on a full disk, SQLite says SQLITE_FULL in the middle of the transaction and ends it. */
  async function limitPages(more: number): Promise<void> {
    await writeTransaction(async (tx) => {
      const [row] = await tx.$queryRawUnsafe<{ page_count: bigint }[]>('PRAGMA page_count')
      await tx.$queryRawUnsafe(`PRAGMA max_page_count = ${Number(row?.page_count) + more}`)
    })
  }
  const fill = async (tx: Tx) => {
    for (let i = 0; i < 50; i += 1) await addPortfolio(tx, workspaceId, 'large'.repeat(5_000))
  }

  test(`${ROUNDS} times: all or nothing, and it works again when there is room`, async () => {
    expect(await write('before')).toBe('written')
    const reported = ['before']
    for (let round = 0; round < ROUNDS; round += 1) {
      await limitPages(2)
      expect(await write(`refused ${round}`, fill)).toBe('busy')
      await limitPages(1_000)
      expect(await write(`kept ${round}`)).toBe('written')
      reported.push(`kept ${round}`)
    }
    await expectWritten(reported)
  })
})

describe.runIf(sqlite)('a transaction that SQLite ended by itself', () => {
  const endIt = (tx: Tx) =>
    tx.$executeRawUnsafe('INSERT OR ROLLBACK INTO "AuditHead" SELECT * FROM "AuditHead" LIMIT 1').then(() => undefined)

  test('takes no further statement, and is never reported as written', async () => {
    expect(await write('before')).toBe('written')
    const swallowed = async (tx: Tx) => {
      await addPortfolio(tx, workspaceId, 'lost')
      await endIt(tx).catch(() => undefined)
    }
    const goesOn = async (tx: Tx) => {
      await swallowed(tx)
      await addPortfolio(tx, workspaceId, 'half').catch(() => undefined)
    }
    for (const work of [swallowed, goesOn]) expect(await told(writeTransaction(work))).toBe('failed')
    expect(await write('after')).toBe('written')
    await expectWritten(['before', 'after'])
  })
})
