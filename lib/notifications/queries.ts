import { transact } from '@/lib/server/audit'
import { db, sqlOf, writeTransaction } from '@/lib/server/db'
import type { MemberActor } from '@/lib/server/session-row'
import { asDate, asDateOrNull, asJson, type SqlRow, type SqlValue } from '@/lib/server/sql'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { fail, ok, type Result } from '@/lib/shared/result'
import { NOTIFICATIONS, type NotificationKind } from './catalogue'
import type { NotificationFilter, NotificationSort } from './vocabulary'

export type NotificationRow = {
  id: string
  /** What happened, in a sentence. */
  sentence: string
  about: string
  at: Date
  readAt: Date | null
}

const ABOUT: Record<string, string> = {
  approval: 'Sign-offs',
  stale: 'Changes',
  comment: 'Comments',
  handle: 'Handles',
  delegate: 'Sign-offs',
  lab: 'Lab',
}

const PLACES: Record<string, (id: string) => string> = {
  approval: (id) => `/approvals/${id}`,
  poll: (id) => `/handles/polls/${id}`,
  'entry-point': (id) => `/entry-points/${id}`,
  wave: (id) => `/calendar/waves/${id}`,
  'test-record': (id) => `/lab/${id}`,
}

/** Where somebody sees to it; the list itself when there is no such place. */
export function placeOf({ subjectKind, subjectId }: { subjectKind: string | null; subjectId: string | null }): string {
  const place = subjectKind && Object.hasOwn(PLACES, subjectKind) ? PLACES[subjectKind] : undefined
  return place && subjectId ? place(subjectId) : '/notifications'
}

export function isKind(kind: string): kind is NotificationKind {
  return Object.hasOwn(NOTIFICATIONS, kind)
}

/** A row that a newer version wrote is said to be one, and never breaks the list. */
export function sentenceOf(kind: string, args: unknown): string {
  if (!isKind(kind)) return 'Something happened that this version of Handrail has no words for.'
  const { args: schema, sentence } = NOTIFICATIONS[kind]
  const parsed = schema.safeParse(args)
  return parsed.success ? (sentence as (given: unknown) => string)(parsed.data) : 'Something happened here.'
}

function rowOf(row: SqlRow): NotificationRow {
  const kind = String(row.kind)
  return {
    id: String(row.id),
    sentence: sentenceOf(kind, asJson(row.args)),
    about: ABOUT[kind.split('.')[0] ?? ''] ?? 'Handrail',
    at: asDate(row.createdAt),
    readAt: asDateOrNull(row.readAt),
  }
}

function conditionOf({ workspaceId, memberId }: MemberActor, { q, show }: NotificationFilter) {
  const parts = ['"workspaceId" = ?', '"memberId" = ?']
  const params: SqlValue[] = [workspaceId, memberId]
  if (show) parts.push(show === 'unread' ? '"readAt" IS NULL' : '"readAt" IS NOT NULL')
  if (q) {
    parts.push(`LOWER(CAST("args" AS TEXT)) LIKE ? ESCAPE '\\'`)
    params.push(`%${q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`)
  }
  return { text: parts.join(' AND '), params }
}

const SORTS: Record<NotificationSort, string> = { at: '"createdAt"', kind: '"kind"' }

export type NotificationSlice = { sort: NotificationSort; dir: 'asc' | 'desc'; skip: number; take: number }

/** What this person was told in this workspace, newest first unless asked otherwise; nobody else's. */
export async function listNotifications(
  actor: MemberActor,
  { filter, sort, dir, skip, take }: NotificationSlice & { filter: NotificationFilter },
): Promise<{ rows: NotificationRow[]; total: number }> {
  const sql = sqlOf(db)
  const { text, params } = conditionOf(actor, filter)
  const direction = dir === 'asc' ? 'ASC' : 'DESC'
  const rows = await sql.all<SqlRow>(
    `SELECT "id","kind","args","createdAt","readAt" FROM "Notification" WHERE ${text}
     ORDER BY ${SORTS[sort]} ${direction}, "id" ${direction} LIMIT ? OFFSET ?`,
    [...params, take, skip],
  )
  const [count] = await sql.all<{ n: number }>(`SELECT COUNT(*) AS "n" FROM "Notification" WHERE ${text}`, params)
  return { rows: rows.map(rowOf), total: Number(count?.n ?? 0) }
}

export function unreadCount({ workspaceId, memberId }: MemberActor): Promise<number> {
  return db.notification.count({ where: { workspaceId, memberId, readAt: null } })
}

/** Marks one as read and says where it leads; somebody else's does not exist. */
export async function openNotification(
  { workspaceId, memberId }: MemberActor,
  id: string,
  now = new Date(),
): Promise<Result<{ href: string }, 'not-found'>> {
  const found = await db.notification.findFirst({ where: { id, workspaceId, memberId } })
  if (!found) return fail('not-found')
  if (found.readAt === null) {
    await writeTransaction((tx) =>
      tx.notification.updateMany({ where: { id, workspaceId, memberId, readAt: null }, data: { readAt: now } }),
    )
  }
  return ok({ href: placeOf(found) })
}

/** What is read is a person's own affair: it is no change of a shared record, so the log says nothing of it. */
export async function markAllRead(
  { workspaceId, memberId }: MemberActor,
  now = new Date(),
): Promise<Result<{ count: number }>> {
  const { count } = await writeTransaction((tx) =>
    tx.notification.updateMany({ where: { workspaceId, memberId, readAt: null }, data: { readAt: now } }),
  )
  return ok({ count })
}

const COLUMNS: CsvColumn<NotificationRow>[] = [
  { header: 'at', value: ({ at }) => at },
  { header: 'about', value: ({ about }) => about },
  { header: 'what', value: ({ sentence }) => sentence },
  { header: 'read_at', value: ({ readAt }) => readAt },
]

const PAGE = 500

async function* pagesOf(actor: MemberActor, filter: NotificationFilter): AsyncGenerator<NotificationRow[]> {
  for (let skip = 0; ; skip += PAGE) {
    const { rows } = await listNotifications(actor, { filter, sort: 'at', dir: 'desc', skip, take: PAGE })
    if (rows.length === 0) return
    yield rows
  }
}

/** One's own notifications as CSV. The export is in the audit log before its first byte leaves. */
export function exportNotifications(
  actor: MemberActor,
  filter: NotificationFilter,
): Promise<Result<ReadableStream<Uint8Array>>> {
  return transact<ReadableStream<Uint8Array>, string>(actor, async (_tx, record) => {
    const more = { show: filter.show ?? null, searched: Boolean(filter.q) }
    record({ action: 'notifications.exported', subject: { kind: 'member', id: actor.memberId }, more })
    return ok(csvStream(COLUMNS, pagesOf(actor, filter)))
  })
}
