import type { InboxRow } from './inbox'
import type { StoredDelivery } from './stored-delivery'

/** What the server and the thread that writes the inbox say to each other. */
export type ToInbox = PackedBatch | { kind: 'close' }

export type FromInbox =
  | { kind: 'stored' | 'busy'; batch: number }
  | { kind: 'failed'; batch: number; problem: string }
  | { kind: 'moved'; count: number }
  | { kind: 'not-moved'; problem: string }

/** All bodies of a batch in one block of memory that changes hands, because copying object by object costs more. */
export type PackedBatch = { kind: 'insert'; batch: number; rows: PackedRow[]; bodies: ArrayBuffer }

/** id, workspace, connection, received at, length of the body. */
type PackedRow = [string, string, string, number, number]

export function pack(batch: number, deliveries: readonly StoredDelivery[]): PackedBatch {
  const size = deliveries.reduce((sum, { body }) => sum + body.byteLength, 0)
  const bodies = new Uint8Array(size)
  let at = 0
  const rows = deliveries.map(({ id, workspaceId, connectionId, receivedAt, body }): PackedRow => {
    bodies.set(body, at)
    at += body.byteLength
    return [id, workspaceId, connectionId, receivedAt.getTime(), body.byteLength]
  })
  return { kind: 'insert', batch, rows, bodies: bodies.buffer }
}

export function unpack({ rows, bodies }: PackedBatch): InboxRow[] {
  let at = 0
  return rows.map(([id, workspaceId, connectionId, receivedAt, length]) => {
    const body = new Uint8Array(bodies, at, length)
    at += length
    return { id, workspaceId, connectionId, receivedAt, body }
  })
}
