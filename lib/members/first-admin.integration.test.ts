import { expect, test } from 'vitest'
import { db } from '@/lib/server/db'
import { isUnclaimed, makeFirstAdmin, slugOf } from './first-admin'
import { demoSignIns } from './profile'
import { auditActions } from './testing/people'

const input = (n: number) => ({
  workspaceName: `Fernhollow ${n}`,
  zone: 'Europe/London',
  name: 'Ada Fern',
  email: `ada${n}@example.test`,
  password: 'three brown otters',
})

test('only one of those who finish the first-run page at the same moment becomes the admin', async () => {
  expect(await isUnclaimed()).toBe(true)
  expect(await demoSignIns()).toBeNull()
  const results = await Promise.all([1, 2, 3, 4, 5].map((n) => makeFirstAdmin(input(n), '127.0.0.1')))
  const made = results.filter((result) => result.ok)
  expect(made).toHaveLength(1)
  expect(await db.user.count()).toBe(1)
  expect(await db.workspace.count()).toBe(1)
  expect(await isUnclaimed()).toBe(false)
  expect(await makeFirstAdmin(input(6), '127.0.0.1')).toEqual({ ok: false, code: 'set-up-already' })
  const [first] = made
  if (!first?.ok) throw new Error('Nobody became the admin.')
  expect(await auditActions(first.value.workspaceId)).toEqual(['workspace.created', 'member.added'])
})

test('a workspace has a readable address name of its own', () => {
  expect(slugOf('Café Größe & Söhne', 'ws_01ABCDEF')).toBe('cafe-gro-e-so-hne-abcdef')
  expect(slugOf('花園', 'ws_01ABCDEF')).toBe('workspace-abcdef')
})
