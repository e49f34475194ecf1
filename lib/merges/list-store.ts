import { db, type Prisma, sqlOf } from '@/lib/server/db'
import { inList, type SqlValue } from '@/lib/server/sql'
import { nameKey } from '@/lib/shared/name-key'
import type { MergeFilter, MergeSort } from './vocabulary'

export type MergeSlice = { sort: MergeSort; dir: 'asc' | 'desc'; skip: number; take: number }
type Condition = { text: string; params: SqlValue[] }

const read = () => sqlOf(db)

const FROM = `FROM "Merge" g LEFT JOIN "Contact" s ON s."id" = g."survivorId" LEFT JOIN "Contact" m ON m."id" = g."mergedId"`

const STATES = {
  done: `g."state" = 'done'`,
  undone: `g."state" = 'undone'`,
  'to-decide': `g."state" = 'undo_conflict'`,
  'to-carry-out': `g."crmState" = 'open'`,
} as const

/** `%` and `_` in what a person typed are letters like others. */
const like = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

/** Names hold the words; CRM ids and our own ids begin with them. */
function searchCondition(q: string): Condition {
  const words = `%${like(nameKey(q) ?? '')}%`
  const start = `${like(q.toLowerCase())}%`
  const names = ['s', 'm'].map((one) => `${one}."nameKey" LIKE ? ESCAPE '\\'`)
  const ids = [
    's."crmContactId"',
    'm."crmContactId"',
    'g."crmKeptId"',
    'g."crmMergedId"',
    'g."id"',
    'g."survivorId"',
    'g."mergedId"',
  ]
  const texts = [...names, ...ids.map((column) => `LOWER(${column}) LIKE ? ESCAPE '\\'`)]
  return { text: `(${texts.join(' OR ')})`, params: [words, words, ...ids.map(() => start)] }
}

function conditionOf(workspaceId: string, { q, show }: MergeFilter): Condition {
  const parts: Condition[] = [{ text: 'g."workspaceId" = ?', params: [workspaceId] }]
  if (show) parts.push({ text: STATES[show], params: [] })
  if (q) parts.push(searchCondition(q))
  return { text: parts.map(({ text }) => text).join(' AND '), params: parts.flatMap(({ params }) => params) }
}

const SORTS: Record<MergeSort, string> = {
  merged: 'g."createdAt"',
  undone: 'g."undoneAt"',
}

export async function mergeIdsOfPage(workspaceId: string, filter: MergeFilter, slice: MergeSlice): Promise<string[]> {
  const { text, params } = conditionOf(workspaceId, filter)
  const dir = slice.dir === 'asc' ? 'ASC' : 'DESC'
  const rows = await read().all<{ id: string }>(
    `SELECT g."id" AS "id" ${FROM} WHERE ${text} ORDER BY ${SORTS[slice.sort]} ${dir}, g."id" ${dir} LIMIT ? OFFSET ?`,
    [...params, slice.take, slice.skip],
  )
  return rows.map(({ id }) => id)
}

export async function countMerges(workspaceId: string, filter: MergeFilter): Promise<number> {
  const { text, params } = conditionOf(workspaceId, filter)
  const [row] = await read().all<{ n: number }>(`SELECT COUNT(*) AS "n" ${FROM} WHERE ${text}`, params)
  return Number(row?.n ?? 0)
}

export type StoredMerge = Prisma.MergeGetPayload<object>

export async function readMerges(workspaceId: string, ids: string[]): Promise<StoredMerge[]> {
  const rows = await db.merge.findMany({ where: { workspaceId, id: { in: ids } } })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

export type NamedContact = { id: string; name: string | null; crmContactId: string | null; state: string }

export async function readNamed(workspaceId: string, ids: readonly string[]): Promise<Map<string, NamedContact>> {
  const sql = read()
  const rows = await sql.all<NamedContact>(
    `SELECT "id","name","crmContactId","state" FROM "Contact" WHERE "workspaceId" = ? AND "id" IN ${inList(sql)}`,
    [workspaceId, JSON.stringify(ids)],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

export async function memberNames(workspaceId: string): Promise<Map<string, string>> {
  const members = await db.member.findMany({
    where: { workspaceId },
    select: { id: true, user: { select: { name: true } } },
  })
  return new Map(members.map(({ id, user }) => [id, user.name]))
}
