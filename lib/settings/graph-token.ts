import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { decrypt, encrypt } from '@/lib/server/keys'
import { fail, ok, type Result } from '@/lib/shared/result'
import { createUsernameClient, type UsernameClient } from '@/lib/whatsapp/graph'
import type { GraphTokenInput, PortfolioVersion } from './schema'

type Code = 'not-allowed' | 'not-found' | 'stale-version'

/** The token is write-only: it can be replaced or removed, and nobody can read it back. The log says that it happened. */
async function write(
  actor: Actor,
  { portfolioId: id, version }: PortfolioVersion,
  cipher: string | null,
): Promise<Result<{ version: number }, Code>> {
  if (!can(actor, 'connections:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ version: number }, Code>(actor, async (tx, record) => {
    const found = await tx.portfolio.findFirst({ where: { id, workspaceId } })
    if (!found) return fail('not-found')
    const written = await tx.portfolio.updateMany({
      where: { id, workspaceId, version },
      data: { graphTokenCipher: cipher, graphTokenAt: cipher ? new Date() : null, version: { increment: 1 } },
    })
    if (written.count === 0) return fail('stale-version')
    // Whatever stopped the last question may be mended now.
    const numbers = await tx.businessNumber.findMany({ where: { portfolioId: id, workspaceId }, select: { id: true } })
    await tx.handle.updateMany({
      where: { workspaceId, numberId: { in: numbers.map((number) => number.id) } },
      data: { metaAskAt: null },
    })
    record({
      action: cipher ? 'portfolio.graph-token-set' : 'portfolio.graph-token-removed',
      subject: { kind: 'portfolio', id },
    })
    return ok({ version: version + 1 })
  })
}

export function setGraphToken(actor: Actor, { token, ...which }: GraphTokenInput) {
  return write(actor, which, encrypt('graph-token', token, which.portfolioId))
}

export function removeGraphToken(actor: Actor, which: PortfolioVersion) {
  return write(actor, which, null)
}

export type GraphAccess = { client: UsernameClient; phoneNumberId: string }
export type NoAccess = 'not-found' | 'no-graph-token' | 'graph-token-unreadable'

/** A client for the username calls of one number, with the token of its portfolio. */
export async function graphAccess(workspaceId: string, numberId: string): Promise<Result<GraphAccess, NoAccess>> {
  const number = await db.businessNumber.findFirst({
    where: { id: numberId, workspaceId },
    include: { portfolio: { select: { id: true, name: true, graphTokenCipher: true } } },
  })
  if (!number) return fail('not-found')
  const { id, name, graphTokenCipher } = number.portfolio
  if (!graphTokenCipher) return fail('no-graph-token', { portfolio: name })
  let token: string
  try {
    token = decrypt('graph-token', graphTokenCipher, id)
  } catch {
    return fail('graph-token-unreadable', { portfolio: name })
  }
  const baseUrl = env().GRAPH_BASE_URL.replace(/\/+$/, '')
  return ok({ client: createUsernameClient({ baseUrl, token }), phoneNumberId: number.phoneNumberId })
}

/** Whether the portfolio of a number has a token. */
export async function hasGraphToken(workspaceId: string, numberId: string): Promise<boolean> {
  const where = { id: numberId, workspaceId, portfolio: { graphTokenCipher: { not: null } } }
  return (await db.businessNumber.count({ where })) > 0
}
