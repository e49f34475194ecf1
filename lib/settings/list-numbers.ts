import { type MetaHandle, metaHandleOf } from '@/lib/handles/queries'
import type { Actor } from '@/lib/server/actor'
import { db, type Prisma } from '@/lib/server/db'
import { type NumberHistory, numberHistory } from './number-history'
import { type NumberFilter, type NumberPage, type NumberSort, pageOfNumbers } from './number-store'

export type { NumberFilter, NumberPage, NumberSort }

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
export type PortfolioRow = {
  id: string
  name: string
  metaId: string | null
  version: number
  numbers: number
  /** When an access token was entered; null without one. The token itself is never read here. */
  graphTokenAt: Date | null
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
  { workspaceId }: Actor,
  filter: NumberFilter,
  page: NumberPage,
): Promise<{ rows: NumberRow[]; total: number }> {
  const { ids, total } = await pageOfNumbers(workspaceId, filter, page)
  const found = await db.businessNumber.findMany({ where: { workspaceId, id: { in: ids } }, include: WITH_NAMES })
  const byId = new Map(found.map((row) => [row.id, rowOf(row)]))
  return { rows: ids.flatMap((id) => byId.get(id) ?? []), total }
}

export type NumberDetail = NumberRow & { history: NumberHistory; handle: MetaHandle | null }

/** One number with what was received on it; null when it is not one of this workspace. */
export async function numberDetail(actor: Actor, id: string): Promise<NumberDetail | null> {
  const { workspaceId } = actor
  const row = await db.businessNumber.findFirst({ where: { id, workspaceId }, include: WITH_NAMES })
  if (!row) return null
  const [history, handle] = await Promise.all([numberHistory(db, workspaceId, id), metaHandleOf(actor, id)])
  return { ...rowOf(row), history, handle }
}

/** All portfolios by name, with how many numbers each has. */
export async function listPortfolios({ workspaceId }: Actor): Promise<PortfolioRow[]> {
  const rows = await db.portfolio.findMany({
    where: { workspaceId },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: {
      ...{ id: true, name: true, metaId: true, version: true, graphTokenAt: true },
      _count: { select: { numbers: true } },
    },
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
