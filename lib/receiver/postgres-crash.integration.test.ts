import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeWorkspace } from '@/lib/identity/testing/database'
import { encrypt } from '@/lib/server/keys'
import { migrate } from '@/lib/server/migrate'
import { dialectOf, openSql, type SqlDb } from '@/lib/server/sql'
import { faultSize } from '@/lib/server/testing/fault-size'
import { startPostgres, type TestPostgres } from '@/lib/server/testing/postgres'
import { expectKept, type Sent, sendUnique } from './testing/honest'
import { startTestReceiver, type TestReceiver } from './testing/receiver-server'

/**
 * Product.md section 8: Postgres killed in the middle of transactions, and started again. A server of this test's own,
 * because nobody else would survive it. Only on the run for Postgres.
 */
const postgres = dialectOf(process.env.DATABASE_URL ?? '') === 'postgresql'
const TIMES = faultSize(5, 20)
const CONNECTIONS = 30
const SECRET = 'test_app_secret'

let server: TestPostgres
let sql: SqlDb
let receiver: TestReceiver
let urlKey = ''

describe.runIf(postgres)('a Postgres that crashes under load', () => {
  beforeAll(async () => {
    server = await startPostgres()
    await migrate(server.url())
    sql = openSql(server.url())
    const { connectionId } = await makeWorkspace(sql)
    await sql.run('UPDATE "Connection" SET "secretCipher" = ?', [encrypt('connection-secret', SECRET, connectionId)])
    const [row] = await sql.all<{ urlKey: string }>('SELECT "urlKey" FROM "Connection"')
    urlKey = row?.urlKey ?? ''
    receiver = await startTestReceiver(undefined, server.url())
  })
  afterAll(async () => {
    await receiver.close()
    await sql.close()
    await server.stop()
  })

  const sendOne = () => sendUnique(receiver, { urlKey, secret: SECRET })

  /** Sends on each connection without a rest until told to stop. */
  function load(): { stop: () => Promise<Sent[]> } {
    const sent: Sent[] = []
    let stopped = false
    const running = Array.from({ length: CONNECTIONS }, async () => {
      while (!stopped) sent.push(await sendOne())
    })
    return {
      async stop() {
        stopped = true
        await Promise.all(running)
        return sent
      },
    }
  }

  test(`${TIMES} times: nothing answered 200 is lost, everything else is 503, and it works again by itself`, {
    timeout: TIMES * 60_000,
  }, async () => {
    const all: Sent[] = []
    for (let round = 0; round < TIMES; round += 1) {
      const sending = load()
      await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 200))
      await server.crash()
      const down = await Promise.all(Array.from({ length: 5 }, sendOne))
      expect(down.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503])
      await server.startAgain()
      await expect.poll(async () => (await sendOne()).status, { timeout: 20_000 }).toBe(200)
      all.push(...(await sending.stop()), ...down)
    }
    await expectKept({ databaseUrl: server.url(), sql }, all)
    expect(all.filter(({ status }) => status === 200).length).toBeGreaterThan(TIMES * CONNECTIONS)
  })
})
