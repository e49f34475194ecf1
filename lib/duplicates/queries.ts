import { type Actor, can } from '@/lib/server/actor'
import { recordReveal } from '@/lib/server/api-reveal'
import { db } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import { maskValue } from '@/lib/shared/text'
import { conflictQuery, factsOf } from './list-conflicts'
import type { ConflictAnswer, FindConflicts } from './schema'
import {
  countConflicts,
  type NamedContact,
  readContacts,
  readPlaces,
  type StoredConflict,
  whereConflicts,
} from './store'
import { headline } from './words'

/** What waits for somebody who looks after identities: one read of an index, for every page. */
export async function openConflictCount(actor: Actor): Promise<number> {
  if (!can(actor, 'duplicates:read')) return 0
  return (await countConflicts(await whereConflicts(await conflictQuery(actor, {})))).count
}

export type PlaceChoices = { numbers: { id: string; label: string }[]; portfolios: { id: string; label: string }[] }

/** The numbers and portfolios that the list can be narrowed to. */
export async function placeChoices({ workspaceId }: Actor): Promise<PlaceChoices> {
  const { numbers, portfolios } = await readPlaces(workspaceId)
  const choices = (places: ReadonlyMap<string, string>) => [...places].map(([id, label]) => ({ id, label }))
  return { numbers: choices(numbers), portfolios: choices(portfolios) }
}

/** A conflict as another room points to it. */
export type ConflictPointer = { id: string; words: string; state: string; events: number; otherIds: string[] }

function pointerTo(conflict: StoredConflict, fromContactId?: string): ConflictPointer {
  const { told, contactIds, state } = factsOf(conflict)
  const otherIds = contactIds.filter((id) => id !== fromContactId)
  return { id: conflict.id, words: headline(told), state, events: conflict.events, otherIds }
}

/** Of one contact or one event, this many are named. */
const POINTERS = 20

async function mentioning(actor: Actor, mention: { kind: 'event' | 'contact'; value: string }, state?: 'open') {
  const { workspaceId } = actor
  const named = await db.conflictMention.findMany({
    where: { workspaceId, ...mention, conflict: { workspaceId, ...(state && { state }) } },
    orderBy: { conflictId: 'desc' },
    take: POINTERS,
    select: { conflict: true },
  })
  return named.map((row) => row.conflict)
}

/** The conflicts an event is evidence of, newest first; empty for somebody who may not read them. */
export async function conflictsOfEvent(actor: Actor, eventId: string): Promise<ConflictPointer[]> {
  if (!can(actor, 'duplicates:read')) return []
  return (await mentioning(actor, { kind: 'event', value: eventId })).map((conflict) => pointerTo(conflict))
}

/** The open conflicts a contact is in, newest first, whether its events are with them or it is only a candidate. */
export async function openConflictsOfContact(actor: Actor, contactId: string): Promise<ConflictPointer[]> {
  if (!can(actor, 'duplicates:read')) return []
  const open = await mentioning(actor, { kind: 'contact', value: contactId }, 'open')
  return open.map((conflict) => pointerTo(conflict, contactId))
}

/** How many open conflicts each of these contacts is in; those in none are left out. */
export async function openConflictCounts(actor: Actor, contactIds: string[]): Promise<Map<string, number>> {
  if (!can(actor, 'duplicates:read')) return new Map()
  const { workspaceId } = actor
  const counted = await db.conflictMention.groupBy({
    by: ['value'],
    where: { workspaceId, kind: 'contact', value: { in: contactIds }, conflict: { state: 'open' } },
    _count: { conflictId: true },
  })
  return new Map(counted.map(({ value, _count }) => [value, _count.conflictId]))
}

// ───────────────────────────────── API ─────────────────────────────────

type Reading = { contacts: ReadonlyMap<string, NamedContact>; plain: boolean }

function toAnswer(row: StoredConflict, { contacts, plain }: Reading): ConflictAnswer {
  const { evidence, contactIds, state } = factsOf(row)
  const { id, version, rule, portfolioId, numberId, contactId, events, firstEventId, lastEventId, decision } = row
  return {
    ...{ id, version, rule, state, portfolioId, numberId, contactId, events, firstEventId, lastEventId, decision },
    kind: evidence.kind ?? 'unknown',
    candidates: contactIds.map((one) => ({ contactId: one, crmContactId: contacts.get(one)?.crmContactId ?? null })),
    identifiers: evidence.shown.map(({ kind, value }) => ({ kind, value: plain ? value : maskValue(kind, value) })),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
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
      ...(contactId !== undefined && { mentions: { some: { kind: 'contact', value: contactId } } }),
      ...(cursor !== undefined && { id: { lt: cursor } }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const page = rows.slice(0, limit)
  const ids = page.flatMap((row) => factsOf(row).contactIds)
  const reading = { contacts: await readContacts(workspaceId, ids), plain: can(actor, 'identity:reveal') }
  const items = page.map((row) => toAnswer(row, reading))
  const shown = items.filter((conflict) => conflict.identifiers.length > 0).map((conflict) => conflict.id)
  await recordReveal(actor, 'conflict', shown)
  return ok({ items, nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null })
}
