import { execFileSync } from 'node:child_process'
import { mkdirSync, statSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { env } from '@/lib/server/env'
import { openSql, type SqlDb } from '@/lib/server/sql'
import { faultSize } from '@/lib/server/testing/fault-size'
import { type SeededNumber, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { inboxFiles } from './inbox'
import { expectHonest, type Sent, sendUnique } from './testing/honest'
import { startTestReceiver, type TestReceiver } from './testing/receiver-server'
import { mountSmallDisk } from './testing/small-disk'

/**
 * Product.md section 8: a disk that is full, for the receiver as it runs: the file system says so, not a limit inside the
 * database. On SQLite the inbox is on that disk, on Postgres the table of deliveries is.
 */
const TIMES = faultSize(20, 50)
const AT_ONCE = 20
const BODY_BYTES = 6_000

const disk = mountSmallDisk(64)
let sql: SqlDb
let number: SeededNumber
let receiver: TestReceiver

/** Before the receiver opens it: SQLite keeps a file and its WAL where a link leads. */
function moveInbox(directory: string): void {
  const [inbox = ''] = inboxFiles(env().databaseUrl.replace(/^file:/, ''))
  symlinkSync(path.join(directory, 'inbox'), inbox)
}

async function moveTable(directory: string): Promise<void> {
  const [row] = await sql.all<{ data_directory: string }>('SHOW data_directory')
  const { uid, gid } = statSync(row?.data_directory ?? '')
  const space = path.join(directory, 'space')
  mkdirSync(space)
  execFileSync('chown', [`${uid}:${gid}`, space])
  await sql.run(`CREATE TABLESPACE "small" LOCATION '${space}'`)
  await sql.run('ALTER TABLE "Delivery" SET TABLESPACE "small"')
}

describe.runIf(disk)('a disk that is full', () => {
  beforeAll(async () => {
    sql = openSql(env().databaseUrl, { maxConnections: 2 })
    number = await seedNumber(await seedWorkspace())
    if (sql.dialect === 'sqlite') moveInbox(disk?.directory ?? '')
    else await moveTable(disk?.directory ?? '')
    receiver = await startTestReceiver()
  })
  afterAll(async () => {
    await receiver.close()
    if (sql.dialect === 'postgresql') {
      await sql.run('ALTER TABLE "Delivery" SET TABLESPACE pg_default')
      await sql.run('DROP TABLESPACE "small"')
    }
    await sql.close()
    disk?.remove()
  })

  const sendSome = () => Promise.all(Array.from({ length: AT_ONCE }, () => sendUnique(receiver, number, BODY_BYTES)))
  const judge = (sent: readonly Sent[]) => expectHonest({ databaseUrl: env().databaseUrl, sql }, sent)

  test(`is answered 503 and keeps nothing, ${TIMES} times, and works again as soon as there is room`, {
    timeout: TIMES * 10_000,
  }, async () => {
    const all: Sent[] = []
    let refused = 0
    for (let round = 0; round < TIMES; round += 1) {
      disk?.fill()
      const full = [...(await sendSome()), ...(await sendSome()), ...(await sendSome())]
      refused += full.some(({ status }) => status === 503) ? 1 : 0
      disk?.empty()
      const after = await sendSome()
      expect(after.filter(({ status }) => status !== 200)).toEqual([])
      all.push(...full, ...after)
    }
    await judge(all)
    expect(refused).toBe(TIMES)
  })
})
