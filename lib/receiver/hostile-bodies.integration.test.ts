import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDb, resolveAll } from '@/lib/identity/testing/database'
import { env } from '@/lib/server/env'
import { inList, type SqlDb } from '@/lib/server/sql'
import { faultSize } from '@/lib/server/testing/fault-size'
import { type SeededNumber, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { seeded } from '@/lib/shared/random'
import { signBody } from '@/lib/whatsapp/signature'
import { type HostileDelivery, hostileDelivery } from './testing/hostile-bodies'
import { moveAll } from './testing/inbox'
import { inGroups, send, sendSigned, startTestReceiver, type TestReceiver } from './testing/receiver-server'

/**
 * Product.md section 8: bodies. Whatever arrives with a right signature is answered as it should be, is stored and read
 * without a crash and without a try that failed, and never costs the good message beside it.
 */
const CASES = faultSize(10_000, 100_000)
const ROUND = 2_500
const AT_ONCE = 50

let db: SqlDb
let receiver: TestReceiver
let number: SeededNumber
let workspaceId: string

beforeAll(async () => {
  db = openTestDb()
  receiver = await startTestReceiver()
  workspaceId = await seedWorkspace()
  number = await seedNumber(workspaceId)
})
afterAll(async () => {
  await receiver.close()
  await db.close()
})

/** Returns what was answered wrongly, and how many deliveries have to be stored. */
async function sendRound(round: readonly HostileDelivery[]): Promise<{ wrong: string[]; stored: number }> {
  const url = receiver.urlFor(number.urlKey)
  const wrong: string[] = []
  let stored = 0
  await inGroups(round, AT_ONCE, async ({ kind, body, headers, answers, good }) => {
    const signed = { ...headers, 'X-Hub-Signature-256': signBody(number.secret, body) }
    const { status } = await send(url, { headers: signed, body })
    if (!answers.includes(status)) wrong.push(`${kind}: ${status}`)
    if (status === 200) stored += 1
    if (good.inside) return
    if ((await sendSigned(url, number.secret, good.body)).status !== 200) wrong.push(`the neighbour of ${kind}`)
    stored += 1
  })
  return { wrong, stored }
}

/** The good messages of a round that are not resolved to a person, once each. */
async function lostNeighbours(round: readonly HostileDelivery[]): Promise<string[]> {
  const wamids = round.map(({ good }) => good.wamid)
  const rows = await db.all<{ wamid: string }>(
    `SELECT "wamid" FROM "Event" WHERE "workspaceId" = ? AND "outcome" IN ('created','matched')
     AND "contactId" IS NOT NULL AND "threadId" IS NOT NULL AND "wamid" IN ${inList(db)}`,
    [workspaceId, JSON.stringify(wamids)],
  )
  const found = rows.map((row) => row.wamid)
  const once = new Set(found)
  return [
    ...round.filter(({ good }) => !once.has(good.wamid)).map(({ kind, good }) => `${kind}: ${good.wamid} is lost`),
    ...(found.length > once.size ? ['a message is there twice'] : []),
  ]
}

async function count(where: string): Promise<number> {
  const [row] = await db.all<{ n: number }>(
    `SELECT COUNT(*) AS "n" FROM "Delivery" WHERE "workspaceId" = ? AND ${where}`,
    [workspaceId],
  )
  return Number(row?.n)
}

test(`${CASES.toLocaleString('en')} hostile bodies: answered as they should be, read, and no neighbour lost`, {
  timeout: CASES * 30,
}, async () => {
  const random = seeded(20_261_126)
  let stored = 0
  let unreadable = 0
  for (let from = 0; from < CASES; from += ROUND) {
    const size = Math.min(ROUND, CASES - from)
    const round = Array.from({ length: size }, (_, i) => hostileDelivery(number, from + i, random))
    const sent = await sendRound(round)
    expect(sent.wrong).toEqual([])
    await moveAll(env().databaseUrl)
    // An update that throws is a failure of this test: resolveAll passes it on.
    await resolveAll(db)
    expect(await lostNeighbours(round)).toEqual([])
    stored += sent.stored
    unreadable += round.filter((one) => one.unreadable).length
  }
  expect(await count(`"state" = 'processed'`)).toBe(stored)
  expect(await count('1 = 1')).toBe(stored)
  expect(await count('"problem" IS NOT NULL')).toBeGreaterThanOrEqual(unreadable)
  expect({}).not.toHaveProperty('polluted')
})
