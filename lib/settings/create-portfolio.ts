import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { type Actor, can } from '../server/actor'
import { type Recorder, transact } from '../server/audit'
import type { Tx } from '../server/db'
import { lockSettings } from './lock'

export type PortfolioCode = 'not-allowed' | 'portfolio-name-taken'

/** Adds a portfolio inside the caller's transaction; `undefined` when the name is taken. */
export async function addPortfolio(
  tx: Tx,
  record: Recorder,
  request: { workspaceId: string; name: string; metaId?: string },
): Promise<string | undefined> {
  const { workspaceId, name, metaId } = request
  await lockSettings(tx, workspaceId)
  if (await tx.portfolio.findFirst({ where: { workspaceId, name } })) return undefined
  const id = newId('pf')
  await tx.portfolio.create({ data: { id, workspaceId, name, metaId: metaId ?? null } })
  record({ action: 'portfolio.created', subject: { kind: 'portfolio', id }, after: { name, metaId } })
  return id
}

export async function createPortfolio(
  actor: Actor,
  input: { name: string; metaId?: string },
): Promise<Result<{ id: string }, PortfolioCode>> {
  if (!can(actor, 'connections:write')) return fail('not-allowed')
  return transact(actor, async (tx, record) => {
    const id = await addPortfolio(tx, record, { workspaceId: actor.workspaceId, ...input })
    return id ? ok({ id }) : fail('portfolio-name-taken', { name: input.name })
  })
}
