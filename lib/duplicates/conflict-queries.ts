import { type Actor, can } from '@/lib/server/actor'
import { recordReveal } from '@/lib/server/api-reveal'
import { db } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import { maskValue } from '@/lib/shared/text'
import { CONFLICT_STATES, type ConflictAnswer, type FindConflicts } from './schema'

type Stored = Awaited<ReturnType<typeof db.conflict.findFirstOrThrow>>

/** How the resolver names what the payload showed, and the kind each is. */
const SHOWN = { phone: 'phone', bsuid: 'bsuid', parentBsuid: 'parent_bsuid', username: 'username' } as const

function evidenceOf(stored: unknown): Record<string, unknown> {
  return typeof stored === 'object' && stored !== null && !Array.isArray(stored)
    ? (stored as Record<string, unknown>)
    : {}
}

function identifiersOf(evidence: Record<string, unknown>, plain: boolean): ConflictAnswer['identifiers'] {
  return Object.entries(SHOWN).flatMap(([field, kind]) => {
    const value = evidence[field]
    return typeof value === 'string' ? [{ kind, value: plain ? value : maskValue(kind, value) }] : []
  })
}

function candidateIds(row: Stored): string[] {
  return Array.isArray(row.candidates) ? row.candidates.filter((id) => typeof id === 'string') : []
}

type Reading = { crmIds: ReadonlyMap<string, string | null>; plain: boolean }

function toAnswer(row: Stored, { crmIds, plain }: Reading): ConflictAnswer {
  const evidence = evidenceOf(row.identifiers)
  return {
    id: row.id,
    version: row.version,
    kind: typeof evidence.kind === 'string' ? evidence.kind : 'unknown',
    rule: row.rule,
    state: CONFLICT_STATES.find((state) => state === row.state) ?? 'open',
    portfolioId: row.portfolioId,
    numberId: row.numberId,
    contactId: row.contactId,
    candidates: candidateIds(row).map((contactId) => ({ contactId, crmContactId: crmIds.get(contactId) ?? null })),
    identifiers: identifiersOf(evidence, plain),
    events: row.events,
    firstEventId: row.firstEventId,
    lastEventId: row.lastEventId,
    decision: row.decision,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}

/** Both databases limit the parameters of a statement, and a page may name more contacts than that. */
const LOOKUP_SIZE = 500

async function crmIdsOf(workspaceId: string, rows: readonly Stored[]): Promise<Map<string, string | null>> {
  const ids = [...new Set(rows.flatMap(candidateIds))]
  const found = new Map<string, string | null>()
  for (let from = 0; from < ids.length; from += LOOKUP_SIZE) {
    const contacts = await db.contact.findMany({
      where: { workspaceId, id: { in: ids.slice(from, from + LOOKUP_SIZE) } },
      select: { id: true, crmContactId: true },
    })
    for (const contact of contacts) found.set(contact.id, contact.crmContactId)
  }
  return found
}

/**
 * Conflicts of the workspace, newest first: what a payload showed, and the contacts that could be meant. Identifiers are
 * masked without `identity:reveal`; with it, the call is recorded. `nextCursor` is the id to go on after.
 */
export async function findConflicts(
  actor: Actor,
  asked: FindConflicts,
): Promise<Result<{ items: ConflictAnswer[]; nextCursor: string | null }, 'not-allowed'>> {
  if (!can(actor, 'duplicates:read')) return fail('not-allowed')
  const { workspaceId } = actor
  const { state, contactId, cursor, limit } = asked
  const rows = await db.conflict.findMany({
    where: {
      workspaceId,
      state,
      ...(contactId !== undefined && { OR: [{ contactId }, { otherId: contactId }] }),
      ...(cursor !== undefined && { id: { lt: cursor } }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const page = rows.slice(0, limit)
  const reading = { crmIds: await crmIdsOf(workspaceId, page), plain: can(actor, 'identity:reveal') }
  const items = page.map((row) => toAnswer(row, reading))
  const shown = items.filter((conflict) => conflict.identifiers.length > 0).map((conflict) => conflict.id)
  await recordReveal(actor, 'conflict', shown)
  return ok({ items, nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null })
}
