import { randomBytes } from 'node:crypto'
import type { AuditAction } from '@/lib/audit/catalogue'
import { detailText, GENESIS, linkText, storableJson } from '@/lib/audit/chain'
import { newId } from '@/lib/shared/ids'
import { type Actor, actorId } from './actor'
import { keyedHash } from './keys'
import type { Sql, SqlValue } from './sql'

/** What happened, to what, with the values before and after. Never put a secret or a message text into it. */
export type AuditDraft = {
  action: AuditAction
  subject: { kind: string; id: string | null }
  before?: unknown
  after?: unknown
  reason?: string
  /** Anything else worth keeping: counts, a file name. */
  more?: Record<string, unknown>
  /** One id shared by all events of a bulk change. */
  correlationId?: string
}

type Head = { seq: number; hash: string }

/** Takes the head of the chain: from here on this transaction alone appends to it. Also takes SQLite's write lock. */
export async function takeHead(sql: Sql, workspaceId: string): Promise<Head> {
  const rows = await sql.all<Head>(
    `INSERT INTO "AuditHead" ("workspaceId","seq","hash") VALUES (?,0,?)
     ON CONFLICT ("workspaceId") DO UPDATE SET "seq" = "AuditHead"."seq" RETURNING "seq","hash"`,
    [workspaceId, GENESIS],
  )
  const head = rows[0]
  if (!head) throw new Error('The audit head could not be taken.')
  return { seq: Number(head.seq), hash: head.hash }
}

const COLUMNS =
  '"id","workspaceId","seq","at","actorKind","actorId","action","subjectKind","subjectId","correlationId","origin","detail","detailSalt","detailHash","prevHash","hash"'

function toRow(actor: Actor, draft: AuditDraft, head: Head, at: Date): { row: SqlValue[]; head: Head } {
  const { before, after, reason, more } = draft
  const detail = storableJson({ ...more, before, after, reason })
  const salt = randomBytes(12).toString('base64url')
  const fields = {
    workspaceId: actor.workspaceId,
    seq: head.seq + 1,
    at,
    actorKind: actor.kind,
    actorId: actorId(actor),
    action: draft.action,
    subjectKind: draft.subject.kind,
    subjectId: draft.subject.id,
    correlationId: draft.correlationId ?? null,
    origin: actor.origin,
    detailHash: keyedHash('audit', detailText(salt, detail)),
    prevHash: head.hash,
  }
  const hash = keyedHash('audit', linkText(fields))
  const { workspaceId, seq, actorKind, action, subjectKind, subjectId, correlationId, origin, detailHash } = fields
  const subject = [action, subjectKind, subjectId, correlationId, origin]
  const row = [newId('aud'), workspaceId, seq, at, actorKind, fields.actorId, ...subject, JSON.stringify(detail)]
  return { row: [...row, salt, detailHash, head.hash, hash], head: { seq, hash } }
}

const ROWS_PER_INSERT = 500

/** Appends events to the workspace's chain inside the caller's transaction. */
export async function appendAudit(sql: Sql, actor: Actor, drafts: AuditDraft[], now = new Date()): Promise<void> {
  if (drafts.length === 0) return
  let head = await takeHead(sql, actor.workspaceId)
  const rows: SqlValue[][] = []
  for (const draft of drafts) {
    const made = toRow(actor, draft, head, now)
    head = made.head
    rows.push(made.row)
  }
  const json = sql.dialect === 'postgresql' ? '::jsonb' : ''
  const at = sql.dialect === 'postgresql' ? '::timestamp' : ''
  const one = `(?,?,?,?${at},?,?,?,?,?,?,?,?${json},?,?,?,?)`
  for (let i = 0; i < rows.length; i += ROWS_PER_INSERT) {
    const part = rows.slice(i, i + ROWS_PER_INSERT)
    const values = part.map(() => one).join(',')
    await sql.run(`INSERT INTO "AuditEvent" (${COLUMNS}) VALUES ${values}`, part.flat())
  }
  await sql.run('UPDATE "AuditHead" SET "seq" = ?, "hash" = ? WHERE "workspaceId" = ?', [
    head.seq,
    head.hash,
    actor.workspaceId,
  ])
}
