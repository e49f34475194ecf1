import type { Sql } from '@/lib/server/sql'
import { BatchKeys } from './batch'
import { takeWorkspace } from './delivery-store'
import { loadIdentifiers } from './load-store'
import type { Identifier, Thread, ThreadKey } from './model'
import { loadThreads } from './thread-store'

/** What a contact holds and held, and its conversations, as the resolver's rules see them. */
export type PersonGround = { identifiers: Identifier[]; threads: Thread[]; threadKeys: ThreadKey[] }

export async function readPerson(sql: Sql, workspaceId: string, contactId: string): Promise<PersonGround> {
  const identifiers = await loadIdentifiers(sql, [contactId])
  const { threads, threadKeys } = await loadThreads(sql, {
    workspaceId,
    keys: new BatchKeys(),
    contactIds: new Set([contactId]),
  })
  return { identifiers, threads, threadKeys }
}

/** Until the transaction ends nobody resolves in this workspace: for whoever moves what belongs to whom. */
export function keepResolversOut(sql: Sql, workspaceId: string): Promise<void> {
  return takeWorkspace(sql, workspaceId)
}
