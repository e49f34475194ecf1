import { beforeEach, expect, test } from 'vitest'
import { bulkUpsertContacts } from '@/lib/contacts/bulk-upsert'
import { scanWorkspace } from '@/lib/duplicates/scan'
import { env } from '@/lib/server/env'
import { openSql } from '@/lib/server/sql'
import { seedMember, seedWorkspace } from '@/lib/server/testing/seed'
import { duplicateDismiss, duplicatesList, duplicatesScan } from './calls/duplicates'
import { seedToken, send } from './testing/world'

let workspaceId: string
let token: string

beforeEach(async () => {
  workspaceId = await seedWorkspace()
  ;({ token } = await seedToken(workspaceId, ['duplicates:read', 'duplicates:write']))
  const owner = await seedMember(workspaceId, ['crm_owner'])
  const contacts = [1, 2, 3].map((n) => ({ crmContactId: `C${n}`, name: `Ann ${n}`, phones: ['+447700900118'] }))
  await bulkUpsertContacts(owner, { contacts })
  const sql = openSql(env().databaseUrl)
  await scanWorkspace({ sql, workspaceId, now: new Date() })
  await sql.close()
})

test('pairs are listed page by page, without identifiers, and dismissed once', async () => {
  const first = await send(duplicatesList, { token, query: { limit: '2' } })
  expect(first.body.items).toHaveLength(2)
  const second = await send(duplicatesList, { token, query: { limit: '2', cursor: first.body.nextCursor } })
  expect(second.body).toMatchObject({ nextCursor: null, items: [{ reasons: ['same-phone'] }] })
  expect(JSON.stringify([first.body, second.body])).not.toContain('447700900118')
  const [pair] = first.body.items
  const params = { id: pair.id }
  expect((await send(duplicateDismiss, { token, params, json: { version: 99 } })).status).toBe(409)
  expect((await send(duplicateDismiss, { token, params, json: { note: 'Twins.' } })).body).toMatchObject({
    state: 'dismissed',
  })
  expect((await send(duplicateDismiss, { token, params, json: {} })).body.error.code).toBe('pair-decided')
  expect((await send(duplicatesList, { token })).body.items).toHaveLength(2)
  expect((await send(duplicatesList, { token, query: { state: 'dismissed' } })).body.items).toHaveLength(1)
})

test('a scan is started once, and a reader or another workspace can do nothing', async () => {
  const started = await send(duplicatesScan, { token })
  expect(started).toMatchObject({ status: 202, body: { state: 'running' } })
  expect((await send(duplicatesScan, { token })).body.error.code).toBe('scan-running')
  const { token: reader } = await seedToken(workspaceId, ['duplicates:read'])
  expect((await send(duplicatesScan, { token: reader })).status).toBe(403)
  const { token: other } = await seedToken(await seedWorkspace('Elsewhere'), ['*'])
  expect((await send(duplicatesList, { token: other })).body.items).toEqual([])
  const [pair] = (await send(duplicatesList, { token })).body.items
  const params = { id: pair.id }
  expect((await send(duplicateDismiss, { token: other, params, json: {} })).status).toBe(404)
  expect((await send(duplicateDismiss, { token: reader, params, json: {} })).status).toBe(403)
})
