import { Worker } from 'node:worker_threads'
import { type FromInbox, pack } from './inbox-messages'
import type { DeliveryWriter, StoredDelivery } from './stored-delivery'

export type InboxWriterOptions = {
  /** The thread moved deliveries into the database. */
  onMoved: (count: number) => void
  onFailure: (error: unknown, what: string) => void
}

type Pending = { settle: (outcome: 'stored' | 'busy') => void; fail: (error: Error) => void }

/** A thread does not inherit how TypeScript is read (Node 20), so from the sources it learns it before it starts. */
function fromSources(thread: URL): string {
  return `import('tsx/esm/api').then(({ register }) => { register(); return import('${thread.href}') })`
}

/** Beside this file, and like it: inbox-thread.ts beside the sources, inbox-thread.mjs beside the built server.mjs. */
function startThread(databaseUrl: string): Worker {
  const workerData = { databaseUrl }
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('inbox-thread.mjs', import.meta.url), { workerData })
  }
  return new Worker(fromSources(new URL('inbox-thread.ts', import.meta.url)), { workerData, eval: true })
}

/**
 * Writes deliveries into the inbox of a SQLite installation, in a thread. A thread that dies is started again; what it
 * had not confirmed counts as not stored, so WhatsApp sends it again.
 */
export function openInboxWriter(databaseUrl: string, { onMoved, onFailure }: InboxWriterOptions): DeliveryWriter {
  const pending = new Map<number, Pending>()
  let batches = 0
  let closing = false
  let thread = start()

  function start(): Worker {
    const born = startThread(databaseUrl)
    born.on('message', hear)
    born.on('error', (error) => onFailure(error, 'the inbox thread failed'))
    born.on('exit', () => {
      for (const { fail } of pending.values()) fail(new Error('The inbox thread ended.'))
      pending.clear()
      if (!closing) thread = start()
    })
    return born
  }

  function hear(message: FromInbox): void {
    if (message.kind === 'moved') onMoved(message.count)
    else if (message.kind === 'not-moved') onFailure(new Error(message.problem), 'deliveries stay in the inbox')
    else settle(message)
  }

  function settle(message: Extract<FromInbox, { batch: number }>): void {
    const waiting = pending.get(message.batch)
    pending.delete(message.batch)
    if (message.kind === 'failed') waiting?.fail(new Error(message.problem))
    else waiting?.settle(message.kind)
  }

  return {
    lanes: 1,
    insert(rows: readonly StoredDelivery[]) {
      batches += 1
      const message = pack(batches, rows)
      return new Promise((settle, fail) => {
        pending.set(message.batch, { settle, fail })
        thread.postMessage(message, [message.bodies])
      })
    },
    async close() {
      closing = true
      const ended = new Promise((resolve) => thread.once('exit', resolve))
      thread.postMessage({ kind: 'close' })
      await ended
    },
  }
}
