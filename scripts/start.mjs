/**
 * `npm start`: installs, builds and serves. On a clean clone that takes a few minutes; afterwards it only looks whether
 * something has changed, and serves. Plain JavaScript without dependencies, because nothing may be installed yet.
 */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { ensureInstalled } from './install.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

ensureInstalled(root)
const built = await ensureBuilt(root, { pages: !['receiver', 'worker'].includes(process.env.HANDRAIL_ROLE ?? 'all') })

// The channel tells the server when this process is gone, however it ended; the server then ends as well.
const server = spawn(process.execPath, [path.join(built, 'server.mjs')], {
  cwd: root,
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: { ...process.env, NODE_ENV: 'production' },
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal))
server.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
