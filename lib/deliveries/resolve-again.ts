import type { Tx } from '@/lib/server/db'
import { chooseEvents, putBack } from './replay-store'

/** These events are resolved again, from their bytes as received, once the transaction is done; for other rooms' decisions. */
export async function resolveAgain(tx: Tx, workspaceId: string, eventIds: string[]): Promise<void> {
  if (eventIds.length > 0) await putBack(tx, workspaceId, await chooseEvents(workspaceId, eventIds))
}
