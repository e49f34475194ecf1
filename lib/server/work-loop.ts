/**
 * The rhythm of the worker: as long as there is work, batch after batch; otherwise wait to be woken, and look anyway now
 * and then, because another process may have stored something. An error waits a little and is tried again.
 */
export type WorkLoop = {
  wake(): void
  /** Lets the running batch finish. */
  stop(): Promise<void>
}

export type WorkLoopOptions = {
  /** One batch. `more`: there is work left that can be done now. */
  step: () => Promise<{ more: boolean }>
  onError: (error: unknown) => void
  idleMs: number
  /** Rest between two batches in which others can take the database's write lock. */
  breathMs: number
  firstRetryMs: number
  slowestRetryMs: number
}

export function startWorkLoop(options: WorkLoopOptions): WorkLoop {
  let stopped = false
  let awake = false
  let interrupt: (() => void) | undefined

  /** Ends early on `stop`, and on `wake` when that is what is being waited for. */
  const rest = (ms: number, wakeable: boolean) =>
    new Promise<void>((resolve) => {
      const finish = () => {
        clearTimeout(timer)
        interrupt = undefined
        resolve()
      }
      const timer = setTimeout(finish, ms)
      interrupt = () => (wakeable || stopped ? finish() : undefined)
    })

  const run = async () => {
    let retryMs = options.firstRetryMs
    while (!stopped) {
      awake = false
      try {
        const { more } = await options.step()
        retryMs = options.firstRetryMs
        if (stopped) break
        if (more) await rest(options.breathMs, false)
        else if (!awake) await rest(options.idleMs, true)
      } catch (error) {
        options.onError(error)
        if (!stopped) await rest(retryMs, false)
        retryMs = Math.min(retryMs * 2, options.slowestRetryMs)
      }
    }
  }
  const ended = run()

  return {
    wake() {
      awake = true
      interrupt?.()
    },
    async stop() {
      stopped = true
      interrupt?.()
      await ended
    },
  }
}
