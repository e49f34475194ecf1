import type { CountryCode } from 'libphonenumber-js'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import type { ReadGround } from './read-contact-rules'

type Wanted = { portfolioId: string | null; crmIdRequired: boolean; defaultCountry?: string }

/**
 * What reading contacts depends on in this workspace. BSUIDs belong to the portfolio that was named, or to the only one
 * there is; undefined when the one that was named is not of this workspace.
 */
export async function readGround(actor: Actor, wanted: Wanted): Promise<ReadGround | undefined> {
  const workspace = await db.workspace.findUniqueOrThrow({
    where: { id: actor.workspaceId },
    select: { defaultCountry: true },
  })
  const portfolios = await db.portfolio.findMany({ where: { workspaceId: actor.workspaceId }, select: { id: true } })
  const named = portfolios.find((portfolio) => portfolio.id === wanted.portfolioId)
  if (wanted.portfolioId !== null && !named) return undefined
  const only = portfolios.length === 1 ? portfolios[0] : undefined
  const country = wanted.defaultCountry ?? workspace.defaultCountry
  return {
    defaultCountry: country as CountryCode,
    portfolioId: (named ?? only)?.id ?? null,
    crmIdRequired: wanted.crmIdRequired,
  }
}
