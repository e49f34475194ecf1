/** `npm test` on a clean clone: installs what is missing, then runs every suite. Plain JavaScript, because tsx may not be there yet. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './install.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
ensureInstalled(root)

function run(args) {
  return spawnSync(process.execPath, ['--import', 'tsx', ...args], { cwd: root, stdio: 'inherit' }).status ?? 1
}

if (run(['scripts/generate.ts']) !== 0) process.exit(1)
process.exit(run(['scripts/test-suites.ts', ...process.argv.slice(2)]))
