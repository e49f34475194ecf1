/**
 * Writes one Prisma client per database into prisma/generated from the one schema. A schema's provider is static, so
 * it is swapped here. The CLI insists on a schema-engine binary that `generate` never runs; any existing file satisfies
 * it, which keeps this step free of downloads.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { schemaFor } from './schema-for'

const root = fileURLToPath(new URL('..', import.meta.url))
const out = path.join(root, 'prisma/generated')
const stamp = path.join(out, 'stamp')
const source = readFileSync(path.join(root, 'prisma/schema.prisma'), 'utf8')
const prismaVersion = createRequire(import.meta.url)('prisma/package.json').version as string
const wanted = createHash('sha256').update(source).update(prismaVersion).digest('hex')

function generate(provider: 'sqlite' | 'postgresql'): void {
  const file = path.join(out, `${provider}.prisma`)
  writeFileSync(file, schemaFor(provider, source))
  const cli = createRequire(import.meta.url).resolve('prisma/build/index.js')
  execFileSync(process.execPath, [cli, 'generate', '--schema', file], {
    cwd: root,
    stdio: 'pipe',
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  })
}

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  mkdirSync(out, { recursive: true })
  generate('sqlite')
  generate('postgresql')
  writeFileSync(stamp, wanted)
  console.log('Prisma clients written for SQLite and Postgres.')
}
