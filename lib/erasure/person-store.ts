import { inList, type Sql } from '@/lib/server/sql'
import type { Held } from './traces'

/** Everybody who became part of this contact by merges, and the contact itself. */
export async function familyOf(sql: Sql, workspaceId: string, contactId: string): Promise<string[]> {
  const found = new Set([contactId])
  for (let next = [contactId]; next.length > 0; ) {
    const rows = await sql.all<{ id: string }>(
      `SELECT "id" FROM "Contact" WHERE "workspaceId" = ? AND "state" = 'merged' AND "mergedIntoId" IN ${inList(sql)}`,
      [workspaceId, JSON.stringify(next)],
    )
    next = rows.map(({ id }) => id).filter((id) => !found.has(id))
    for (const id of next) found.add(id)
  }
  return [...found]
}

/** Everything they were ever known by. */
export async function heldBy(sql: Sql, contactIds: readonly string[]): Promise<Held[]> {
  const ids = JSON.stringify(contactIds)
  const held = await sql.all<Held>(`SELECT "kind","value" FROM "Identifier" WHERE "contactId" IN ${inList(sql)}`, [ids])
  const crm = await sql.all<{ value: string }>(
    `SELECT "crmContactId" AS "value" FROM "Contact" WHERE "id" IN ${inList(sql)} AND "crmContactId" IS NOT NULL`,
    [ids],
  )
  return [...held, ...crm.map(({ value }) => ({ kind: 'crm_id', value }))]
}
