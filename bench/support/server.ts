import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'

const root = process.cwd()

/** Server and worker in one file each, as `npm start` runs them. */
export function buildServer(): string {
  const folder = path.join(root, '.next', 'handrail')
  execFileSync(process.execPath, ['scripts/build.mjs', '--server', folder], { cwd: root, stdio: 'pipe' })
  return path.join(folder, 'server.mjs')
}

/** Pages as well. Does nothing when they are built already. */
export function buildAll(): string {
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'pipe' })
  const script = path.join(root, '.next', 'handrail', 'server.mjs')
  if (!existsSync(script)) throw new Error('The build made no server.')
  return script
}

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

export type Running = { port: number; pid: number; stop: () => Promise<void> }

type Start = { args: string[]; environment?: Record<string, string>; ready: string; port: number }

/** Starts a Node process and waits until an address answers. */
export async function startNode({ args, environment, ready, port }: Start): Promise<Running> {
  const child: ChildProcess = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)))
  const deadline = performance.now() + 60_000
  for (;;) {
    if (child.exitCode !== null) throw new Error(`It ended before it was ready:\n${output}`)
    if (performance.now() > deadline) throw new Error(`It was not ready after a minute:\n${output}`)
    const status = await fetch(`http://127.0.0.1:${port}${ready}`).then(
      (answer) => answer.status,
      () => 0,
    )
    if (status > 0) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    port,
    pid: child.pid ?? 0,
    async stop() {
      if (child.exitCode !== null) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), 20_000)
      await ended
      clearTimeout(timer)
    },
  }
}

export async function startHandrail(script: string, environment: Record<string, string>): Promise<Running> {
  const port = await freePort()
  return startNode({ args: [script], environment, ready: '/healthz', port })
}
