/**
 * How many requests may be under way: few to any one host, because checks must never feel like an attack to the one
 * checked, and a limit over all, because each holds memory.
 */
export type FetchGate = {
  /** Runs `work` when its turn comes. Rejects with the signal's reason when the caller gives up before that. */
  run<T>(host: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T>
}

type Waiting = { host: string; start: () => void }

export function createFetchGate({ perHost, total }: { perHost: number; total: number }): FetchGate {
  const busy = new Map<string, number>()
  const queue: Waiting[] = []
  let running = 0
  const free = (host: string) => running < total && (busy.get(host) ?? 0) < perHost

  const enter = (host: string) => {
    running += 1
    busy.set(host, (busy.get(host) ?? 0) + 1)
  }
  const leave = (host: string) => {
    running -= 1
    const left = (busy.get(host) ?? 1) - 1
    if (left === 0) busy.delete(host)
    else busy.set(host, left)
    // The longest waiting of those whose host has room; one slow host does not hold up the others.
    const next = queue.findIndex((waiting) => free(waiting.host))
    if (next >= 0) queue.splice(next, 1)[0]?.start()
  }

  const turn = (host: string, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      if (free(host)) {
        enter(host)
        return resolve()
      }
      const waiting: Waiting = {
        host,
        start: () => {
          signal?.removeEventListener('abort', giveUp)
          enter(host)
          resolve()
        },
      }
      const giveUp = () => {
        queue.splice(queue.indexOf(waiting), 1)
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', giveUp, { once: true })
      queue.push(waiting)
    })

  return {
    async run(host, work, signal) {
      await turn(host, signal)
      try {
        return await work()
      } finally {
        leave(host)
      }
    },
  }
}
