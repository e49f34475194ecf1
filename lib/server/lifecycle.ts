import { rmSync } from 'node:fs'
import type { Server } from 'node:http'

/**
 * How a process ends: on SIGTERM or SIGINT each step runs once, in order, and then the process exits with 0. A second
 * signal, or steps that take longer than the limit, end it at once: everything acknowledged is already on disk.
 */
export type ShutdownStep = { name: string; run: () => Promise<void> | void }

const SAME_SIGNAL_MS = 1_000

export function onShutdown(
  steps: ShutdownStep[],
  options: { limitMs: number; onError: (error: unknown) => void },
): { end: () => void } {
  let ending = false
  const end = async () => {
    if (ending) return
    ending = true
    setTimeout(() => process.exit(1), options.limitMs).unref()
    for (const step of steps) {
      try {
        await step.run()
      } catch (error) {
        options.onError(error)
      }
    }
    process.exit(0)
  }
  let firstAt = Number.POSITIVE_INFINITY
  const onSignal = () => {
    // Ctrl-C reaches every process of the terminal, and a parent may pass it on as well: that is still one signal.
    if (performance.now() - firstAt > SAME_SIGNAL_MS) process.exit(1)
    firstAt = Math.min(firstAt, performance.now())
    void end()
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
  return { end: () => void end() }
}

/**
 * A process that was forked ends with the one that forked it, whatever ended that one. `disconnect` is said once: who was
 * still starting when the other was killed has missed it, and would go on alone for good.
 */
export function endWithParent(end: () => void): void {
  process.on('disconnect', end)
  if (process.send && !process.connected) end()
}

export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, 1_024, () => {
      server.removeListener('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

/** Listens on a socket in the file system (a named pipe on Windows). One that a killed process left is replaced. */
export function listenAt(server: Server, socketPath: string): Promise<void> {
  if (process.platform !== 'win32') rmSync(socketPath, { force: true })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(socketPath, () => {
      server.removeListener('error', reject)
      resolve()
    })
  })
}

/** Stops accepting, lets running requests finish for a while, then closes what is left (open pages keep streams open). */
export function closeServer(server: Server, patienceMs: number): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), patienceMs).unref()
  })
}
