import { openSqlite } from '@/lib/server/open-sqlite'
import { dialectOf } from '@/lib/server/sql'
import { inboxMover, openInbox } from './inbox'

/** The worker's side of the inbox. */
export type Intake = {
  /** Moves what waits in the inbox into the database. Returns how many deliveries came over. */
  take(): Promise<number>
  /** Moves everything that waits now. Rejects when the database stays busy for longer than `patienceMs`. */
  takeAll(patienceMs: number): Promise<void>
  close(): void
}

const NOTHING: Intake = { take: async () => 0, takeAll: async () => undefined, close: () => undefined }

const TRIES = 20
const RETRY_MS = 3

/** On Postgres deliveries are stored where they belong at once, and there is nothing to take. */
export function openIntake(databaseUrl: string): Intake {
  if (dialectOf(databaseUrl) === 'postgresql') return NOTHING
  const inbox = openInbox(databaseUrl)
  // Never waits inside the event loop: who holds the lock may be a schedule of this very process.
  const database = openSqlite(databaseUrl, { busyTimeoutMs: 0 })
  const move = inboxMover(inbox, database)
  const bounds = inbox.prepare('SELECT MIN("seq") AS "first", MAX("seq") AS "last" FROM "Inbox"')
  const look = () => bounds.get() as { first: number | null; last: number | null }

  async function take(): Promise<number> {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const moved = move()
      if (moved !== 'busy') return moved
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
    return 0
  }

  return {
    take,
    async takeAll(patienceMs) {
      const deadline = performance.now() + patienceMs
      const { last } = look()
      for (let { first } = look(); last !== null && first !== null && first <= last; { first } = look()) {
        await take()
        if (performance.now() > deadline) throw new Error('The database stayed busy, so deliveries stay in the inbox.')
      }
    },
    close() {
      inbox.close()
      database.close()
    },
  }
}
