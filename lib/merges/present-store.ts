import { readPerson } from '@/lib/identity/person-ground'
import type { StoredIdentifiers } from '@/lib/identity/stored-identifiers'
import { sqlOf, type Tx } from '@/lib/server/db'
import { asJson, inList, type Sql } from '@/lib/server/sql'
import { phoneMatchKey } from '@/lib/shared/phone'
import { fieldsOf, identifierState } from './ground-store'
import type { Snapshot } from './model'
import type { EventNow, IdentifierNow, Present, ThreadNow } from './undo-rules'

export type Versions = { survivor: number; merged: number }

type Asked = { workspaceId: string; survivorId: string; mergedId: string; since: Date }

/** Both contacts of a merge as they stand now; undefined when one of them is gone, as after an erasure. */
export async function readPresent(
  tx: Tx,
  asked: Asked,
  snapshot: Snapshot,
): Promise<{ present: Present; versions: Versions } | undefined> {
  const { workspaceId, survivorId, mergedId } = asked
  const find = (id: string, state: string) =>
    tx.contact.findFirst({ where: { id, workspaceId, state }, include: { labels: true } })
  const [survivor, merged] = [await find(survivorId, 'active'), await find(mergedId, 'merged')]
  if (!survivor || !merged) return undefined
  const { identifiers, threads } = await readBelongings(sqlOf(tx), workspaceId, survivorId)
  const present: Present = {
    survivor: { fields: fieldsOf(survivor), labels: survivor.labels.map(({ label }) => label) },
    ...{ identifiers, threads },
    events: await readEvents(sqlOf(tx), asked, evidenceOfNew(identifiers, snapshot)),
    crmIdsTaken: await takenCrmIds(tx, asked, snapshot),
  }
  return { present, versions: { survivor: survivor.version, merged: merged.version } }
}

async function readBelongings(sql: Sql, workspaceId: string, contactId: string) {
  const found = await readPerson(sql, workspaceId, contactId)
  const identifiers = found.identifiers.map((row): IdentifierNow => {
    const trait = `${row.kind} ${row.matchKey}`
    return { ...identifierState(row), trait, evidenceEventId: row.evidence.eventId ?? null }
  })
  const traitsOf = (id: string) =>
    found.threadKeys.filter((key) => key.threadId === id).map(({ kind, matchKey }) => `${kind} ${matchKey}`)
  const threads = found.threads.map(({ id, lastMessageAt }): ThreadNow => {
    return { id, lastAt: lastMessageAt.toISOString(), traits: traitsOf(id) }
  })
  return { identifiers, threads }
}

function evidenceOfNew(identifiers: readonly IdentifierNow[], { survivor, merged }: Snapshot): string[] {
  const known = new Set([...survivor.identifiers, ...merged.identifiers].map(({ id }) => id))
  return identifiers.flatMap(({ id, evidenceEventId }) => (known.has(id) || !evidenceEventId ? [] : [evidenceEventId]))
}

type EventRow = { id: string; threadId: string | null; messageId: string | null; identifiers: unknown }

/** Events since the merge outside of the contact's conversations, and those that are evidence of what is new. */
async function readEvents(
  sql: Sql,
  { workspaceId, survivorId, since }: Asked,
  evidence: string[],
): Promise<EventNow[]> {
  const columns = '"id","threadId","messageId","identifiers"'
  const loose = await sql.all<EventRow>(
    `SELECT ${columns} FROM "Event" WHERE "workspaceId" = ? AND "contactId" = ? AND "resolvedAt" >= ?
       AND ("threadId" IS NULL OR "threadId" NOT IN (SELECT "id" FROM "Thread" WHERE "workspaceId" = ? AND "contactId" = ?))`,
    [workspaceId, survivorId, since, workspaceId, survivorId],
  )
  const named = await sql.all<EventRow>(
    `SELECT ${columns} FROM "Event" WHERE "workspaceId" = ? AND "id" IN ${inList(sql)}`,
    [workspaceId, JSON.stringify(evidence)],
  )
  const rows = new Map([...loose, ...named].map((row) => [row.id, row]))
  return [...rows.values()].map(({ id, threadId, messageId, identifiers }) => {
    return { id, threadId, messageId, traits: traitsIn(asJson<StoredIdentifiers | null>(identifiers) ?? {}) }
  })
}

/** A username is no trait: it is never what somebody is recognised by. */
function traitsIn({ previous, ...shown }: StoredIdentifiers): string[] {
  return [shown, previous ?? {}].flatMap(({ phone, bsuid, parentBsuid }) => [
    ...(phone ? [`phone ${phoneMatchKey(phone)}`] : []),
    ...(bsuid ? [`bsuid ${bsuid}`] : []),
    ...(parentBsuid ? [`parent_bsuid ${parentBsuid}`] : []),
  ])
}

async function takenCrmIds(
  tx: Tx,
  { workspaceId, survivorId, mergedId }: Asked,
  snapshot: Snapshot,
): Promise<Set<string>> {
  const ids = [snapshot.survivor.fields.crmContactId, snapshot.merged.fields.crmContactId].filter((id) => id !== null)
  const holders = await tx.contact.findMany({
    where: { workspaceId, crmContactId: { in: ids }, id: { notIn: [survivorId, mergedId] } },
    select: { crmContactId: true },
  })
  return new Set(holders.map(({ crmContactId }) => crmContactId).filter((id) => id !== null))
}
