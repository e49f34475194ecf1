/**
 * Writes the Prisma clients and builds the pages, when what they are made from has changed. `node scripts/build.mjs`
 * does it alone; `npm start` does it on the way.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Everything a page can be made from. tsconfig.json is not here, because the build itself adds to it. */
const INPUTS = [
  'app',
  'components',
  'lib',
  'public',
  'prisma/schema.prisma',
  'proxy.ts',
  'next.config.js',
  'postcss.config.mjs',
  'package-lock.json',
]
const IRRELEVANT = /\.test\.tsx?$|\/testing\//

function filesUnder(root, name) {
  const full = path.join(root, name)
  if (!existsSync(full)) return []
  if (statSync(full).isFile()) return [name]
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
}

/** One hash over the names and contents of all inputs; times of files say nothing after a checkout. */
function hashInputs(root) {
  const hash = createHash('sha256').update(process.versions.node)
  const files = INPUTS.flatMap((name) => filesUnder(root, name)).filter((name) => !IRRELEVANT.test(name))
  for (const file of files.sort()) hash.update(`\n${file}\n`).update(readFileSync(path.join(root, file)))
  return hash.digest('hex')
}

function run(root, args, options) {
  return spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', ...options })
}

function generate(root) {
  const made = run(root, ['--import', 'tsx', 'scripts/generate.ts'], { stdio: ['ignore', 'inherit', 'inherit'] })
  if (made.status === 0) return
  console.error('The database clients could not be written. The lines above say why.')
  process.exit(1)
}

/** Ends the process with the build's own output when it fails. */
export function ensureBuilt(root) {
  generate(root)
  const out = path.join(root, process.env.NEXT_DIST_DIR || '.next')
  const stamp = path.join(out, 'handrail-stamp')
  const wanted = hashInputs(root)
  const built = existsSync(path.join(out, 'BUILD_ID')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
  if (built) return
  console.log('Building the pages (about a minute; only when something has changed).')
  const build = run(root, ['node_modules/next/dist/bin/next', 'build'], {
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    maxBuffer: 64 * 1024 * 1024,
  })
  if (build.status !== 0) {
    console.error(`${build.stdout ?? ''}${build.stderr ?? ''}\nThe pages could not be built.`)
    process.exit(1)
  }
  writeFileSync(stamp, wanted)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensureBuilt(fileURLToPath(new URL('..', import.meta.url)))
