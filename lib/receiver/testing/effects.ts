import { existsSync } from 'node:fs'
import { expect } from 'vitest'
import { verifyChain } from '@/lib/audit/verify'
import { openSqlite } from '@/lib/server/open-sqlite'
import type { SqlDb } from '@/lib/server/sql'
import { inboxUrl } from '../inbox'
import { phoneOf } from './load-client'

/**
 * The verdict of the outside judge, after recovery: what was acknowledged is stored, and every effect of what is stored
 * is there once.
 */
type Ground = { sql: SqlDb; workspaceId: string; databaseUrl: string }

const PAGE = 2_000

async function* pages<T extends { id: string }>({ sql, workspaceId }: Ground, select: string): AsyncGenerator<T[]> {
  for (let after = ''; ; ) {
    const rows = await sql.all<T>(`${select} WHERE "workspaceId" = ? AND "id" > ? ORDER BY "id" LIMIT ${PAGE}`, [
      workspaceId,
      after,
    ])
    const last = rows.at(-1)
    if (!last) return
    yield rows
    after = last.id
  }
}

/** wamids by how often their delivery is stored, as the bytes say. */
export async function storedWamids(ground: Ground): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for await (const rows of pages<{ id: string; body: Uint8Array }>(ground, 'SELECT "id","body" FROM "Delivery"')) {
    for (const { body } of rows) {
      for (const [wamid] of Buffer.from(body)
        .toString()
        .matchAll(/wamid\.[\w.]+/g)) {
        counts.set(wamid, (counts.get(wamid) ?? 0) + 1)
      }
    }
  }
  return counts
}

async function wamidsIn(ground: Ground, table: 'Event' | 'Message'): Promise<string[]> {
  const found: string[] = []
  for await (const rows of pages<{ id: string; wamid: string }>(ground, `SELECT "id","wamid" FROM "${table}"`)) {
    found.push(...rows.map((row) => row.wamid))
  }
  return found.sort()
}

/** Every person who wrote is one contact, and each of their messages is on it. */
async function expectOneContactEach(ground: Ground): Promise<void> {
  const contactOf = new Map<string, string>()
  const select = 'SELECT "id","wamid","contactId" FROM "Message"'
  for await (const rows of pages<{ id: string; wamid: string; contactId: string }>(ground, select)) {
    for (const { wamid, contactId } of rows) {
      const known = contactOf.get(phoneOf(wamid)) ?? contactId
      contactOf.set(phoneOf(wamid), known)
      if (known !== contactId) throw new Error(`${phoneOf(wamid)} is two contacts: ${known} and ${contactId}`)
    }
  }
  const { sql, workspaceId } = ground
  const contacts = await sql.all<{ id: string }>('SELECT "id" FROM "Contact" WHERE "workspaceId" = ?', [workspaceId])
  expect(contacts.map((row) => row.id).toSorted()).toEqual([...contactOf.values()].toSorted())
  const held = await sql.all<{ contactId: string; value: string }>(
    `SELECT "contactId","value" FROM "Identifier" WHERE "workspaceId" = ? AND "kind" = 'phone'`,
    [workspaceId],
  )
  expect(new Map(held.map((row) => [row.value, row.contactId]))).toEqual(contactOf)
  expect(held).toHaveLength(contactOf.size)
}

/** An event is counted by the batch that resolved it: one that was processed twice would be counted twice. */
export async function eventsByAudit({ sql, workspaceId }: Omit<Ground, 'databaseUrl'>): Promise<number> {
  const events = sql.dialect === 'sqlite' ? `json_extract("detail",'$.events')` : `("detail"->>'events')::int`
  const [row] = await sql.all<{ n: number }>(
    `SELECT SUM(${events}) AS "n" FROM "AuditEvent" WHERE "workspaceId" = ? AND "action" = 'identity.batch-resolved'`,
    [workspaceId],
  )
  return Number(row?.n ?? 0)
}

/** The database and the inbox beside it, page by page. */
export function expectSound({ sql, databaseUrl }: Ground): void {
  if (sql.dialect !== 'sqlite') return
  for (const url of [databaseUrl, inboxUrl(databaseUrl)]) {
    if (!existsSync(url.replace(/^file:/, ''))) continue
    const file = openSqlite(url, { readonly: true })
    expect(file.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }])
    file.close()
  }
}

export async function expectNothingLost(ground: Ground, acknowledged: readonly string[]): Promise<void> {
  const stored = await storedWamids(ground)
  expect(acknowledged.filter((wamid) => stored.get(wamid) !== 1)).toEqual([])
  const wamids = [...stored.keys()].sort()
  expect(await wamidsIn(ground, 'Event')).toEqual(wamids)
  expect(await wamidsIn(ground, 'Message')).toEqual(wamids)
  await expectOneContactEach(ground)
  expect(await eventsByAudit(ground)).toBe(wamids.length)
  const chain = await verifyChain(ground.sql, ground.workspaceId)
  expect(chain.broken).toBeUndefined()
  expectSound(ground)
}
