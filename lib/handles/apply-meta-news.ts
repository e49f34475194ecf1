import type { AuditDraft } from '@/lib/server/audit-chain'
import { asDateOrNull, inList, type Sql, type SqlRow } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { afterNews, type MetaNews, type MetaStanding, NEW_HANDLE, saysMore } from './meta-rules'

/** News from one webhook update, about the handle of one of our numbers. */
export type NumberNews = MetaNews & { numberId: string; eventId: string }

type Handle = MetaStanding & { id: string; numberId: string; isNew: boolean; version: number }
type Ground = { workspaceId: string; now: Date }

/**
 * Keeps the handles at what WhatsApp says about them, inside the transaction that resolves the webhook. Returns what is
 * to be written into the audit log with it; the version moves on, so that somebody who edits the handle is told.
 */
export async function applyMetaNews(sql: Sql, news: readonly NumberNews[], ground: Ground): Promise<AuditDraft[]> {
  if (news.length === 0) return []
  const handles = await loadHandles(sql, news, ground.workspaceId)
  const drafts: AuditDraft[] = []
  for (const one of [...news].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const handle = handles.get(one.numberId)
    const after = handle && afterNews(handle, one)
    if (!handle || !after) continue
    if (saysMore(handle, after)) {
      drafts.push(draftOf(handle, after, one))
      handle.version += 1
    }
    Object.assign(handle, after)
  }
  for (const handle of handles.values()) await write(sql, handle, ground)
  return drafts
}

/** Held until the transaction ends: a person who saves at the same moment waits, and then meets a newer version. */
async function loadHandles(sql: Sql, news: readonly NumberNews[], workspaceId: string): Promise<Map<string, Handle>> {
  const numberIds = [...new Set(news.map((one) => one.numberId))]
  const lock = sql.dialect === 'sqlite' ? '' : ' FOR UPDATE'
  const rows = await sql.all<SqlRow>(
    `SELECT "id","numberId","state","approvedName","metaState","metaName","metaCheckedAt","version" FROM "Handle"
     WHERE "workspaceId" = ? AND "numberId" IN ${inList(sql)}${lock}`,
    [workspaceId, JSON.stringify(numberIds)],
  )
  const known = rows.map((row): Handle => {
    const metaCheckedAt = asDateOrNull(row.metaCheckedAt)
    return { ...(row as unknown as Handle), metaCheckedAt, version: Number(row.version), isNew: false }
  })
  const handles = new Map(known.map((handle) => [handle.numberId, handle]))
  for (const numberId of numberIds) {
    if (!handles.has(numberId))
      handles.set(numberId, { ...NEW_HANDLE, id: newId('hd'), numberId, isNew: true, version: 0 })
  }
  return handles
}

function draftOf(handle: Handle, after: MetaStanding, { eventId, revoked }: NumberNews): AuditDraft {
  const shown = ({ state, metaState, metaName }: MetaStanding) => ({ state, metaState, metaName })
  return {
    action: revoked ? 'handle.revoked-by-meta' : 'handle.meta-changed',
    subject: { kind: 'handle', id: handle.id },
    before: handle.isNew && handle.version === 0 ? undefined : shown(handle),
    after: shown(after),
    more: { numberId: handle.numberId, eventId },
  }
}

async function write(sql: Sql, handle: Handle, { workspaceId, now }: Ground): Promise<void> {
  const { id, numberId, state, metaState, metaName, metaCheckedAt, version } = handle
  if (handle.isNew) {
    await sql.run(
      `INSERT INTO "Handle" ("id","workspaceId","numberId","state","metaState","metaName","metaCheckedAt","version","createdAt","updatedAt")
       VALUES (?,?,?,?,?,?,?,?,?,?)`,
      [id, workspaceId, numberId, state, metaState, metaName, metaCheckedAt, version, now, now],
    )
    return
  }
  await sql.run(
    `UPDATE "Handle" SET "state" = ?, "metaState" = ?, "metaName" = ?, "metaCheckedAt" = ?, "version" = ?, "updatedAt" = ?
     WHERE "id" = ? AND "workspaceId" = ?`,
    [state, metaState, metaName, metaCheckedAt, version, now, id, workspaceId],
  )
}
