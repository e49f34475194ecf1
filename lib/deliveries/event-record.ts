import { db } from '@/lib/server/db'
import { metaCodeFrom } from './failure'
import { inParts } from './in-parts'
import { carriedKinds, type EventFacts } from './words'

/** The identifiers of an event as the worker stored them. Never leaves the server unmasked without `identity:reveal`. */
export type StoredIdentifiers = {
  phone?: string
  bsuid?: string
  parentBsuid?: string
  username?: string
  profileName?: string
  /** The sender's own number, given as an answer to a contact request. */
  sharedOwnPhone?: string
  previous?: { phone?: string; bsuid?: string; parentBsuid?: string }
}

type StoredStep = { code: string; args: Record<string, never> }

/** A row of Event with its JSON columns read. */
export async function readEvents(workspaceId: string, ids: readonly string[]) {
  const rows = await inParts(ids, (part) => db.event.findMany({ where: { workspaceId, id: { in: part } } }))
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? []).map(readJson)
}

type EventColumns = Awaited<ReturnType<typeof db.event.findFirstOrThrow>>

function readJson(row: EventColumns) {
  return {
    ...row,
    identifiers: objectOf(row.identifiers) as StoredIdentifiers,
    candidates: Array.isArray(row.candidates) ? row.candidates.filter((id) => typeof id === 'string') : [],
    why: stepsOf(row.why),
    errorArgs: row.errorArgs === null ? null : objectOf(row.errorArgs),
  }
}

export type EventRecord = ReturnType<typeof readJson>

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

/** Steps without the shape of a step belong to no version we know; they are left out, never thrown. */
function stepsOf(value: unknown): StoredStep[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((entry: unknown) => {
    const { code, args } = objectOf(entry)
    return typeof code === 'string' ? [{ code, args: objectOf(args) as Record<string, never> }] : []
  })
}

/** What the words of a row and of a detail are made from. */
export function factsOf(event: EventRecord, provisional: boolean | null): EventFacts {
  return {
    kind: event.kind,
    field: event.field,
    type: event.type,
    status: event.status,
    outcome: event.outcome,
    rule: event.rule === null ? null : Number(event.rule.replace(/\D/g, '')) || null,
    carried: carriedKinds(event.identifiers),
    candidates: event.candidates.length,
    errorCode: event.errorCode,
    metaCode: metaCodeFrom(event.errorArgs),
    provisional,
  }
}
