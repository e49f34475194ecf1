import { db, sqlOf } from '@/lib/server/db'
import { asDate, asJson, inList, type SqlRow, type SqlValue } from '@/lib/server/sql'
import { nameKey } from '@/lib/shared/name-key'
import type { Reason, ReasonKind, Veto } from './pair-rules'
import type { PairSort, PairState } from './pair-vocabulary'

/** Without a state what is open. */
export type PairFilter = {
  q?: string | null
  state?: PairState | null
  reason?: ReasonKind | null
  mine?: boolean | null
  contactId?: string | null
}

export type PairRecord = {
  id: string
  lowId: string
  highId: string
  score: number
  reasons: Reason[]
  vetoes: Veto[]
  state: PairState | 'gone'
  assigneeId: string | null
  decidedById: string | null
  decidedAt: Date | null
  version: number
  createdAt: Date
  updatedAt: Date
}

type Where = { text: string; params: SqlValue[] }

/** `memberId` is the person who looks, for what is theirs. */
export function wherePairs(workspaceId: string, filter: PairFilter & { memberId?: string | null }): Where {
  const parts = ['"workspaceId" = ?', '"state" = ?']
  const params: SqlValue[] = [workspaceId, filter.state ?? 'open']
  const add = (text: string, ...values: SqlValue[]) => {
    parts.push(text)
    params.push(...values)
  }
  if (filter.reason) add('CAST("reasons" AS TEXT) LIKE ?', `%"${filter.reason}"%`)
  if (filter.mine && filter.memberId) add('"assigneeId" = ?', filter.memberId)
  if (filter.contactId) add('("lowId" = ? OR "highId" = ?)', filter.contactId, filter.contactId)
  if (filter.q) {
    const pattern = `%${(nameKey(filter.q) ?? '').replace(/[\\%_]/g, '\\$&')}%`
    const named = `SELECT "id" FROM "Contact" WHERE "workspaceId" = ? AND ("nameKey" LIKE ? ESCAPE '\\' OR LOWER("crmContactId") LIKE ? ESCAPE '\\')`
    add(
      `("lowId" IN (${named}) OR "highId" IN (${named}))`,
      ...[workspaceId, pattern, pattern, workspaceId, pattern, pattern],
    )
  }
  return { text: parts.join(' AND '), params }
}

function toRecord(row: SqlRow): PairRecord {
  const record = row as unknown as PairRecord
  return {
    ...record,
    score: Number(row.score),
    version: Number(row.version),
    reasons: asJson<Reason[]>(row.reasons),
    vetoes: asJson<Veto[]>(row.vetoes),
    decidedAt: row.decidedAt === null ? null : asDate(row.decidedAt),
    createdAt: asDate(row.createdAt),
    updatedAt: asDate(row.updatedAt),
  }
}

const COLUMNS =
  '"id","lowId","highId","score","reasons","vetoes","state","assigneeId","decidedById","decidedAt","version","createdAt","updatedAt"'
const ORDER: Record<PairSort, string> = { score: '"score"', found: '"createdAt"', changed: '"updatedAt"' }

export type PairWindow = { sort: PairSort; dir: 'asc' | 'desc'; skip: number; take: number }

export async function pageOfPairs(where: Where, { sort, dir, skip, take }: PairWindow): Promise<PairRecord[]> {
  const way = dir === 'asc' ? 'ASC' : 'DESC'
  const rows = await sqlOf(db).all(
    `SELECT ${COLUMNS} FROM "DuplicatePair" WHERE ${where.text} ORDER BY ${ORDER[sort]} ${way}, "id" ${way} LIMIT ? OFFSET ?`,
    [...where.params, take, skip],
  )
  return rows.map(toRecord)
}

/** The first ids of a list, strongest first. */
export async function idsOfPairs(where: Where, take: number): Promise<string[]> {
  const rows = await sqlOf(db).all<{ id: string }>(
    `SELECT "id" FROM "DuplicatePair" WHERE ${where.text} ORDER BY "score" DESC, "id" DESC LIMIT ?`,
    [...where.params, take],
  )
  return rows.map(({ id }) => id)
}

export async function countPairs(where: Where): Promise<number> {
  const [row] = await sqlOf(db).all<{ n: number }>(
    `SELECT COUNT(*) AS "n" FROM "DuplicatePair" WHERE ${where.text}`,
    where.params,
  )
  return Number(row?.n ?? 0)
}

/** Pairs below one id, newest first, for the API, which goes through everything once. */
export async function pairsBefore(where: Where, below: string | null, take: number): Promise<PairRecord[]> {
  const more = below === null ? '' : ' AND "id" < ?'
  const rows = await sqlOf(db).all(
    `SELECT ${COLUMNS} FROM "DuplicatePair" WHERE ${where.text}${more} ORDER BY "id" DESC LIMIT ?`,
    [...where.params, ...(below === null ? [] : [below]), take],
  )
  return rows.map(toRecord)
}

export async function findPair(workspaceId: string, id: string): Promise<PairRecord | null> {
  const rows = await sqlOf(db).all(`SELECT ${COLUMNS} FROM "DuplicatePair" WHERE "workspaceId" = ? AND "id" = ?`, [
    workspaceId,
    id,
  ])
  return rows[0] ? toRecord(rows[0]) : null
}

export type PairContact = { id: string; name: string | null; crmContactId: string | null; provisional: boolean }

export async function contactsOfPairs(
  workspaceId: string,
  pairs: readonly Pick<PairRecord, 'lowId' | 'highId'>[],
): Promise<Map<string, PairContact>> {
  const ids = [...new Set(pairs.flatMap(({ lowId, highId }) => [lowId, highId]))]
  if (ids.length === 0) return new Map()
  const sql = sqlOf(db)
  const rows = await sql.all<PairContact>(
    `SELECT "id","name","crmContactId","provisional" FROM "Contact" WHERE "workspaceId" = ? AND "id" IN ${inList(sql)}`,
    [workspaceId, JSON.stringify(ids)],
  )
  return new Map(rows.map((row) => [row.id, { ...row, provisional: Boolean(row.provisional) }]))
}
