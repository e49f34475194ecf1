import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

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

type Starting = { role: 'receiver' | 'worker'; port: number; environment: NodeJS.ProcessEnv }

/** The real server.ts in a process of its own; the environment is the test's, with its database and data folder. */
export function startProcess({ role, port, environment }: Starting): Running {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'server.ts'], {
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
