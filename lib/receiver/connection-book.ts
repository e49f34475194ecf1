import { decrypt } from '@/lib/server/keys'
import type { Sql } from '@/lib/server/sql'

/** What the receiver must know of a connection. A secret that cannot be decrypted is absent, and nothing is accepted. */
export type ReceivingConnection = {
  id: string
  workspaceId: string
  paused: boolean
  secret: string | undefined
  verifyToken: string | undefined
}

type Row = {
  id: string
  workspaceId: string
  urlKey: string
  state: string
  secretCipher: string
  verifyTokenCipher: string
}

/** A change in Settings is in force after this long at the latest. */
const FRESH_MS = 1_000
/** Strangers who guess keys cause at most this many reads of the small table: one per interval. */
const RELOAD_SPACING_MS = 50

function reveal(sealed: string, connectionId: string): string | undefined {
  try {
    return decrypt('connection-secret', sealed, connectionId) || undefined
  } catch {
    return undefined
  }
}

/**
 * All connections by their URL key, in memory, so that a delivery costs no query. Read again when older than a second,
 * and whenever an answer would be a refusal: a new key, a replaced secret and a resumed connection work at once.
 */
export class ConnectionBook {
  #byKey = new Map<string, ReceivingConnection>()
  /** When the read that filled the map began: everything committed before that is in it. */
  #asOf = Number.NEGATIVE_INFINITY
  #next: Promise<void> | undefined

  constructor(private readonly sql: Pick<Sql, 'all'>) {}

  /** Answers at once when the book is fresh. Rejects when the database cannot be read. */
  find(key: string): ReceivingConnection | undefined | Promise<ReceivingConnection | undefined> {
    const known = this.#byKey.get(key)
    if (known && !known.paused && performance.now() - this.#asOf < FRESH_MS) return known
    return this.findNow(key)
  }

  /** As the database says it now, whatever is remembered. */
  async findNow(key: string): Promise<ReceivingConnection | undefined> {
    this.#next ??= this.#load()
    await this.#next
    return this.#byKey.get(key)
  }

  /** Shared by all who ask before the query goes out; whoever asks later gets the next one. */
  async #load(): Promise<void> {
    const wait = this.#asOf + RELOAD_SPACING_MS - performance.now()
    await new Promise((resolve) => setTimeout(resolve, Math.max(wait, 0)))
    this.#next = undefined
    const asOf = performance.now()
    const rows = await this.sql.all<Row>(
      'SELECT "id","workspaceId","urlKey","state","secretCipher","verifyTokenCipher" FROM "Connection"',
    )
    if (asOf < this.#asOf) return
    this.#byKey = new Map(rows.map((row) => [row.urlKey, toConnection(row)]))
    this.#asOf = asOf
  }
}

function toConnection(row: Row): ReceivingConnection {
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    paused: row.state !== 'active',
    secret: reveal(row.secretCipher, row.id),
    verifyToken: reveal(row.verifyTokenCipher, row.id),
  }
}
