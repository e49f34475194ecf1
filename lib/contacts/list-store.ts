import { db, sqlOf } from '@/lib/server/db'
import type { SqlValue } from '@/lib/server/sql'
import type { SearchMeaning } from './search-rules'
import type { ContactFilters, ContactSort } from './vocabulary'

/**
 * Which contacts a list shows, decided in SQL: the list, its counts, the export and the API share these conditions.
 * None of them asks for a phone or an e-mail, so a contact with a BSUID alone is always there (facts section 6, row 3).
 */
export type Condition = { text: string; params: SqlValue[] }

export type ContactWhere = Omit<ContactFilters, 'q'> & { workspaceId: string; search?: SearchMeaning | undefined }

const read = () => sqlOf(db)

/** `%` and `_` in what a person typed are letters like others. */
function likePart(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}

const hasActive = (kind: string) =>
  `EXISTS (SELECT 1 FROM "Identifier" i WHERE i."contactId" = c."id" AND i."kind" = '${kind}' AND i."active")`
const HAS_PHONE = hasActive('phone')
const HAS_BSUID = hasActive('bsuid')

const COVERAGE = {
  exposed: `${HAS_PHONE} AND NOT ${HAS_BSUID}`,
  mapped: HAS_BSUID,
  'bsuid-only': `${HAS_BSUID} AND NOT ${HAS_PHONE}`,
  none: `NOT ${HAS_BSUID} AND NOT ${HAS_PHONE}`,
} as const

/** In an open conflict, whether as the one who wrote or as a candidate. */
const HAS_CONFLICT = `EXISTS (SELECT 1 FROM "ConflictMention" m JOIN "Conflict" f ON f."id" = m."conflictId"
  WHERE m."workspaceId" = c."workspaceId" AND m."kind" = 'contact' AND m."value" = c."id" AND f."state" = 'open')`

function searchCondition(workspaceId: string, search: SearchMeaning): Condition {
  const texts = [
    `c."nameKey" LIKE ? ESCAPE '\\'`,
    `LOWER(c."crmContactId") LIKE ? ESCAPE '\\'`,
    `EXISTS (SELECT 1 FROM "ContactLabel" l WHERE l."contactId" = c."id" AND LOWER(l."label") LIKE ? ESCAPE '\\')`,
  ]
  const words = `%${likePart(search.words)}%`
  const params: SqlValue[] = [words, `${likePart(search.crmId)}%`, words]
  for (const { kind, matchKey } of search.identifiers) {
    texts.push(
      `c."id" IN (SELECT i."contactId" FROM "Identifier" i WHERE i."workspaceId" = ? AND i."kind" = ? AND i."matchKey" = ?)`,
    )
    params.push(workspaceId, kind, matchKey)
  }
  return { text: `(${texts.join(' OR ')})`, params }
}

/** A number, or a portfolio: written to there, or known there by a BSUID. */
function placeCondition(place: string): Condition {
  return {
    text: `(EXISTS (SELECT 1 FROM "Thread" t JOIN "BusinessNumber" n ON n."id" = t."numberId"
        WHERE t."contactId" = c."id" AND (n."id" = ? OR n."portfolioId" = ?))
      OR EXISTS (SELECT 1 FROM "Identifier" i WHERE i."contactId" = c."id" AND i."scope" = ? AND i."active"))`,
    params: [place, place, place],
  }
}

export function conditionOf(where: ContactWhere): Condition {
  const parts: Condition[] = [{ text: `c."workspaceId" = ? AND c."state" = 'active'`, params: [where.workspaceId] }]
  if (where.search) parts.push(searchCondition(where.workspaceId, where.search))
  if (where.origin) parts.push({ text: `c."provisional" = ${where.origin === 'provisional'}`, params: [] })
  if (where.coverage) parts.push({ text: COVERAGE[where.coverage], params: [] })
  if (where.place) parts.push(placeCondition(where.place))
  if (where.label) {
    const text = `EXISTS (SELECT 1 FROM "ContactLabel" l WHERE l."contactId" = c."id" AND l."label" = ?)`
    parts.push({ text, params: [where.label] })
  }
  if (where.conflict) parts.push({ text: HAS_CONFLICT, params: [] })
  return allOf(parts)
}

export function allOf(parts: readonly Condition[]): Condition {
  return { text: parts.map((part) => part.text).join(' AND '), params: parts.flatMap((part) => part.params) }
}

/** Columns behind the sorts; nothing a person sends becomes SQL. */
const SORT_COLUMN: Record<ContactSort, string> = {
  name: 'c."nameKey"',
  crmContactId: 'c."crmContactId"',
  lastContactAt: 'c."lastContactAt"',
  createdAt: 'c."createdAt"',
}

export type Slice = { sort: ContactSort; dir: 'asc' | 'desc'; skip: number; take: number }

/** The ids of one page, in order; what has no value comes last either way. */
export async function pageOfIds(condition: Condition, slice: Slice): Promise<string[]> {
  const dir = slice.dir === 'asc' ? 'ASC' : 'DESC'
  const rows = await read().all<{ id: string }>(
    `SELECT c."id" FROM "Contact" c WHERE ${condition.text}
     ORDER BY ${SORT_COLUMN[slice.sort]} ${dir} NULLS LAST, c."id" ${dir} LIMIT ? OFFSET ?`,
    [...condition.params, slice.take, slice.skip],
  )
  return rows.map((row) => row.id)
}

/** The next ids by id, for exports and the API: a page never repeats or skips a row that others add meanwhile. */
export async function idsAfter(condition: Condition, after: string, take: number): Promise<string[]> {
  const rows = await read().all<{ id: string }>(
    `SELECT c."id" FROM "Contact" c WHERE ${condition.text} AND c."id" > ? ORDER BY c."id" LIMIT ?`,
    [...condition.params, after, take],
  )
  return rows.map((row) => row.id)
}

export async function countWhere(condition: Condition): Promise<number> {
  const rows = await read().all<{ n: number | bigint }>(
    `SELECT COUNT(*) AS "n" FROM "Contact" c WHERE ${condition.text}`,
    condition.params,
  )
  return Number(rows[0]?.n ?? 0)
}

export type ContactCounts = {
  all: number
  provisional: number
  exposed: number
  mapped: number
  bsuidOnly: number
  conflict: number
}

/** Every count of the tabs in one pass over the identifiers, which an index groups by contact. */
export async function countAll(workspaceId: string): Promise<ContactCounts> {
  const rows = await read().all<Record<keyof ContactCounts, number | bigint | null>>(
    `SELECT COUNT(*) AS "all",
       SUM(CASE WHEN c."provisional" THEN 1 ELSE 0 END) AS "provisional",
       SUM(CASE WHEN k."phone" = 1 AND k."bsuid" = 0 THEN 1 ELSE 0 END) AS "exposed",
       SUM(CASE WHEN k."bsuid" = 1 THEN 1 ELSE 0 END) AS "mapped",
       SUM(CASE WHEN k."bsuid" = 1 AND k."phone" = 0 THEN 1 ELSE 0 END) AS "bsuidOnly",
       SUM(CASE WHEN ${HAS_CONFLICT} THEN 1 ELSE 0 END) AS "conflict"
     FROM "Contact" c
     LEFT JOIN (SELECT i."contactId" AS "contactId", MAX(CASE WHEN i."kind" = 'phone' THEN 1 ELSE 0 END) AS "phone",
         MAX(CASE WHEN i."kind" = 'bsuid' THEN 1 ELSE 0 END) AS "bsuid"
       FROM "Identifier" i WHERE i."workspaceId" = ? AND i."active" GROUP BY i."contactId") k ON k."contactId" = c."id"
     WHERE c."workspaceId" = ? AND c."state" = 'active'`,
    [workspaceId, workspaceId],
  )
  const row = rows[0]
  const count = (key: keyof ContactCounts) => Number(row?.[key] ?? 0)
  return {
    all: count('all'),
    provisional: count('provisional'),
    exposed: count('exposed'),
    mapped: count('mapped'),
    bsuidOnly: count('bsuidOnly'),
    conflict: count('conflict'),
  }
}
