import { inList, type Sql, type SqlValue } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import type { Changed, WebhookEvent } from './vocabulary'

/** Something other systems may want to hear of. It names contacts by id alone: what they are is read when it is sent. */
export type Tidings =
  | { event: 'contact.created' | 'contact.changed'; contactId: string; changed: readonly Changed[] }
  | { event: 'contact.merged' | 'contact.unmerged'; contactId: string; otherId: string; mergeId: string }

const COLUMNS = ['id', 'workspaceId', 'channel', 'target', 'payload', 'state', 'nextTryAt', 'createdAt']

async function listeners(sql: Sql, workspaceId: string): Promise<{ id: string; events: ReadonlySet<WebhookEvent> }[]> {
  const rows = await sql.all<{ id: string; kinds: unknown }>(
    'SELECT "id","kinds" FROM "OutgoingWebhook" WHERE "workspaceId" = ? AND "disabledAt" IS NULL',
    [workspaceId],
  )
  return rows.map(({ id, kinds }) => {
    const stored: unknown = typeof kinds === 'string' ? JSON.parse(kinds) : kinds
    return { id, events: new Set(Array.isArray(stored) ? (stored as WebhookEvent[]) : []) }
  })
}

/**
 * Puts tidings into the outbox of everybody who listens, in the transaction of the change: nothing is told of a change
 * that was rolled back, and nothing that happened is forgotten. One small read where nobody listens.
 */
export async function tell(
  sql: Sql,
  workspaceId: string,
  tidings: readonly Tidings[],
  now = new Date(),
): Promise<void> {
  if (tidings.length === 0) return
  const hooks = await listeners(sql, workspaceId)
  const rows = hooks.flatMap(({ id, events }) =>
    tidings
      .filter(({ event }) => events.has(event))
      .map((one): SqlValue[] => [
        ...[newId('out'), workspaceId, 'webhook', id, JSON.stringify({ ...one, at: now.toISOString() })],
        ...['waiting', now, now],
      ]),
  )
  for (let from = 0; from < rows.length; from += 500) await insert(sql, rows.slice(from, from + 500))
}

async function insert(sql: Sql, rows: SqlValue[][]): Promise<void> {
  const json = sql.dialect === 'postgresql' ? '?::jsonb' : '?'
  const one = `(${COLUMNS.map((column) => (column === 'payload' ? json : '?')).join(',')})`
  const columns = COLUMNS.map((column) => `"${column}"`).join(',')
  await sql.run(`INSERT INTO "Outbox" (${columns}) VALUES ${rows.map(() => one).join(',')}`, rows.flat())
}

/** The messages of a webhook that was removed reach nobody. */
export async function forget(sql: Sql, workspaceId: string, webhookIds: readonly string[]): Promise<void> {
  await sql.run(
    `DELETE FROM "Outbox" WHERE "workspaceId" = ? AND "channel" = 'webhook' AND "target" IN ${inList(sql)}`,
    [workspaceId, JSON.stringify(webhookIds)],
  )
}
