import { expect, test } from 'vitest'
import { seedContact } from '@/lib/contacts/testing/people'
import { db } from '@/lib/server/db'
import { contactErase } from './calls/erasure'
import { auditOf, seedApiWorld, seedToken, send } from './testing/world'

test('a person is erased with the reference of their request; the wrong scope and an old version take nothing', async () => {
  const { workspaceId } = await seedApiWorld()
  const id = await seedContact(workspaceId, { name: 'Ada Moss', crmContactId: 'CRM-1' })
  const { token } = await seedToken(workspaceId, ['contacts:erase'])
  const { token: writer } = await seedToken(workspaceId, ['contacts:write'])
  const { version } = await db.contact.findUniqueOrThrow({ where: { id } })
  const ask = (json: object, by = token) => send(contactErase, { token: by, params: { id }, json })
  expect((await ask({ version, reference: 'Case 1' }, writer)).status).toBe(403)
  expect((await ask({ version })).status).toBe(400)
  expect((await ask({ version: version + 1, reference: 'Case 1' })).status).toBe(409)
  const { token: elsewhere } = await seedToken((await seedApiWorld()).workspaceId, ['contacts:erase'])
  expect((await ask({ version, reference: 'Case 1' }, elsewhere)).status).toBe(404)
  expect(await db.contact.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'active', name: 'Ada Moss' })

  expect(await ask({ version, reference: 'Case 1' })).toMatchObject({
    status: 200,
    body: { erasureId: expect.stringMatching(/^ers_/), removed: { events: 0 } },
  })
  expect((await ask({ version, reference: 'Case 1' })).status).toBe(404)
  expect(await auditOf(workspaceId, 'contact.erased')).toHaveLength(1)
})
