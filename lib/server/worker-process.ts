import { type ChildProcess, fork } from 'node:child_process'
import type { Family } from './metrics'

/**
 * The worker beside the server: a process of its own, so that resolving never delays an answer. Started again when it
 * dies, at once the first time and then more slowly; told when deliveries were stored.
 */
export type WorkerProcess = {
  /** Something was stored. Called after every commit, so most calls only note that a message is due. */
  wake(): void
  /** What the worker counted. While it is busy or starting again: what it said last. */
  metrics(): Promise<Family[]>
  stop(): Promise<void>
}

export type WorkerOptions = {
  script: string
  onRestart: (facts: { code: number | null; signal: string | null; inMs: number }) => void
}

/** What the server says to the worker. */
export type WorkerMessage = { kind: 'wake' } | { kind: 'stop' } | { kind: 'metrics' }

/** What the worker answers. */
export type WorkerAnswer = { kind: 'metrics'; families: Family[] }

const WAKE_SPACING_MS = 15
const FIRST_RESTART_MS = 100
const SLOWEST_RESTART_MS = 10_000
/** A worker that lived this long was healthy: its next death is a first one again. */
const HEALTHY_MS = 30_000
const STOP_PATIENCE_MS = 6_000
/** A worker answers between two batches; a scrape does not wait for a long one. */
const METRICS_PATIENCE_MS = 500

function restartsOf(restarts: number): Family {
  return {
    name: 'handrail_worker_restarts',
    type: 'counter',
    help: 'How often the worker beside this server ended by itself and was started again.',
    samples: [{ suffix: '_total', labels: {}, value: restarts }],
  }
}

export function startWorkerProcess({ script, onRestart }: WorkerOptions): WorkerProcess {
  let child: ChildProcess | undefined
  let stopping = false
  let restartMs = FIRST_RESTART_MS
  let wakeTimer: NodeJS.Timeout | undefined
  let families: Family[] = []
  let restarts = 0
  const asking: (() => void)[] = []

  const start = () => {
    const bornAt = performance.now()
    // From the sources in development and tests, from one built file behind `npm start`.
    const execArgv = script.endsWith('.ts') ? ['--import', 'tsx'] : []
    const born = fork(script, { execArgv, serialization: 'json' })
    child = born
    born.on('error', () => undefined)
    born.on('message', (answer: WorkerAnswer) => {
      families = answer.families
      for (const done of asking.splice(0)) done()
    })
    born.on('exit', (code, signal) => {
      if (stopping) return
      if (performance.now() - bornAt > HEALTHY_MS) restartMs = FIRST_RESTART_MS
      restarts += 1
      onRestart({ code, signal, inMs: restartMs })
      setTimeout(() => !stopping && start(), restartMs)
      restartMs = Math.min(restartMs * 2, SLOWEST_RESTART_MS)
    })
  }
  const send = (message: WorkerMessage) => {
    if (child?.connected) child.send(message, () => undefined)
  }
  start()

  return {
    wake() {
      wakeTimer ??= setTimeout(() => {
        wakeTimer = undefined
        send({ kind: 'wake' })
      }, WAKE_SPACING_MS).unref()
    },
    async metrics() {
      await new Promise<void>((resolve) => {
        asking.push(resolve)
        setTimeout(resolve, METRICS_PATIENCE_MS).unref()
        send({ kind: 'metrics' })
      })
      return [...families, restartsOf(restarts)]
    },
    async stop() {
      stopping = true
      clearTimeout(wakeTimer)
      const last = child
      if (!last || last.exitCode !== null || last.signalCode !== null) return
      await new Promise<void>((resolve) => {
        last.once('exit', () => resolve())
        setTimeout(() => last.kill('SIGKILL'), STOP_PATIENCE_MS).unref()
        send({ kind: 'stop' })
      })
    },
  }
}
