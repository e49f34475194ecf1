/**
 * Writes the Prisma clients, builds the pages, and puts the server, the worker and the process of the pages into one file each, when what they are
 * made from has changed. `node scripts/build.mjs` does it alone; `npm start` does it on the way.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Everything the pages and the server can be made from. tsconfig.json is not here: the build itself adds to it. */
const INPUTS = [
  'app',
  'components',
  'lib',
  'public',
  'prisma/demo',
  'prisma/schema.prisma',
  'scripts/build.mjs',
  'scripts/first-run.ts',
  'server.ts',
  'worker.ts',
  'pages.ts',
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

function isCurrent(stamp, wanted) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
}

function generate(root) {
  const args = ['--import', 'tsx', 'scripts/generate.ts']
  const made = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  if (made.status === 0) return
  console.error('The database clients could not be written. The lines above say why.')
  process.exit(1)
}

function buildPages(root) {
  console.log('Building the pages (about a minute; only when something has changed).')
  const build = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    maxBuffer: 64 * 1024 * 1024,
  })
  if (build.status === 0) return
  console.error(`${build.stdout ?? ''}${build.stderr ?? ''}\nThe pages could not be built.`)
  process.exit(1)
}

/**
 * The sources run as they are (`node --import tsx server.ts`); in one file they start in a third of the time and take a
 * third of the memory, because nothing is translated while Handrail runs. Packages stay outside.
 */
async function bundleServer(root, outdir) {
  const { build } = await import('esbuild')
  rmSync(outdir, { recursive: true, force: true })
  await build({
    absWorkingDir: root,
    entryPoints: {
      server: 'server.ts',
      worker: 'worker.ts',
      pages: 'pages.ts',
      'inbox-thread': 'lib/receiver/inbox-thread.ts',
    },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  })
}

/** Returns the folder with server.mjs and what it starts. Ends the process with the tool's own words when a step fails. */
export async function ensureBuilt(root, { pages }) {
  const out = path.join(root, process.env.NEXT_DIST_DIR || '.next')
  const server = path.join(out, 'handrail')
  const stamps = { pages: path.join(out, 'handrail-stamp'), server: path.join(server, 'stamp') }
  const wanted = hashInputs(root)
  const pagesBuilt = existsSync(path.join(out, 'BUILD_ID')) && isCurrent(stamps.pages, wanted)
  if ((pagesBuilt || !pages) && isCurrent(stamps.server, wanted)) return server
  generate(root)
  if (pages && !pagesBuilt) {
    buildPages(root)
    writeFileSync(stamps.pages, wanted)
  }
  await bundleServer(root, server)
  writeFileSync(stamps.server, wanted)
  return server
}

/** `--server FOLDER`: only server.mjs and what it starts, written there whether or not something has changed. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const [flag, folder] = process.argv.slice(2)
  if (flag === '--server' && folder) await bundleServer(root, path.resolve(root, folder))
  else await ensureBuilt(root, { pages: true })
}
