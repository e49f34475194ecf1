import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address ? address.port : 0
}

export type Running = {
  /** As the kernel would end it: no handler runs, nothing is flushed. */
  killHard: () => Promise<void>
  output: () => string
  exited: () => boolean
}

/** server.mjs as `npm start` runs it, in a folder of this test. It stays in the project, where its packages are found. */
export function buildServer(): { script: string; remove: () => void } {
  const folder = path.resolve(`.next-test-${randomBytes(6).toString('hex')}`)
  execFileSync(process.execPath, ['scripts/build.mjs', '--server', folder], { stdio: 'pipe' })
  return {
    script: path.join(folder, 'server.mjs'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

type Starting = { script: string; role: 'receiver' | 'worker'; port: number; environment: NodeJS.ProcessEnv }

/** The real server in a process of its own; the environment is the test's, with its database and data folder. */
export function startProcess({ script, role, port, environment }: Starting): Running {
  const child: ChildProcess = spawn(process.execPath, [script], {
    env: { ...environment, HANDRAIL_ROLE: role, PORT: String(port), HOST: '127.0.0.1', HANDRAIL_LOG: 'error' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      text += String(chunk)
    })
  }
  const exit = once(child, 'exit')
  return {
    async killHard() {
      child.kill('SIGKILL')
      await exit
    },
    output: () => text,
    exited: () => child.exitCode !== null || child.signalCode !== null,
  }
}

/** Milliseconds until the server says that it is ready. */
export async function untilReady(url: string, server: Running): Promise<number> {
  const start = performance.now()
  while (performance.now() - start < 30_000) {
    if (server.exited()) throw new Error(`The server ended before it was ready:\n${server.output()}`)
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) return performance.now() - start
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
  throw new Error(`The server was not ready after 30 s:\n${server.output()}`)
}
