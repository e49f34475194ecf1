import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { benchFolder, NUMBER } from './installation'
import { freePort, type Running, startNode } from './server'

const nextApp = path.join('bench', 'peers', 'next-app')

function environment(mode: string): Record<string, string> {
  return {
    NODE_ENV: 'production',
    PEER_MODE: mode,
    PEER_SECRET: NUMBER.secret,
    PEER_DB: path.join(benchFolder(`peer-${mode}`), 'peer.db'),
  }
}

export async function startBareReceiver(mode: 'group' | 'single'): Promise<Running> {
  const port = await freePort()
  return startNode({ args: ['bench/peers/receivers.mjs'], environment: environment(mode), ready: '/', port })
}

/** An application with an empty page and one route handler, of the same Next.js. */
export function buildNextApp(): void {
  if (existsSync(path.join(nextApp, '.next', 'BUILD_ID'))) return
  const made = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build', nextApp], {
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (made.status !== 0) throw new Error(`The peer application could not be built:\n${made.stdout}${made.stderr}`)
}

export async function startNextApp(): Promise<Running> {
  buildNextApp()
  const port = await freePort()
  const args = ['node_modules/next/dist/bin/next', 'start', nextApp, '-p', String(port), '-H', '127.0.0.1']
  return startNode({ args, environment: environment('next'), ready: '/', port })
}
