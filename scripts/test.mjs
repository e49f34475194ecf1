/** `npm test` on a clean clone: installs what is missing, then runs every suite. Plain JavaScript, because tsx may not be there yet. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './install.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
ensureInstalled(root)
const run = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/test-suites.ts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
process.exit(run.status ?? 1)
