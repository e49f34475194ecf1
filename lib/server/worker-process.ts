import { type Child, type Restart, startChild } from './child-process'

/** The worker beside the server: a process of its own, so that resolving never delays an answer. */
export type WorkerProcess = Pick<Child, 'metrics' | 'stop'> & {
  /** Something was stored. Called after every commit, so most calls only note that a message is due. */
  wake(): void
}

export type WorkerOptions = { script: string; onRestart: (facts: Restart) => void }

const WAKE_SPACING_MS = 15

const RESTARTS = {
  name: 'handrail_worker_restarts',
  help: 'How often the worker beside this server ended by itself and was started again.',
} as const

export function startWorkerProcess({ script, onRestart }: WorkerOptions): WorkerProcess {
  const child = startChild({ script, restarts: RESTARTS, onRestart })
  let wakeTimer: NodeJS.Timeout | undefined
  return {
    metrics: child.metrics,
    wake() {
      wakeTimer ??= setTimeout(() => {
        wakeTimer = undefined
        child.send({ kind: 'wake' })
      }, WAKE_SPACING_MS).unref()
    },
    stop() {
      clearTimeout(wakeTimer)
      return child.stop()
    },
  }
}
