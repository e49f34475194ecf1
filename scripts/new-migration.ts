/**
 * Writes the next migration for both databases: the difference between the schema as last migrated
 * (prisma/migrations/schema.prisma) and prisma/schema.prisma now. Uses Prisma's own schema engine as WebAssembly, so
 * nothing is downloaded. Usage: npm run migration -- <name>
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import * as bg from '@prisma/schema-engine-wasm/schema_engine_bg'
import { startPostgres } from '../lib/server/testing/postgres'
import { schemaFor } from './schema-for'

const root = fileURLToPath(new URL('..', import.meta.url))
const migrations = path.join(root, 'prisma/migrations')
const snapshot = path.join(migrations, 'schema.prisma')

async function createEngine() {
  const wasmFile = path.join(root, 'node_modules/@prisma/schema-engine-wasm/schema_engine_bg.wasm')
  const bindings = bg as unknown as WebAssembly.ModuleImports & {
    __wbg_set_wasm(exports: WebAssembly.Exports): void
  }
  const { instance } = await WebAssembly.instantiate(readFileSync(wasmFile), { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start === 'function') start()
  return bg.SchemaEngine
}

type Provider = 'sqlite' | 'postgresql'

type Target = { tag: 'empty' } | { tag: 'schemaDatamodel'; files: { path: string; content: string }[] }

async function difference(provider: Provider, before: string | undefined, after: string, postgresUrl: string) {
  const { bindMigrationAwareSqlAdapterFactory } = await import('@prisma/driver-adapter-utils')
  const { PrismaBetterSqlite3 } = await import('@prisma/adapter-better-sqlite3')
  const { PrismaPg } = await import('@prisma/adapter-pg')
  const Engine = await createEngine()
  const factory =
    provider === 'sqlite'
      ? new PrismaBetterSqlite3({ url: ':memory:' })
      : new PrismaPg({ connectionString: postgresUrl })
  const engine = await Engine.new(
    { datamodels: [['schema.prisma', schemaFor(provider, after)]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory as never) as never,
  )
  const target = (schema: string): Target => ({
    tag: 'schemaDatamodel',
    files: [{ path: 'schema.prisma', content: schemaFor(provider, schema) }],
  })
  const result = await engine.diff({
    from: before === undefined ? { tag: 'empty' } : target(before),
    to: target(after),
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  } as never)
  return result.stdout ?? ''
}

/** One engine per process: a second one in the same process finds the first one's memory. */
function differenceInOwnProcess(provider: Provider, postgresUrl: string): string {
  const script = fileURLToPath(import.meta.url)
  return execFileSync(process.execPath, ['--import', 'tsx', script, '--diff', provider, postgresUrl], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
}

async function main(): Promise<void> {
  const [name, provider, postgresUrl = ''] = process.argv.slice(2)
  const after = readFileSync(path.join(root, 'prisma/schema.prisma'), 'utf8')
  const before = existsSync(snapshot) ? readFileSync(snapshot, 'utf8') : undefined
  if (name === '--diff' && (provider === 'sqlite' || provider === 'postgresql')) {
    process.stdout.write(await difference(provider, before, after, postgresUrl))
    return
  }
  if (!name || !/^[a-z0-9_]+$/.test(name)) {
    console.error('Name the migration in lower case, for example: npm run migration -- add_wave_goal')
    process.exit(1)
  }
  const folder = `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`
  // The engine wants to reach a Postgres even to compare two schemas.
  const postgres = await startPostgres()
  const scripts = {
    sqlite: differenceInOwnProcess('sqlite', ''),
    postgresql: differenceInOwnProcess('postgresql', postgres.url()),
  }
  await postgres.stop()
  if (scripts.sqlite.includes('This is an empty migration')) {
    console.log('The schema has not changed; there is nothing to migrate.')
    return
  }
  for (const [kind, sql] of Object.entries(scripts)) {
    mkdirSync(path.join(migrations, kind, folder), { recursive: true })
    writeFileSync(path.join(migrations, kind, folder, 'migration.sql'), sql)
    writeFileSync(path.join(migrations, kind, 'migration_lock.toml'), `provider = "${kind}"\n`)
  }
  writeFileSync(snapshot, after)
  console.log(`Written: prisma/migrations/{sqlite,postgresql}/${folder}`)
}

await main()
