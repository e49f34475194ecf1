import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/server/db'
import { auditList, auditVerify } from './calls/audit'
import { entryPointCreate } from './calls/entry-points'
import { type ApiWorld, seedApiWorld, seedToken, send, walk } from './testing/world'

let world: ApiWorld

beforeAll(async () => {
  world = await seedApiWorld()
  for (let n = 0; n < 6; n += 1) {
    await send(entryPointCreate, { token: world.token, json: { name: `Row ${n}`, kind: 'link', notes: `Note ${n}` } })
  }
})

test('the log is answered newest first, with who, what changed and the hashes', async () => {
  const { body } = await send(auditList, { token: world.token, query: { action: 'entry-point', limit: '2' } })
  expect(body.items).toHaveLength(2)
  expect(body.items[0].seq).toBe(body.items[1].seq + 1)
  expect(body.items[0]).toMatchObject({
    action: 'entry-point.created',
    actor: { kind: 'token', name: expect.stringContaining('CRM sync') },
    subject: { kind: 'entry-point' },
    prevHash: body.items[1].hash,
  })
  expect(body.items[0].changes).toContainEqual({ path: 'notes', before: null, after: 'Note 5' })
})

test('pages give every entry exactly once while entries are added', async () => {
  const head = await db.auditHead.findUniqueOrThrow({ where: { workspaceId: world.workspaceId } })
  let more = 0
  const between = () => {
    more += 1
    return send(entryPointCreate, { token: world.token, json: { name: `Late ${more}`, kind: 'link' } })
  }
  const seen = await walk(auditList, { token: world.token, query: { limit: 3 }, between })
  expect(seen.map((entry) => entry.seq)).toEqual(Array.from({ length: head.seq }, (_, n) => head.seq - n))
})

test('filters by record, actor and time', async () => {
  const all = (await send(auditList, { token: world.token })).body.items
  const { id } = all[0].subject
  const ofOne = (await send(auditList, { token: world.token, query: { subjectId: id } })).body.items
  expect(ofOne.map((entry: { seq: number }) => entry.seq)).toEqual([all[0].seq])
  const future = { from: new Date(Date.now() + 60_000).toISOString() }
  expect((await send(auditList, { token: world.token, query: future })).body.items).toEqual([])
  expect((await send(auditList, { token: world.token, query: { from: 'yesterday' } })).status).toBe(400)
})

test('the chain verifies, and the check is itself recorded', async () => {
  const { body } = await send(auditVerify, { token: world.token })
  expect(body).toMatchObject({ ok: true, broken: null })
  expect(body.entries).toBeGreaterThan(6)
  const [newest] = (await send(auditList, { token: world.token, query: { limit: '1' } })).body.items
  expect(newest.action).toBe('audit.verified')
})

test('another workspace sees its own chain alone', async () => {
  const { token } = await seedToken(world.otherId, ['audit:read'])
  const items = (await send(auditList, { token })).body.items
  expect(items.map((entry: { action: string }) => entry.action)).toEqual(['token.created'])
  expect((await send(auditVerify, { token })).body).toMatchObject({ ok: true, entries: 1 })
})
