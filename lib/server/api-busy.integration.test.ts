import { expect, test } from 'vitest'
import { entryPointCreate } from '@/lib/api/calls/entry-points'
import { seedApiWorld, send } from '@/lib/api/testing/world'
import { db } from './db'
import { env } from './env'
import { openSqlite } from './open-sqlite'
import { dialectOf } from './sql'

test.runIf(dialectOf(env().databaseUrl) === 'sqlite')('a locked database answers 503 and nothing else', async () => {
  const world = await seedApiWorld()
  const json = { name: 'Shop window', kind: 'signage' }
  const lock = openSqlite(env().databaseUrl)
  lock.exec('BEGIN IMMEDIATE')
  const refused = await send(entryPointCreate, { token: world.token, json })
  expect(refused).toMatchObject({ status: 503, body: { error: { code: 'busy' } } })
  expect(refused.headers.get('retry-after')).toBe('1')
  lock.exec('ROLLBACK')
  lock.close()
  expect(await db.entryPoint.count({ where: { workspaceId: world.workspaceId } })).toBe(0)
  expect((await send(entryPointCreate, { token: world.token, json })).status).toBe(201)
})
