import type { Actor } from '@/lib/server/actor'
import { db, type Prisma } from '@/lib/server/db'
import { type NumberHistory, numberHistory } from './number-history'
import { idsMatching } from './number-search-store'
import { UNFED } from './unfed'

/** Portfolios, numbers and which connection feeds them. They name the business, not a person: nothing is masked. */
export type NumberRow = {
  id: string
  label: string
  displayNumber: string
  phoneNumberId: string
  wabaId: string
  portfolioId: string
  portfolio: string
  connectionId: string | null
  connection: string | null
  connectionPaused: boolean
  version: number
}
export type PortfolioRow = { id: string; name: string; metaId: string | null; version: number; numbers: number }

export type NumberFilter = { q?: string | null; portfolio?: string | null; connection?: string | null }
export type NumberSort = 'label' | 'displayDigits' | 'portfolio' | 'connection'
export type NumberPage = { sort: NumberSort; dir: 'asc' | 'desc'; skip: number; take: number }

type Where = Prisma.BusinessNumberWhereInput

async function whereOf({ workspaceId }: Actor, { q, portfolio, connection }: NumberFilter): Promise<Where> {
  return {
    workspaceId,
    ...(portfolio && { portfolioId: portfolio }),
    ...(connection && { connectionId: connection === UNFED ? null : connection }),
    ...(q && { id: { in: await idsMatching(workspaceId, q) } }),
  }
}

function orderOf({ sort, dir }: NumberPage): Prisma.BusinessNumberOrderByWithRelationInput[] {
  if (sort === 'portfolio') return [{ portfolio: { name: dir } }, { id: dir }]
  if (sort === 'connection') return [{ connection: { name: dir } }, { id: dir }]
  return [{ [sort]: dir }, { id: dir }]
}

const WITH_NAMES = {
  portfolio: { select: { name: true } },
  connection: { select: { name: true, state: true } },
} as const

type NumberWithNames = Prisma.BusinessNumberGetPayload<{ include: typeof WITH_NAMES }>

function rowOf(row: NumberWithNames): NumberRow {
  const { id, label, displayNumber, phoneNumberId, wabaId, portfolioId, connectionId, version } = row
  return {
    ...{ id, label, displayNumber, phoneNumberId, wabaId, portfolioId, connectionId, version },
    portfolio: row.portfolio.name,
    connection: row.connection?.name ?? null,
    connectionPaused: row.connection !== null && row.connection.state !== 'active',
  }
}

/** One page of numbers, searched and sorted by the database. */
export async function listNumbers(
  actor: Actor,
  filter: NumberFilter,
  page: NumberPage,
): Promise<{ rows: NumberRow[]; total: number }> {
  const where = await whereOf(actor, filter)
  const { skip, take } = page
  const [rows, total] = await Promise.all([
    db.businessNumber.findMany({ where, orderBy: orderOf(page), skip, take, include: WITH_NAMES }),
    db.businessNumber.count({ where }),
  ])
  return { rows: rows.map(rowOf), total }
}

export type NumberDetail = NumberRow & { history: NumberHistory }

/** One number with what was received on it; null when it is not one of this workspace. */
export async function numberDetail({ workspaceId }: Actor, id: string): Promise<NumberDetail | null> {
  const row = await db.businessNumber.findFirst({ where: { id, workspaceId }, include: WITH_NAMES })
  return row ? { ...rowOf(row), history: await numberHistory(db, workspaceId, id) } : null
}

/** All portfolios by name, with how many numbers each has. */
export async function listPortfolios({ workspaceId }: Actor): Promise<PortfolioRow[]> {
  const rows = await db.portfolio.findMany({
    where: { workspaceId },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, metaId: true, version: true, _count: { select: { numbers: true } } },
  })
  return rows.map(({ _count, ...row }) => ({ ...row, numbers: _count.numbers }))
}

/** The connections to choose from, by name. */
export function connectionOptions({ workspaceId }: Actor): Promise<{ id: string; name: string }[]> {
  return db.connection.findMany({
    where: { workspaceId },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true },
  })
}
