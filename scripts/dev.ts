/**
 * `npm run dev`: the same server with hot reload. Honours PORT, DATABASE_URL, HANDRAIL_DATA_DIR and NEXT_DIST_DIR, so
 * that several can run beside each other.
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import './generate'

const root = fileURLToPath(new URL('..', import.meta.url))
const server = spawn(process.execPath, ['--import', 'tsx', 'server.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'development' },
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal))
server.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
