import type { Tx } from '@/lib/server/db'
import { type Failure, fail } from '@/lib/shared/result'
import { type LastChange, lastChangeOf } from './last-change'

/** A connection as a person edits it. Neither secret is ever part of it. */
export type ConnectionRecord = { name: string; state: string; numberIds: string[]; version: number }
type StaleConnection = { current: ConnectionRecord; changedBy: LastChange | null }

export type FoundConnection = ConnectionRecord & { id: string; workspaceId: string }

/** The connection of this workspace with the numbers it feeds, or null. */
export async function findConnection(tx: Tx, workspaceId: string, id: string): Promise<FoundConnection | null> {
  const row = await tx.connection.findFirst({
    where: { id, workspaceId },
    select: { name: true, state: true, version: true, numbers: { select: { id: true }, orderBy: { id: 'asc' } } },
  })
  if (!row) return null
  const { name, state, version } = row
  return { id, workspaceId, name, state, version, numberIds: row.numbers.map((number) => number.id) }
}

/** Somebody else was faster: the record as it is now, and who. */
export async function staleConnection(tx: Tx, found: FoundConnection): Promise<Failure<'stale-version'>> {
  const { id, workspaceId, name, state, numberIds, version } = found
  const details: StaleConnection = {
    current: { name, state, numberIds, version },
    changedBy: await lastChangeOf(tx, { workspaceId, kind: 'connection', id }),
  }
  return fail('stale-version', details)
}
