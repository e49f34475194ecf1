import { asBool, asDate, asDateOrNull, asJson, type Sql, type SqlRow } from '@/lib/server/sql'
import { phoneMatchKey } from '@/lib/shared/phone'
import type { BatchKeys } from './batch'
import { selectIn } from './bulk-sql'
import type { WorkingSetSeed } from './known-world'
import type { Contact, Identifier, Message, WaitingChange } from './model'
import { changeFrom, type StoredIdentifiers } from './stored-identifiers'
import { loadThreads } from './thread-store'

/**
 * Everything a batch could touch, in about a dozen statements however large it is: who holds the identifiers, everything
 * else those contacts hold, their conversations, the messages that statuses may be about, and waiting changes.
 */
export async function loadSeed(sql: Sql, workspaceId: string, keys: BatchKeys): Promise<WorkingSetSeed> {
  const waiting = await loadWaiting(sql, workspaceId, keys)
  const messages = await loadMessages(sql, workspaceId, keys)
  const holders = await findHolders(sql, workspaceId, keys)
  const contacts = await loadContacts(sql, workspaceId, [...holders, ...contactIdsOf(messages)])
  const survivor = survivorsOf(contacts)
  const ids = new Set([...contacts.keys()])
  const identifiers = await loadIdentifiers(sql, ids)
  if (keys.hasChanges || waiting.length > 0) await loadBesidePhones(sql, identifiers)
  const { threads, threadKeys } = await loadThreads(sql, { workspaceId, keys, contactIds: ids })
  // Rows of a merged contact speak for its survivor.
  for (const row of identifiers) row.contactId = survivor(row.contactId)
  for (const thread of threads) if (thread.contactId) thread.contactId = survivor(thread.contactId)
  for (const message of messages) if (message.contactId) message.contactId = survivor(message.contactId)
  return { contacts: contacts.values(), identifiers, threads, threadKeys, messages, waiting }
}

function contactIdsOf(messages: readonly Message[]): string[] {
  return messages.map((message) => message.contactId).filter((id) => id !== undefined)
}

function survivorsOf(contacts: ReadonlyMap<string, Contact>): (id: string) => string {
  return (id) => {
    let current = id
    for (let hops = 0; hops < 50; hops += 1) {
      const next = contacts.get(current)?.mergedIntoId
      if (!next || !contacts.has(next)) break
      current = next
    }
    return current
  }
}

async function findHolders(sql: Sql, workspaceId: string, keys: BatchKeys): Promise<Set<string>> {
  const found = new Set<string>()
  const lists = [
    ['phone', keys.phones],
    ['bsuid', keys.bsuids],
    ['parent_bsuid', keys.parents],
    ['username', keys.usernames],
  ] as const
  for (const [kind, list] of lists) {
    const rows = await selectIn<{ contactId: string }>(
      sql,
      'SELECT "contactId" FROM "Identifier" WHERE "workspaceId" = ? AND "kind" = ? AND "matchKey"',
      { params: [workspaceId, kind], list },
    )
    for (const row of rows) found.add(row.contactId)
  }
  return found
}

type ContactRow = {
  id: string
  crmContactId: string | null
  name: string | null
  provisional: unknown
  mergedIntoId: string | null
  firstContactAt: unknown
  lastContactAt: unknown
}

async function loadContacts(sql: Sql, workspaceId: string, wanted: string[]): Promise<Map<string, Contact>> {
  const contacts = new Map<string, Contact>()
  const labels = new Map<string, string[]>()
  let missing = new Set(wanted)
  while (missing.size > 0) {
    const rows = await selectIn<ContactRow>(
      sql,
      `SELECT "id","crmContactId","name","provisional","mergedIntoId","firstContactAt","lastContactAt"
       FROM "Contact" WHERE "workspaceId" = ? AND "id"`,
      { params: [workspaceId], list: missing },
    )
    const held = await selectIn<{ contactId: string; label: string }>(
      sql,
      'SELECT "contactId","label" FROM "ContactLabel" WHERE "contactId"',
      { list: missing },
    )
    for (const { contactId, label } of held) labels.set(contactId, [...(labels.get(contactId) ?? []), label])
    for (const row of rows) contacts.set(row.id, toContact(row, labels.get(row.id) ?? []))
    const survivors = rows.map((row) => row.mergedIntoId).filter((id) => id !== null)
    missing = new Set(survivors.filter((id) => !contacts.has(id)))
  }
  return contacts
}

function toContact(row: ContactRow, labels: string[]): Contact {
  return {
    id: row.id,
    crmContactId: row.crmContactId ?? undefined,
    name: row.name ?? undefined,
    provisional: asBool(row.provisional),
    labels,
    mergedIntoId: row.mergedIntoId ?? undefined,
    firstContactAt: asDateOrNull(row.firstContactAt) ?? undefined,
    lastContactAt: asDateOrNull(row.lastContactAt) ?? undefined,
  }
}

export async function loadIdentifiers(sql: Sql, contactIds: Iterable<string>): Promise<Identifier[]> {
  const rows = await selectIn<SqlRow>(
    sql,
    `SELECT "id","contactId","kind","scope","value","matchKey","standing","active","validFrom","validTo","lastSeenAt",
       "endedReason","replacedById","evidenceKind","evidenceEventId"
     FROM "Identifier" WHERE "contactId"`,
    { list: contactIds },
  )
  return rows.map(toIdentifier)
}

/** Every property by name: a batch reads some thousand rows, and spreading them costs more than reading them. */
function toIdentifier(row: SqlRow): Identifier {
  return {
    id: row.id,
    contactId: row.contactId,
    kind: row.kind,
    scope: row.scope,
    value: row.value,
    matchKey: row.matchKey,
    assurance: row.standing,
    active: asBool(row.active),
    validFrom: asDate(row.validFrom),
    validTo: asDateOrNull(row.validTo) ?? undefined,
    lastSeenAt: asDate(row.lastSeenAt),
    endReason: row.endedReason ?? undefined,
    replacedById: row.replacedById ?? undefined,
    evidence: { source: row.evidenceKind, eventId: row.evidenceEventId ?? undefined },
  } as Identifier
}

/** The phones that stood beside the BSUIDs where they were first seen, from the events that are their evidence. */
async function loadBesidePhones(sql: Sql, identifiers: readonly Identifier[]): Promise<void> {
  const bsuids = identifiers.filter((row) => row.kind === 'bsuid')
  const eventIds = bsuids.map((row) => row.evidence.eventId).filter((id) => id !== undefined)
  const rows = await selectIn<{ id: string; identifiers: unknown }>(
    sql,
    `SELECT "id","identifiers" FROM "Event" WHERE "kind" IN ('message', 'status') AND "id"`,
    { list: new Set(eventIds) },
  )
  const phones = new Map(rows.map((row) => [row.id, asJson<StoredIdentifiers>(row.identifiers).phone]))
  for (const { evidence } of bsuids) {
    const phone = evidence.eventId ? phones.get(evidence.eventId) : undefined
    if (phone) evidence.besidePhone = phoneMatchKey(phone)
  }
}

async function loadMessages(sql: Sql, workspaceId: string, keys: BatchKeys): Promise<Message[]> {
  const found: Message[] = []
  for (const numberId of keys.numberIds) {
    const rows = await selectIn<SqlRow>(
      sql,
      `SELECT "id","numberId","wamid","direction","type","at","contactId","threadId","status","statusAt"
       FROM "Message" WHERE "workspaceId" = ? AND "numberId" = ? AND "wamid"`,
      { params: [workspaceId, numberId], list: keys.wamids },
    )
    for (const row of rows) found.push(toMessage(row))
  }
  return found
}

function toMessage(row: SqlRow): Message {
  return {
    id: row.id,
    numberId: row.numberId,
    wamid: row.wamid,
    direction: row.direction,
    type: row.type ?? undefined,
    at: asDate(row.at),
    contactId: row.contactId ?? undefined,
    threadId: row.threadId ?? undefined,
    status: row.status ?? undefined,
    statusAt: asDateOrNull(row.statusAt) ?? undefined,
  } as Message
}

const WAITING = `SELECT w."eventId", w."portfolioId", w."at", w."expiresAt", w."previousBsuid", e."type", e."numberId", e."identifiers"
  FROM "WaitingChange" w JOIN "Event" e ON e."id" = w."eventId"
  WHERE w."state" = 'waiting' AND w."workspaceId" = ? AND`

/**
 * Waiting changes that hang on an identifier of the batch, and those that hang on what these would free in turn. Their
 * own identifiers join the keys, so that whoever holds them is loaded too.
 */
async function loadWaiting(sql: Sql, workspaceId: string, keys: BatchKeys): Promise<WaitingChange[]> {
  const found = new Map<string, WaitingChange>()
  for (let known = -1; known < found.size; ) {
    known = found.size
    const lists = [
      ['w."previousBsuid"', keys.bsuids],
      ['w."currentBsuid"', keys.bsuids],
      ['w."previousPhone"', keys.phones],
    ] as const
    for (const [column, list] of lists) {
      const rows = await selectIn<SqlRow>(sql, `${WAITING} ${column}`, { params: [workspaceId], list })
      for (const row of rows) addWaiting(row, found, keys)
    }
  }
  return [...found.values()]
}

function addWaiting(row: SqlRow, found: Map<string, WaitingChange>, keys: BatchKeys): void {
  const eventId = String(row.eventId)
  if (found.has(eventId)) return
  const stored = asJson<StoredIdentifiers>(row.identifiers)
  const portfolioId = String(row.portfolioId)
  const at = asDate(row.at)
  const type = row.type === null ? null : String(row.type)
  const change = changeFrom(stored, { type, portfolioId, at })
  found.set(eventId, {
    eventId,
    portfolioId,
    numberId: row.numberId === null ? undefined : String(row.numberId),
    at,
    reportedFailed: row.previousBsuid === null,
    change,
    expiresAt: asDate(row.expiresAt),
  })
  const { next, previous } = change
  keys.addWho({ ...next, phone: next.phone?.value })
  keys.addWho({ ...previous, phone: previous.phone?.value })
}
