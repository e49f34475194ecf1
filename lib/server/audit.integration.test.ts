import { expect, test } from 'vitest'
import { newId } from '@/lib/shared/ids'
import { fail, ok } from '@/lib/shared/result'
import { systemActor } from './actor'
import { transact } from './audit'
import { db } from './db'

async function seedWorkspace(): Promise<string> {
  const id = newId('ws')
  await transact(systemActor(id, 'cli'), async (tx, record) => {
    await tx.workspace.create({ data: { id, name: 'Fernhollow', slug: id } })
    record({ action: 'workspace.created', subject: { kind: 'workspace', id }, after: { name: 'Fernhollow' } })
    return ok(undefined)
  })
  return id
}

test('a change and its audit event are written together', async () => {
  const id = await seedWorkspace()
  const events = await db.auditEvent.findMany({ where: { workspaceId: id } })
  expect(events).toHaveLength(1)
  expect(events[0]).toMatchObject({ seq: 1, action: 'workspace.created', detail: { after: { name: 'Fernhollow' } } })
  expect(events[0]?.at).toBeInstanceOf(Date)
})

test('a failure rolls back both', async () => {
  const id = await seedWorkspace()
  const result = await transact(systemActor(id, 'cli'), async (tx, record) => {
    await tx.workspace.update({ where: { id }, data: { name: 'Changed' } })
    record({ action: 'workspace.updated', subject: { kind: 'workspace', id } })
    return fail('stale-version')
  })
  expect(result).toEqual({ ok: false, code: 'stale-version' })
  expect(await db.workspace.findUniqueOrThrow({ where: { id } })).toMatchObject({ name: 'Fernhollow' })
  expect(await db.auditEvent.count({ where: { workspaceId: id } })).toBe(1)
})

test('sixteen writers at once make one unbroken chain', async () => {
  const id = await seedWorkspace()
  const writer = (n: number) =>
    transact(systemActor(id, 'cli'), async (tx, record) => {
      await tx.workspace.update({ where: { id }, data: { name: `Name ${n}` } })
      record({ action: 'workspace.updated', subject: { kind: 'workspace', id }, after: { n } })
      return ok(n)
    })
  await Promise.all(Array.from({ length: 16 }, (_, n) => writer(n)))
  const events = await db.auditEvent.findMany({ where: { workspaceId: id }, orderBy: { seq: 'asc' } })
  expect(events.map((event) => event.seq)).toEqual(Array.from({ length: 17 }, (_, n) => n + 1))
  for (const [i, event] of events.entries()) {
    if (i > 0) expect(event.prevHash).toBe(events[i - 1]?.hash)
  }
})
