/**
 * `npm start`: installs, builds and serves. On a clean clone that takes a few minutes; afterwards it only looks whether
 * something has changed, and serves. Plain JavaScript without dependencies, because nothing may be installed yet.
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const withPages = !['receiver', 'worker'].includes(process.env.HANDRAIL_ROLE ?? 'all')

ensureInstalled(root)
if (withPages) ensureBuilt(root)

// The channel tells the server when this process is gone, however it ended; the server then ends as well.
const server = spawn(process.execPath, ['--import', 'tsx', 'server.ts'], {
  cwd: root,
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: { ...process.env, NODE_ENV: 'production' },
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal))
server.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
