import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { migrate, pendingMigrations } from './migrate'
import { dialectOf, openSql } from './sql'

/** Each test has a project folder of its own with the real migrations, to which it may add one. */
const directory = mkdtempSync(path.join(tmpdir(), 'handrail-migrate-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const databaseUrl = process.env.DATABASE_URL ?? ''
const dialect = dialectOf(databaseUrl)

function projectWith(name: string, sql: string): string {
  const root = path.join(directory, name)
  cpSync('prisma/migrations', path.join(root, 'prisma/migrations'), { recursive: true })
  const folder = path.join(root, 'prisma/migrations', dialect, `99990101000000_${name}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'migration.sql'), sql)
  return root
}

async function tableExists(name: string): Promise<boolean> {
  const sql = openSql(databaseUrl)
  const query =
    dialect === 'sqlite'
      ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name = ?"
      : 'SELECT table_name FROM information_schema.tables WHERE table_name = ?'
  const rows = await sql.all(query, [name])
  await sql.close()
  return rows.length > 0
}

test('a migrated database has nothing left to do', async () => {
  expect(await migrate(databaseUrl)).toEqual([])
})

test('a migration that fails half-way leaves nothing of itself', async () => {
  const root = projectWith('broken', 'CREATE TABLE "HalfDone" (id TEXT); CREATE TABLE "HalfDone" (id TEXT);')
  await expect(migrate(databaseUrl, root)).rejects.toThrow()
  expect(await tableExists('HalfDone')).toBe(false)
  expect(await migrate(databaseUrl)).toEqual([])
})

test('a start that is killed half-way through a migration leaves nothing of it, and the next one finishes it', async () => {
  const slow =
    dialect === 'sqlite'
      ? 'CREATE TABLE "Slow" AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 200000000) SELECT max(i) AS i FROM n;'
      : 'CREATE TABLE "Slow" (id TEXT); SELECT pg_sleep(4);'
  const root = projectWith('slow', `CREATE TABLE "Before" (id TEXT);\n${slow}`)
  const script = `import { migrate } from './lib/server/migrate'; console.log('go'); await migrate(${JSON.stringify(databaseUrl)}, ${JSON.stringify(root)})`
  const file = path.join(directory, 'kill.mts')
  writeFileSync(file, script.replace('./lib', path.join(process.cwd(), 'lib')))
  const child = spawn(process.execPath, ['--import', 'tsx', file], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  await new Promise((resolve) => setTimeout(resolve, 700))
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
  expect(await tableExists('Before')).toBe(false)
  const again = projectWith('slow', 'CREATE TABLE "Before" (id TEXT);')
  expect(await migrate(databaseUrl, again)).toEqual(['99990101000000_slow'])
  expect(await tableExists('Before')).toBe(true)
}, 60_000)

test('several instances that start at once apply each migration once', async () => {
  const root = projectWith('slow', 'CREATE TABLE "Before" (id TEXT);')
  const more = path.join(root, 'prisma/migrations', dialect, '99990102000000_together')
  mkdirSync(more, { recursive: true })
  writeFileSync(path.join(more, 'migration.sql'), 'CREATE TABLE "Together" (id TEXT);')
  const applied = await Promise.all([1, 2, 3].map(() => migrate(databaseUrl, root)))
  expect(applied.flat()).toEqual(['99990102000000_together'])
})

test('a database newer than the program, or a migration changed after the fact, is refused with its name', () => {
  const known = [{ name: '1_init', sql: '', checksum: 'a' }]
  const row = (migration_name: string, checksum: string) => ({ migration_name, checksum, finished_at: 1 })
  expect(() => pendingMigrations(known, [row('1_init', 'a'), row('2_next', 'b')])).toThrow(/2_next/)
  expect(() => pendingMigrations(known, [row('1_init', 'changed')])).toThrow(/1_init was changed/)
  expect(pendingMigrations(known, [])).toEqual(known)
})
