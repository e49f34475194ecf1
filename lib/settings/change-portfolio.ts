import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import type { Tx } from '@/lib/server/db'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import { beforeOf, changedFields } from './changes'
import { type LastChange, lastChangeOf } from './last-change'
import { lockSettings } from './lock'
import type { PortfolioEdit, PortfolioVersion } from './schema'

export type PortfolioRecord = { name: string; metaId: string | null; version: number }
type StalePortfolio = { current: PortfolioRecord; changedBy: LastChange | null }

type Found = PortfolioRecord & { id: string; workspaceId: string }

async function stale(tx: Tx, found: Found): Promise<Failure<'stale-version'>> {
  const { id, workspaceId, name, metaId, version } = found
  const details: StalePortfolio = {
    current: { name, metaId, version },
    changedBy: await lastChangeOf(tx, { workspaceId, kind: 'portfolio', id }),
  }
  return fail('stale-version', details)
}

type UpdateCode = 'not-allowed' | 'not-found' | 'stale-version' | 'portfolio-name-taken'

/** Renames a portfolio, or writes down another Meta id. An id left out is taken away. */
export async function updatePortfolio(
  actor: Actor,
  { portfolioId: id, version, name, metaId }: PortfolioEdit,
): Promise<Result<PortfolioRecord, UpdateCode>> {
  if (!can(actor, 'connections:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<PortfolioRecord, UpdateCode>(actor, async (tx, record) => {
    await lockSettings(tx, workspaceId)
    const found = await tx.portfolio.findFirst({ where: { id, workspaceId } })
    if (!found) return fail('not-found')
    if (found.version !== version) return stale(tx, found)
    const before = { name: found.name, metaId: found.metaId }
    const wanted = { name, metaId: metaId ?? null }
    const changes = changedFields(before, wanted)
    if (Object.keys(changes).length === 0) return ok({ ...before, version })
    const twin = await tx.portfolio.findFirst({ where: { workspaceId, name, id: { not: id } } })
    if (twin) return fail('portfolio-name-taken', { name })
    const written = await tx.portfolio.updateMany({
      where: { id, workspaceId, version },
      data: { ...changes, version: { increment: 1 } },
    })
    if (written.count === 0) return stale(tx, found)
    const subject = { kind: 'portfolio', id }
    record({ action: 'portfolio.updated', subject, before: beforeOf(before, changes), after: changes })
    return ok({ ...wanted, version: version + 1 })
  })
}

type RemoveCode = 'not-allowed' | 'not-found' | 'stale-version' | 'portfolio-has-numbers' | 'portfolio-has-identifiers'

/**
 * Removes a portfolio nothing depends on. It is the scope of BSUIDs: while a contact holds one of it, ended ones
 * included, the portfolio stays.
 */
export async function removePortfolio(
  actor: Actor,
  { portfolioId: id, version }: PortfolioVersion,
): Promise<Result<null, RemoveCode>> {
  if (!can(actor, 'connections:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<null, RemoveCode>(actor, async (tx, record) => {
    await lockSettings(tx, workspaceId)
    const found = await tx.portfolio.findFirst({ where: { id, workspaceId } })
    if (!found) return fail('not-found')
    const numbers = await tx.businessNumber.count({ where: { workspaceId, portfolioId: id } })
    if (numbers > 0) return fail('portfolio-has-numbers', { numbers })
    const identifiers = await tx.identifier.count({ where: { workspaceId, scope: id } })
    if (identifiers > 0) return fail('portfolio-has-identifiers', { identifiers })
    const removed = await tx.portfolio.deleteMany({ where: { id, workspaceId, version } })
    if (removed.count === 0) return stale(tx, found)
    const { name, metaId } = found
    record({ action: 'portfolio.removed', subject: { kind: 'portfolio', id }, before: { name, metaId } })
    return ok(null)
  })
}
