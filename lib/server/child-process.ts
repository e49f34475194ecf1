import { type ChildProcess, fork } from 'node:child_process'
import type { Family } from './metrics'

/**
 * A process beside the server, started again when it dies: at once the first time and then more slowly. It answers
 * `metrics` with what it counted, and ends by itself on `stop`.
 */
export type Child = {
  /** Lost when it is just starting again. */
  send(message: ChildMessage): void
  /** What it counted. While it is busy or starting again: what it said last. */
  metrics(): Promise<Family[]>
  stop(): Promise<void>
}

export type Restart = { code: number | null; signal: string | null; inMs: number }

export type ChildOptions = {
  /** A file to run; TypeScript from the sources, one built file behind `npm start`. */
  script: string
  args?: string[]
  /** Counts its restarts. */
  restarts: { name: `handrail_${string}`; help: string }
  onRestart: (facts: Restart) => void
  /** It said that it is ready, after each start. */
  onReady?: () => void
  onExit?: () => void
}

/** What the server says. */
export type ChildMessage = { kind: 'wake' } | { kind: 'stop' } | { kind: 'metrics' }

/** What the child says. */
export type ChildAnswer = { kind: 'metrics'; families: Family[] } | { kind: 'ready' }

const FIRST_RESTART_MS = 100
const SLOWEST_RESTART_MS = 10_000
/** A child that lived this long was healthy: its next death is a first one again. */
const HEALTHY_MS = 30_000
const STOP_PATIENCE_MS = 6_000
/** A scrape does not wait for a child that is in the middle of something long. */
const METRICS_PATIENCE_MS = 500

export function startChild({ script, args = [], restarts, onRestart, onReady, onExit }: ChildOptions): Child {
  let child: ChildProcess | undefined
  let stopping = false
  let restartMs = FIRST_RESTART_MS
  let families: Family[] = []
  let restarted = 0
  const asking: (() => void)[] = []

  function hear(answer: ChildAnswer): void {
    if (answer.kind === 'ready') {
      onReady?.()
      return
    }
    families = answer.families
    for (const done of asking.splice(0)) done()
  }

  function start(): void {
    const bornAt = performance.now()
    const born = fork(script, args, {
      execArgv: script.endsWith('.ts') ? ['--import', 'tsx'] : process.execArgv,
      serialization: 'json',
    })
    child = born
    born.on('error', () => undefined)
    born.on('message', hear)
    born.on('exit', (code, signal) => {
      onExit?.()
      if (stopping) return
      if (performance.now() - bornAt > HEALTHY_MS) restartMs = FIRST_RESTART_MS
      restarted += 1
      onRestart({ code, signal, inMs: restartMs })
      setTimeout(() => !stopping && start(), restartMs)
      restartMs = Math.min(restartMs * 2, SLOWEST_RESTART_MS)
    })
  }

  function send(message: ChildMessage): void {
    if (child?.connected) child.send(message, () => undefined)
  }

  function restartsCounted(): Family {
    const samples = [{ suffix: '_total', labels: {}, value: restarted }]
    return { ...restarts, type: 'counter', samples }
  }

  start()
  return {
    send,
    async metrics() {
      await new Promise<void>((resolve) => {
        asking.push(resolve)
        setTimeout(resolve, METRICS_PATIENCE_MS).unref()
        send({ kind: 'metrics' })
      })
      return [...families, restartsCounted()]
    },
    async stop() {
      stopping = true
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
