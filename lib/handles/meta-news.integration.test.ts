import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  eventsOf,
  makeWorkspace,
  openTestDb,
  resolveAll,
  storeDelivery,
  type TestWorkspace,
} from '@/lib/identity/testing/database'
import { asDate, asJson, type SqlDb } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'

let db: SqlDb
let shop: TestWorkspace

beforeAll(() => {
  db = openTestDb()
})
afterAll(() => db.close())
beforeEach(async () => {
  shop = await makeWorkspace(db)
})

const SECONDS = 1_790_000_000

type News = { status: string; username?: string; context?: string; seconds?: number; display?: string; waba?: string }

function newsBody({
  seconds = SECONDS,
  display = shop.support.displayNumber,
  waba = shop.support.wabaId,
  ...value
}: News) {
  const change = { field: 'business_username_updates', value: { display_phone_number: display, ...value } }
  return { object: 'whatsapp_business_account', entry: [{ id: waba, time: seconds, changes: [change] }] }
}

async function send(...all: News[]): Promise<void> {
  for (const news of all) await storeDelivery(db, shop, newsBody(news))
  await resolveAll(db)
}

type HandleRow = {
  id: string
  state: string
  metaState: string
  metaName: string | null
  metaCheckedAt: unknown
  version: number
}

async function handle(workspace = shop, numberId = shop.support.id): Promise<HandleRow | undefined> {
  const [row] = await db.all<HandleRow>('SELECT * FROM "Handle" WHERE "workspaceId" = ? AND "numberId" = ?', [
    workspace.id,
    numberId,
  ])
  return row
}

async function decide(name: string): Promise<void> {
  await db.run(
    'INSERT INTO "Handle" ("id","workspaceId","numberId","state","approvedName","version","updatedAt") VALUES (?,?,?,?,?,?,?)',
    [newId('hd'), shop.id, shop.support.id, 'approved', name, 3, new Date()],
  )
}

function audited() {
  return db.all<{ action: string; subjectId: string; detail: unknown; actorKind: string; origin: string }>(
    `SELECT "action","subjectId","detail","actorKind","origin" FROM "AuditEvent"
     WHERE "workspaceId" = ? AND "action" LIKE 'handle.%' ORDER BY "seq"`,
    [shop.id],
  )
}

describe('business_username_updates', () => {
  it('moves the handle that was decided on, with its version and one audit entry', async () => {
    await decide('larkmoss')
    await send({ status: 'approved', username: 'larkmoss' })
    const row = await handle()
    expect(row).toMatchObject({ state: 'live', metaState: 'approved', metaName: 'larkmoss', version: 4 })
    expect(asDate(row?.metaCheckedAt)).toEqual(new Date(SECONDS * 1_000))
    const [entry, ...more] = await audited()
    expect(more).toEqual([])
    expect(entry).toMatchObject({
      action: 'handle.meta-changed',
      subjectId: row?.id,
      actorKind: 'system',
      origin: 'worker',
    })
    const [event] = await eventsOf(db, shop)
    expect(asJson(entry?.detail)).toMatchObject({
      before: { state: 'approved', metaState: 'none', metaName: null },
      after: { state: 'live', metaState: 'approved', metaName: 'larkmoss' },
      eventId: event?.id,
      numberId: shop.support.id,
    })
  })

  it('keeps what WhatsApp says about a number nobody has decided a handle for', async () => {
    await send({ status: 'reserved', username: 'fernhollow' })
    expect(await handle()).toMatchObject({
      state: 'deciding',
      metaState: 'reserved',
      metaName: 'fernhollow',
      version: 1,
    })
    expect((await audited()).map(({ action }) => action)).toEqual(['handle.meta-changed'])
  })

  it('shows a name that was taken away, and the one that came in its place', async () => {
    await decide('larkmoss')
    await send(
      { status: 'approved', username: 'larkmoss' },
      { status: 'approved', username: 'user_58201734', context: 'revoked', seconds: SECONDS + 60 },
    )
    expect(await handle()).toMatchObject({ state: 'revoked', metaState: 'approved', metaName: 'user_58201734' })
    const last = (await audited()).at(-1)
    expect(last?.action).toBe('handle.revoked-by-meta')
    expect(asJson(last?.detail)).toMatchObject({ before: { state: 'live', metaName: 'larkmoss' } })
  })

  it('ends in the same state in any order of arrival, and says everything once', async () => {
    await decide('larkmoss')
    await send({ status: 'deleted', username: 'larkmoss', context: 'revoked', seconds: SECONDS + 120 })
    await send(
      { status: 'reserved', username: 'larkmoss' },
      { status: 'approved', username: 'larkmoss', seconds: SECONDS + 60 },
    )
    await send({ status: 'deleted', username: 'larkmoss', context: 'revoked', seconds: SECONDS + 120 })
    expect(await handle()).toMatchObject({ state: 'revoked', metaState: 'deleted', metaName: 'larkmoss', version: 4 })
    expect(await audited()).toHaveLength(1)
    expect(await eventsOf(db, shop)).toHaveLength(3)
  })

  it('touches no number of another workspace, whatever display number it names', async () => {
    const other = await makeWorkspace(db)
    await send({
      status: 'approved',
      username: 'larkmoss',
      display: other.support.displayNumber,
      waba: other.support.wabaId,
    })
    expect(await handle(other, other.support.id)).toBeUndefined()
    expect(await handle()).toBeUndefined()
    const [event] = await eventsOf(db, shop)
    expect(event).toMatchObject({ kind: 'handle-update', outcome: 'failed', errorCode: 'number-unknown' })
  })

  it('of another account with the same display number is not ours', async () => {
    await send({ status: 'approved', username: 'larkmoss', waba: '999' })
    expect(await handle()).toBeUndefined()
  })

  it('is not half done: when the transaction fails, neither handle nor audit entry stays', async () => {
    await storeDelivery(db, shop, newsBody({ status: 'approved', username: 'larkmoss' }))
    const beforeCommit = () => {
      throw new Error('the process ends here')
    }
    await resolveAll(db, { beforeCommit, onFailure: () => undefined, backoff: () => 0 })
    expect(await handle()).toBeUndefined()
    expect(await audited()).toEqual([])
  })
})
