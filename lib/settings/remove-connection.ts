import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { fail, ok, type Result } from '@/lib/shared/result'
import { findConnection, staleConnection } from './connection-record'
import { lockSettings } from './lock'
import type { ConnectionVersion } from './schema'

type Code = 'not-allowed' | 'not-found' | 'stale-version'

/**
 * Removes a connection with both its secrets. Deliveries, events and refused counts that came through it stay, its
 * numbers stay without a connection, and its address answers 404 from then on.
 */
export async function removeConnection(
  actor: Actor,
  { connectionId: id, version }: ConnectionVersion,
): Promise<Result<null, Code>> {
  if (!can(actor, 'connections:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<null, Code>(actor, async (tx, record) => {
    await lockSettings(tx, workspaceId)
    const found = await findConnection(tx, workspaceId, id)
    if (!found) return fail('not-found')
    if (found.version !== version) return staleConnection(tx, found)
    await tx.businessNumber.updateMany({
      where: { workspaceId, connectionId: id },
      data: { connectionId: null, version: { increment: 1 } },
    })
    const removed = await tx.connection.deleteMany({ where: { id, workspaceId, version } })
    if (removed.count === 0) return staleConnection(tx, found)
    const { name, state, numberIds } = found
    record({ action: 'connection.removed', subject: { kind: 'connection', id }, before: { name, state, numberIds } })
    return ok(null)
  })
}
