import {
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/shared/ids'
import { ok } from '@/lib/shared/result'
import { countInbox, inboxInserter, openInbox } from '../receiver/inbox'
import { systemActor } from '../server/actor'
import { transact } from '../server/audit'
import { dialectOf, openSql } from '../server/sql'
import { startPostgres, type TestPostgres } from '../server/testing/postgres'
import { seedNumber, seedWorkspace } from '../server/testing/seed'
import { makeBackup } from './make-backup'
import { checkBackup, restoreBackup } from './restore-backup'

const databaseUrl = process.env.DATABASE_URL ?? ''
const directory = mkdtempSync(path.join(tmpdir(), 'handrail-backup-'))
const file = path.join(directory, 'first.backup')
let workspaceId = ''
let postgres: TestPostgres

async function countEvents(url: string): Promise<{ events: number; head: string }> {
  const sql = openSql(url)
  const rows = await sql.all<{ n: number }>('SELECT count(*) AS n FROM "AuditEvent" WHERE "workspaceId" = ?', [
    workspaceId,
  ])
  const heads = await sql.all<{ hash: string }>('SELECT "hash" FROM "AuditHead" WHERE "workspaceId" = ?', [workspaceId])
  await sql.close()
  return { events: Number(rows[0]?.n), head: heads[0]?.hash ?? '' }
}

async function rename(n: number): Promise<void> {
  await transact(systemActor(workspaceId, 'cli'), async (tx, record) => {
    await tx.workspace.update({ where: { id: workspaceId }, data: { name: `Name ${n} “ü” 🌱` } })
    record({ action: 'workspace.updated', subject: { kind: 'workspace', id: workspaceId }, after: { n } })
    return ok(n)
  })
}

beforeAll(async () => {
  postgres = await startPostgres()
  workspaceId = await seedWorkspace()
  await seedNumber(workspaceId)
  for (let n = 0; n < 20; n += 1) await rename(n)
})

afterAll(async () => {
  await postgres.stop()
  rmSync(directory, { recursive: true, force: true })
})

test('a backup made while others write is one moment, and restores elsewhere with equal counts and chain', async () => {
  let writing = true
  const writer = (async () => {
    for (let n = 100; writing; n += 1) await rename(n)
  })()
  const made = await makeBackup(databaseUrl, file)
  writing = false
  await writer
  expect(made).toMatchObject({ ok: true })
  const targets = [`file:${path.join(directory, 'elsewhere', 'handrail.db')}`, postgres.url()]
  for (const target of targets) {
    const dataDir = path.join(directory, newId('job'))
    expect(await restoreBackup(target, file, { replace: false, dataDir })).toMatchObject({ ok: true })
    const restored = await countEvents(target)
    expect(restored.events).toBeGreaterThanOrEqual(20)
    const sql = openSql(target)
    const last = await sql.all<{ hash: string; seq: number }>(
      'SELECT "hash","seq" FROM "AuditEvent" WHERE "workspaceId" = ? ORDER BY "seq" DESC LIMIT 1',
      [workspaceId],
    )
    await sql.close()
    expect(last[0]).toMatchObject({ hash: restored.head, seq: restored.events })
    expect(readFileSync(path.join(dataDir, 'master.key'), 'utf8').trim()).toHaveLength(64)
    // What was restored makes the same backup again: every value of every table came across.
    const again = path.join(directory, `${newId('job')}.backup`)
    expect(await makeBackup(target, again)).toMatchObject({ ok: true })
    const [first, second] = [checkBackup(file), checkBackup(again)]
    if (!first.ok || !second.ok) throw new Error('both backups are readable')
    expect(second.value.tables).toEqual(first.value.tables)
  }
})

test('a file in the way is not overwritten', async () => {
  expect(await makeBackup(databaseUrl, file)).toMatchObject({ ok: false, code: 'backup-exists' })
})

test('a database with data is not overwritten unless asked', async () => {
  const result = await restoreBackup(databaseUrl, file, { replace: false, dataDir: path.join(directory, 'other') })
  expect(result).toMatchObject({ ok: false, code: 'restore-not-empty' })
})

test('damage anywhere in the file is refused and nothing is touched', async () => {
  const size = statSync(file).size
  let refused = 0
  const rounds = 20
  for (let i = 0; i < rounds; i += 1) {
    const damaged = path.join(directory, `damaged-${i}`)
    copyFileSync(file, damaged)
    if (i === 0) rmSync(damaged)
    else damage(damaged, i, size)
    const target = `file:${path.join(directory, `target-${i}.db`)}`
    const result = await restoreBackup(target, damaged, { replace: true, dataDir: path.join(directory, `d${i}`) })
    if (!result.ok) refused += 1
  }
  expect(refused).toBe(rounds)
})

/** One changed byte, spread over the whole file from the header to the seal. */
function damage(target: string, round: number, size: number): void {
  const at = Math.min(size - 1, Math.floor((size / 19) * round))
  const handle = openSync(target, 'r+')
  const before = readFileSync(target)[at] ?? 0
  writeSync(handle, Buffer.from([before ^ 1]), 0, 1, at)
  closeSync(handle)
}

test('the data folder keeps the key it had when a restore replaces it', async () => {
  const dataDir = path.join(directory, 'keyed')
  mkdirSync(dataDir)
  const other = `file:${path.join(directory, 'keyed.db')}`
  writeFileSync(path.join(dataDir, 'master.key'), `${'0'.repeat(64)}\n`)
  expect(await restoreBackup(other, file, { replace: false, dataDir })).toMatchObject({ code: 'restore-other-key' })
  expect(await restoreBackup(other, file, { replace: true, dataDir })).toMatchObject({ ok: true })
  expect(readFileSync(path.join(dataDir, 'master.key.before-restore'), 'utf8')).toContain('000')
  expect(dialectOf(other)).toBe('sqlite')
})

test.runIf(dialectOf(databaseUrl) === 'sqlite')(
  'a database that a running Handrail has open is left alone',
  async () => {
    const result = await restoreBackup(databaseUrl, file, {
      replace: true,
      dataDir: process.env.HANDRAIL_DATA_DIR ?? '',
    })
    expect(result).toMatchObject({ ok: false, code: 'restore-in-use' })
  },
)

test.runIf(dialectOf(databaseUrl) === 'sqlite')(
  'what was acknowledged and still waits in the inbox is in the backup, and not in what is restored over',
  async () => {
    const inbox = openInbox(databaseUrl)
    const row = { workspaceId, connectionId: 'con_x', receivedAt: 1_790_000_000_000, body: Buffer.from('{}') }
    inboxInserter(inbox)([{ ...row, id: 'd_waiting' }])
    inbox.close()
    const made = path.join(directory, 'inbox.backup')
    expect(await makeBackup(databaseUrl, made)).toMatchObject({ ok: true })
    const target = `file:${path.join(directory, 'other', 'handrail.db')}`
    mkdirSync(path.join(directory, 'other'))
    const stale = openInbox(target)
    inboxInserter(stale)([{ ...row, id: 'd_stale' }])
    stale.close()
    expect(await restoreBackup(target, made, { replace: false, dataDir: path.join(directory, 'other') })).toMatchObject(
      { ok: true },
    )
    const sql = openSql(target)
    const rows = await sql.all('SELECT "id" FROM "Delivery" WHERE "id" IN (\'d_waiting\', \'d_stale\')')
    await sql.close()
    expect(rows).toEqual([{ id: 'd_waiting' }])
    expect(countInbox(target)).toBe(0)
  },
)
