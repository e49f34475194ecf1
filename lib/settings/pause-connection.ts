import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { fail, ok, type Result } from '@/lib/shared/result'
import { type ConnectionRecord, findConnection, staleConnection } from './connection-record'
import type { ConnectionStateInput } from './schema'

type Code = 'not-allowed' | 'not-found' | 'stale-version'

/**
 * Pauses a connection or resumes it. A paused one answers 404, so WhatsApp keeps what it sends and repeats it for up to
 * seven days [HOOK]; a shorter pause loses nothing.
 */
export async function setConnectionState(
  actor: Actor,
  { connectionId: id, version, state }: ConnectionStateInput,
): Promise<Result<ConnectionRecord, Code>> {
  if (!can(actor, 'connections:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<ConnectionRecord, Code>(actor, async (tx, record) => {
    const found = await findConnection(tx, workspaceId, id)
    if (!found) return fail('not-found')
    const { name, numberIds } = found
    if (found.version !== version) return staleConnection(tx, found)
    if (found.state === state) return ok({ name, numberIds, state, version })
    const written = await tx.connection.updateMany({
      where: { id, workspaceId, version },
      data: { state, version: { increment: 1 } },
    })
    if (written.count === 0) return staleConnection(tx, found)
    record({
      action: state === 'paused' ? 'connection.paused' : 'connection.resumed',
      subject: { kind: 'connection', id },
      before: { state: found.state },
      after: { state },
    })
    return ok({ name, numberIds, state, version: version + 1 })
  })
}
