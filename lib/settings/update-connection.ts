import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import type { Tx } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import { type ConnectionRecord, type FoundConnection, findConnection, staleConnection } from './connection-record'
import { attachNumbers } from './create-connection'
import { lockSettings } from './lock'
import type { ConnectionEdit } from './schema'

type Code = 'not-allowed' | 'not-found' | 'stale-version' | 'number-has-connection'

/** Lets go of numbers it no longer feeds and takes the new ones; a number that another connection feeds is refused. */
async function feed(tx: Tx, found: FoundConnection, numberIds: readonly string[]) {
  const { id: connectionId, workspaceId } = found
  const dropped = found.numberIds.filter((id) => !numberIds.includes(id))
  const added = numberIds.filter((id) => !found.numberIds.includes(id))
  await tx.businessNumber.updateMany({
    where: { workspaceId, connectionId, id: { in: dropped } },
    data: { connectionId: null, version: { increment: 1 } },
  })
  return attachNumbers(tx, workspaceId, { connectionId, numberIds: added })
}

/** Renames a connection and says which numbers it feeds. Its address and its secrets stay. */
export async function updateConnection(actor: Actor, input: ConnectionEdit): Promise<Result<ConnectionRecord, Code>> {
  if (!can(actor, 'connections:write')) return fail('not-allowed')
  const { workspaceId } = actor
  const { connectionId: id, version, name } = input
  const numberIds = [...new Set(input.numberIds)].sort()
  return transact<ConnectionRecord, Code>(actor, async (tx, record) => {
    await lockSettings(tx, workspaceId)
    const found = await findConnection(tx, workspaceId, id)
    if (!found) return fail('not-found')
    if (found.version !== version) return staleConnection(tx, found)
    const before = { name: found.name, numberIds: found.numberIds }
    const after = { name, numberIds }
    if (name === before.name && numberIds.join() === before.numberIds.join()) {
      return ok({ ...before, state: found.state, version })
    }
    const written = await tx.connection.updateMany({
      where: { id, workspaceId, version },
      data: { name, version: { increment: 1 } },
    })
    if (written.count === 0) return staleConnection(tx, found)
    const fed = await feed(tx, found, numberIds)
    if (!fed.ok) return fed
    record({ action: 'connection.updated', subject: { kind: 'connection', id }, before, after })
    return ok({ ...after, state: found.state, version: version + 1 })
  })
}
