import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sendRefusal } from './answers'
import { type Child, type Restart, startChild } from './child-process'
import { isApiPath } from './origin'
import { openPagesProxy } from './pages-proxy'

/**
 * The pages beside the receiver: a process of its own, because drawing a page takes tens of milliseconds in which its
 * process does nothing else, and WhatsApp waits for answers meanwhile. docs/decisions/032
 */
export type PagesProcess = Pick<Child, 'metrics' | 'stop'> & {
  page(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Resolves when pages can be shown. Rejects when the process ended before it could show any. */
  loaded: Promise<void>
}

export type PagesOptions = { script: string; onRestart: (facts: Restart) => void }

const READY_PATIENCE_MS = 15_000
const RETRY_AFTER_SECONDS = '5'

const RESTARTS = {
  name: 'handrail_pages_restarts',
  help: 'How often the process that shows pages ended by itself and was started again.',
} as const

type Address = { path: string; remove: () => void }

/** Only this user can open it: a socket in a folder of its own, or a named pipe on Windows. */
function privateAddress(): Address {
  if (process.platform === 'win32') {
    return { path: `\\\\.\\pipe\\handrail-pages-${randomBytes(12).toString('hex')}`, remove: () => undefined }
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'handrail-pages-'))
  return { path: path.join(folder, 'socket'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Whether something is the case now, and a way to wait until it is. */
function createGate() {
  let isOpen = false
  let waiting: ((open: boolean) => void)[] = []
  return {
    open() {
      isOpen = true
      for (const go of waiting.splice(0)) go(true)
    },
    shut() {
      isOpen = false
    },
    /** False when it stayed shut for so long. */
    pass(patienceMs: number): Promise<boolean> {
      if (isOpen) return Promise.resolve(true)
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiting = waiting.filter((other) => other !== go)
          resolve(false)
        }, patienceMs)
        const go = (open: boolean) => {
          clearTimeout(timer)
          resolve(open)
        }
        waiting.push(go)
      })
    },
  }
}

export function startPagesProcess({ script, onRestart }: PagesOptions): PagesProcess {
  const address = privateAddress()
  process.once('exit', address.remove)
  const proxy = openPagesProxy(address.path)
  const gate = createGate()
  let settle: { ready: () => void; failed: (error: Error) => void } | undefined
  const loaded = new Promise<void>((ready, failed) => {
    settle = { ready, failed }
  })
  const child = startChild({
    script,
    args: [address.path],
    restarts: RESTARTS,
    onRestart,
    onReady() {
      gate.open()
      settle?.ready()
    },
    onExit() {
      gate.shut()
      settle?.failed(new Error('their process ended'))
    },
  })
  return {
    loaded,
    metrics: child.metrics,
    async page(request, response) {
      if (await gate.pass(READY_PATIENCE_MS)) return proxy.forward(request, response)
      response.setHeader('Retry-After', RETRY_AFTER_SECONDS)
      sendRefusal(response, { status: 503, code: 'pages-starting', api: isApiPath(request.url ?? '/') })
    },
    async stop() {
      await child.stop()
      proxy.close()
      address.remove()
    },
  }
}
