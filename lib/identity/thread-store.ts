import { asBool, asDate, type Sql, type SqlRow } from '@/lib/server/sql'
import type { BatchKeys } from './batch'
import { selectIn } from './bulk-sql'
import type { Destination, Thread, ThreadKey, ThreadKeyKind } from './model'

type Wanted = { workspaceId: string; keys: BatchKeys; contactIds: ReadonlySet<string> }

/** The conversations of the contacts of a batch, and those its identifiers or groups lead to without a contact. */
export async function loadThreads(sql: Sql, { workspaceId, keys, contactIds }: Wanted) {
  const columns =
    '"id","numberId","contactId","openedWith","replyTo","replyRecipient","inReview","workflowId","openedAt","lastAt"'
  const byContact = await selectIn<SqlRow>(sql, `SELECT ${columns} FROM "Thread" WHERE "contactId"`, {
    list: contactIds,
  })
  const threads = new Map(byContact.map((row) => [String(row.id), toThread(row)]))
  const byKey = (await threadIdsByKey(sql, workspaceId, keys)).filter((id) => !threads.has(id))
  const others = await selectIn<SqlRow>(sql, `SELECT ${columns} FROM "Thread" WHERE "workspaceId" = ? AND "id"`, {
    params: [workspaceId],
    list: new Set(byKey),
  })
  for (const row of others) threads.set(String(row.id), toThread(row))
  const keyRows = await selectIn<SqlRow>(
    sql,
    'SELECT "id","threadId","numberId","kind","value","matchKey","active" FROM "ThreadKey" WHERE "threadId"',
    { list: threads.keys() },
  )
  const threadKeys = keyRows.map(toThreadKey)
  return { threads: [...threads.values()].map((thread) => withGroup(thread, threadKeys)), threadKeys }
}

function toThreadKey({ id, threadId, numberId, kind, value, matchKey, active }: SqlRow): ThreadKey {
  return { id, threadId, numberId, kind, value, matchKey, active: asBool(active) } as ThreadKey
}

async function threadIdsByKey(sql: Sql, workspaceId: string, keys: BatchKeys): Promise<string[]> {
  const found: string[] = []
  const lists: [ThreadKeyKind, Iterable<string>][] = [
    ['phone', keys.phones],
    ['bsuid', [...keys.bsuids, ...keys.parents]],
    ['group', keys.groups],
  ]
  for (const numberId of keys.numberIds) {
    for (const [kind, list] of lists) {
      const rows = await selectIn<{ threadId: string }>(
        sql,
        'SELECT "threadId" FROM "ThreadKey" WHERE "workspaceId" = ? AND "numberId" = ? AND "kind" = ? AND "matchKey"',
        { params: [workspaceId, numberId, kind], list },
      )
      for (const row of rows) found.push(row.threadId)
    }
  }
  return found
}

function toThread(row: SqlRow): Thread {
  return {
    id: String(row.id),
    contactId: row.contactId === null ? undefined : String(row.contactId),
    numberId: String(row.numberId),
    openedWith: row.openedWith as ThreadKeyKind,
    destination: destinationOf(row),
    inReview: asBool(row.inReview),
    workflowId: row.workflowId === null ? undefined : String(row.workflowId),
    openedAt: asDate(row.openedAt),
    lastMessageAt: asDate(row.lastAt),
  }
}

function destinationOf(row: SqlRow): Destination {
  if (row.replyRecipient !== null) return { kind: 'bsuid', value: String(row.replyRecipient) }
  if (row.replyTo !== null) return { kind: 'phone', value: String(row.replyTo) }
  return { kind: 'group', value: '' }
}

/** The address of a group is its key; the reply columns are for people. */
function withGroup(thread: Thread, keys: readonly ThreadKey[]): Thread {
  if (thread.destination.kind !== 'group') return thread
  const value = keys.find((key) => key.threadId === thread.id && key.kind === 'group')?.value ?? ''
  return { ...thread, destination: { kind: 'group', value } }
}
