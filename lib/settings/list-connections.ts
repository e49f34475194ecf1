import { refusalSentence } from '@/lib/receiver/refusals'
import { type Actor, can } from '@/lib/server/actor'
import { db, type Prisma } from '@/lib/server/db'
import { decrypt } from '@/lib/server/keys'
import { type ConnectionHealth, healthOf } from './connection-rules'

export type RefusedLine = { reason: string; sentence: string; count: number; lastAt: Date }
export type FedNumber = { id: string; label: string; displayNumber: string; portfolio: string }

/** A connection as screens show it. The ciphers are read to see whether they open, and go no further. */
export type ConnectionRow = {
  id: string
  name: string
  urlKey: string
  state: string
  health: ConnectionHealth
  verifiedAt: Date | null
  lastDeliveryAt: Date | null
  createdAt: Date
  version: number
  numbers: FedNumber[]
  /** Refused requests of the present day (UTC), the most frequent first. */
  refusedToday: RefusedLine[]
}

function canRead(sealed: string, connectionId: string): boolean {
  try {
    return decrypt('connection-secret', sealed, connectionId) !== ''
  } catch {
    return false
  }
}

function requireRight(actor: Actor): void {
  if (!can(actor, 'connections:read')) throw new Error('Reading connections needs connections:read.')
}

const NUMBER = { id: true, label: true, displayNumber: true, portfolio: { select: { name: true } } } as const
const BY_LABEL: Prisma.BusinessNumberOrderByWithRelationInput[] = [{ label: 'asc' }, { id: 'asc' }]
/** Named one by one, so that a secret is never read where it is not needed. */
const SHOWN = {
  ...{ id: true, name: true, urlKey: true, state: true, version: true, secretCipher: true },
  ...{ verifiedAt: true, lastDeliveryAt: true, createdAt: true },
} as const

async function refusedBy(workspaceId: string, now: Date): Promise<Map<string, RefusedLine[]>> {
  const rows = await db.refusedCount.findMany({
    where: { workspaceId, day: now.toISOString().slice(0, 10) },
    orderBy: [{ count: 'desc' }, { reason: 'asc' }],
  })
  const lines = new Map<string, RefusedLine[]>()
  for (const { connectionId, reason, count, lastAt } of rows) {
    const line = { reason, sentence: refusalSentence(reason), count, lastAt }
    lines.set(connectionId, [...(lines.get(connectionId) ?? []), line])
  }
  return lines
}

async function readConnections(actor: Actor, id?: string, now = new Date()): Promise<ConnectionRow[]> {
  requireRight(actor)
  const { workspaceId } = actor
  const [rows, refused] = await Promise.all([
    db.connection.findMany({
      where: { workspaceId, ...(id !== undefined && { id }) },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      select: { ...SHOWN, numbers: { orderBy: BY_LABEL, select: NUMBER } },
    }),
    refusedBy(workspaceId, now),
  ])
  return rows.map(({ secretCipher, numbers, ...row }) => ({
    ...row,
    health: healthOf({ ...row, secretReadable: canRead(secretCipher, row.id) }),
    numbers: numbers.map(({ portfolio, ...number }) => ({ ...number, portfolio: portfolio.name })),
    refusedToday: refused.get(row.id) ?? [],
  }))
}

/** All connections of the workspace, the oldest first. */
export function listConnections(actor: Actor): Promise<ConnectionRow[]> {
  return readConnections(actor)
}

/** One connection; null when it is not one of this workspace. */
export async function connectionDetail(actor: Actor, id: string): Promise<ConnectionRow | null> {
  const [row] = await readConnections(actor, id)
  return row ?? null
}

/** What changes while somebody waits: asked for every few seconds by the page of a connection. */
export type ConnectionPulse = Pick<ConnectionRow, 'health' | 'verifiedAt' | 'lastDeliveryAt' | 'refusedToday'>

export async function connectionPulse(actor: Actor, id: string): Promise<ConnectionPulse | null> {
  const row = await connectionDetail(actor, id)
  if (!row) return null
  const { health, verifiedAt, lastDeliveryAt, refusedToday } = row
  return { health, verifiedAt, lastDeliveryAt, refusedToday }
}

/** Numbers to choose from when saying what a connection feeds, with the one that feeds them now. */
export type NumberChoice = FedNumber & { connectionId: string | null; connection: string | null }

export async function numberChoices(actor: Actor): Promise<NumberChoice[]> {
  requireRight(actor)
  const rows = await db.businessNumber.findMany({
    where: { workspaceId: actor.workspaceId },
    orderBy: BY_LABEL,
    select: { ...NUMBER, connectionId: true, connection: { select: { name: true } } },
  })
  return rows.map(({ portfolio, connection, ...row }) => ({
    ...row,
    portfolio: portfolio.name,
    connection: connection?.name ?? null,
  }))
}
