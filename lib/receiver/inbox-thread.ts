import { parentPort, workerData } from 'node:worker_threads'
import { openSqlite } from '@/lib/server/open-sqlite'
import { inboxInserter, inboxMover, openInbox } from './inbox'
import type { FromInbox, ToInbox } from './inbox-messages'
import { unpack } from './inbox-messages'

/**
 * The thread that writes the inbox. Waiting for the disk takes a millisecond or two per commit; here it stops nobody,
 * and meanwhile the server reads and checks the next requests.
 *
 * When nothing takes deliveries out of the inbox for a while (no worker runs, or it is busy with something long), the
 * thread moves them into the database itself in a calm moment, when that is free.
 */
const LOCK_PATIENCE_MS = 1_000
const LOOK_EVERY_MS = 250
/** Moving would make the next deliveries wait, so it is left for moments in which none come. */
const CALM_AFTER_MS = 100

const { databaseUrl } = workerData as { databaseUrl: string }
const inbox = openInbox(databaseUrl, { busyTimeoutMs: LOCK_PATIENCE_MS })
const database = openSqlite(databaseUrl, { busyTimeoutMs: 0 })
const insert = inboxInserter(inbox)
const move = inboxMover(inbox, database)
let mayHoldSome = true
let lastInsertAt = Number.NEGATIVE_INFINITY

function tell(message: FromInbox): void {
  parentPort?.postMessage(message)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Batch after batch, and between two of them whatever the server has to store. */
function moveAll(): void {
  if (performance.now() - lastInsertAt < CALM_AFTER_MS) return
  let moved: number | 'busy'
  try {
    moved = move()
  } catch (error) {
    tell({ kind: 'not-moved', problem: messageOf(error) })
    return
  }
  if (moved === 0) mayHoldSome = false
  if (moved === 'busy' || moved === 0) return
  tell({ kind: 'moved', count: moved })
  setImmediate(moveAll)
}

const timer = setInterval(() => mayHoldSome && moveAll(), LOOK_EVERY_MS)

parentPort?.on('message', (message: ToInbox) => {
  if (message.kind === 'close') {
    clearInterval(timer)
    inbox.close()
    database.close()
    parentPort?.close()
    return
  }
  const { batch } = message
  try {
    const outcome = insert(unpack(message))
    if (outcome === 'stored') mayHoldSome = true
    lastInsertAt = performance.now()
    tell({ kind: outcome, batch })
  } catch (error) {
    tell({ kind: 'failed', batch, problem: messageOf(error) })
  }
})
