import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
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
  pid: number
  /** As the kernel would end it: no handler runs, nothing is flushed. */
  killHard: () => Promise<void>
  output: () => string
  exited: () => boolean
  /** Milliseconds in which it could have run and had no processor, because others had them. */
  waitedForProcessor: () => number
}

/** The second number, in nanoseconds, for the main thread (Linux, Documentation/scheduler/sched-stats.rst). */
function waitOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6
  } catch {
    return 0
  }
}

/** server.mjs as `npm start` runs it, in a folder of this test. It stays in the project, where its packages are found. */
export function buildServer(): { script: string; folder: string; remove: () => void } {
  const folder = path.resolve(`.next-test-${randomBytes(6).toString('hex')}`)
  execFileSync(process.execPath, ['scripts/build.mjs', '--server', folder], { stdio: 'pipe' })
  return {
    script: path.join(folder, 'server.mjs'),
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const started = new Set<ChildProcess>()

/** What a failing test leaves behind. */
export function killWhatRuns(): void {
  for (const child of started) child.kill('SIGKILL')
  started.clear()
}

const WITHOUT_PAGES = new URL('./without-pages.mjs', import.meta.url).href

/** `all` is the server as `npm start` runs it, with its worker beside it, but without pages. */
export type Role = 'receiver' | 'worker' | 'all'

type Starting = { script: string; role: Role; port: number; environment: NodeJS.ProcessEnv }

/** The real server in a process of its own; the environment is the test's, with its database and data folder. */
export function startProcess({ script, role, port, environment }: Starting): Running {
  const args = role === 'all' ? ['--import', WITHOUT_PAGES, script] : [script]
  const child: ChildProcess = spawn(process.execPath, args, {
    env: { ...environment, HANDRAIL_ROLE: role, PORT: String(port), HOST: '127.0.0.1', HANDRAIL_LOG: 'error' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.add(child)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      text += String(chunk)
    })
  }
  const exit = once(child, 'exit')
  return {
    pid: child.pid ?? 0,
    async killHard() {
      child.kill('SIGKILL')
      await exit
    },
    output: () => text,
    exited: () => child.exitCode !== null || child.signalCode !== null,
    waitedForProcessor: () => waitOf(child.pid ?? 0),
  }
}

/** Processes that still run something of this folder, by their command line; on systems without /proc none is found. */
export function processesOf(folder: string): string[] {
  const entries = existsSync('/proc/self/cmdline') ? readdirSync('/proc') : []
  return entries.filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)
    } catch {
      // It ended while we looked.
      return false
    }
  })
}

const LOOK_EVERY_MS = 15
/** A look takes a few milliseconds; what is longer is a machine that stood still, and that is nobody's delay. */
const LONGEST_LOOK_MS = 250

type Waiting = { limitMs: number; what: () => string }

/** Milliseconds until it is so. */
async function until(isSo: () => Promise<boolean>, { limitMs, what }: Waiting): Promise<number> {
  for (let spent = 0; spent < limitMs; ) {
    const start = performance.now()
    if (await isSo()) return spent
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    spent += Math.min(performance.now() - start, LONGEST_LOOK_MS)
  }
  throw new Error(what())
}

/** Until it is so, without the time in which other programs had the machine: a start is judged, not its neighbours. */
async function untilSo(process: Running, isSo: () => Promise<boolean>, waiting: Waiting): Promise<number> {
  const spent = await until(isSo, waiting)
  return Math.max(0, spent - process.waitedForProcessor())
}

/** Milliseconds until the server says that it is ready. */
export function untilReady(url: string, server: Running): Promise<number> {
  const isReady = async () => {
    if (server.exited()) throw new Error(`The server ended before it was ready:\n${server.output()}`)
    return fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
  }
  return untilSo(server, isReady, { limitMs: 30_000, what: () => `The server was not ready:\n${server.output()}` })
}

/** Milliseconds until a worker has done something. */
export function untilAtWork(worker: Running, hasWorked: () => Promise<boolean>): Promise<number> {
  return untilSo(worker, hasWorked, { limitMs: 30_000, what: () => `The worker did nothing:\n${worker.output()}` })
}
