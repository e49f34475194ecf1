import { beforeAll, expect, test } from 'vitest'
import { seedContact } from '@/lib/contacts/testing/people'
import { stage } from '@/lib/duplicates/testing/stage'
import { db } from '@/lib/server/db'
import { seedNumber } from '@/lib/server/testing/seed'
import { mergeCreate, mergeUndo } from './calls/merges'
import { type ApiWorld, auditOf, seedApiWorld, seedToken, send } from './testing/world'

const PHONE = '447700900851'

let world: ApiWorld
let ids: { survivorId: string; mergedId: string }

beforeAll(async () => {
  world = await seedApiWorld()
  const { workspaceId } = world
  await stage(workspaceId).says(await seedNumber(workspaceId), { bsuid: 'GB.85100000000001', phone: PHONE })
  const row = await db.identifier.findFirstOrThrow({ where: { workspaceId, kind: 'bsuid' } })
  const survivorId = await seedContact(workspaceId, { name: 'Ada', crmContactId: 'CRM-1' })
  ids = { survivorId, mergedId: row.contactId }
})

const merge = (more: object, token = world.token) => send(mergeCreate, { token, json: { ...ids, ...more } })

test('a dry run says where replies go, masked without identity:reveal, and changes nothing', async () => {
  const { status, body } = await merge({ dryRun: true }, world.masked)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    id: null,
    threads: [{ from: 'merged', replyBefore: { to: '+44 •••• 851' }, replyAfter: { to: '+44 •••• 851' } }],
  })
  const plain = await merge({ dryRun: true })
  expect(plain.body.threads[0].replyBefore).toEqual({ to: PHONE })
  expect(await auditOf(world.workspaceId, 'identity.revealed')).toHaveLength(1)
  expect(await db.merge.count({ where: { workspaceId: world.workspaceId } })).toBe(0)
})

test('a refusal has every reason, a merge its id, and an undo takes it back once', async () => {
  const self = await merge({ mergedId: ids.survivorId })
  expect(self).toMatchObject({
    status: 409,
    body: { error: { code: 'merge-refused', details: { reasons: [{ code: 'merge-self' }] } } },
  })
  expect((await merge({ mergedId: 'c_nobody' })).status).toBe(404)
  expect((await merge({ picks: { name: 'nobody' } })).status).toBe(400)
  const { token: reader } = await seedToken(world.workspaceId, ['duplicates:read'])
  expect((await merge({}, reader)).status).toBe(403)
  const { status, body } = await merge({})
  expect(status).toBe(200)
  const undo = () => send(mergeUndo, { token: world.token, params: { id: body.id } })
  expect(await undo()).toMatchObject({ status: 200, body: { state: 'undone', questions: [] } })
  expect(await undo()).toMatchObject({ status: 409, body: { error: { code: 'merge-undone' } } })
})
