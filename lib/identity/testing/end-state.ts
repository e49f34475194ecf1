import { asBool, asDate, asDateOrNull, type Sql, type SqlRow } from '@/lib/server/sql'
import { spans } from './spans'

/**
 * What the database says in the end, with ids replaced by what they stand for, so that two workspaces can be compared:
 * which messages share a person and a conversation, what each person holds and held and when, where replies go, how far
 * each answer came.
 */
export type EndState = {
  people: string[]
  holds: string[]
  /** When each person was first seen with what they hold. */
  firstSeen: string[]
  conversations: string[]
  statuses: string[]
  undecided: string[]
  /** Conversations whose replies would go to what their person has left. */
  stray: string[]
}

class Groups<T> extends Map<string, T[]> {
  put(key: string, value: T): void {
    const group = this.get(key)
    if (group) group.push(value)
    else this.set(key, [value])
  }
}

type Survivor = (contactId: string) => string

async function survivors(sql: Sql, workspaceId: string): Promise<Survivor> {
  const rows = await sql.all<{ id: string; mergedIntoId: string }>(
    'SELECT "id","mergedIntoId" FROM "Contact" WHERE "workspaceId" = ? AND "mergedIntoId" IS NOT NULL',
    [workspaceId],
  )
  const next = new Map(rows.map((row) => [row.id, row.mergedIntoId]))
  const survivor: Survivor = (id) => {
    const into = next.get(id)
    return into ? survivor(into) : id
  }
  return survivor
}

type Held = { kind: string; value: string; active: boolean; firstSeenAt: Date; validFrom: Date; validTo: Date | null }

async function heldByPerson(sql: Sql, workspaceId: string, person: Survivor): Promise<Groups<Held>> {
  const rows = await sql.all<SqlRow>(
    'SELECT "contactId","kind","value","active","firstSeenAt","validFrom","validTo" FROM "Identifier" WHERE "workspaceId" = ?',
    [workspaceId],
  )
  const held = new Groups<Held>()
  for (const row of rows) {
    held.put(person(String(row.contactId)), {
      kind: String(row.kind),
      value: String(row.value),
      active: asBool(row.active),
      firstSeenAt: asDate(row.firstSeenAt),
      validFrom: asDate(row.validFrom),
      validTo: asDateOrNull(row.validTo),
    })
  }
  return held
}

function firstSeenOf(rows: readonly Held[]): string {
  const first = new Map<string, number>()
  for (const { kind, value, firstSeenAt } of rows) {
    const name = `${kind} ${value}`
    first.set(name, Math.min(first.get(name) ?? Number.POSITIVE_INFINITY, firstSeenAt.getTime()))
  }
  return [...first]
    .map(([name, at]) => `${name} ${new Date(at).toISOString()}`)
    .sort()
    .join('; ')
}

type ThreadRow = { id: string; contactId: string | null; reply: string; inReview: unknown }

async function threadsOf(sql: Sql, workspaceId: string): Promise<Map<string, ThreadRow>> {
  const rows = await sql.all<ThreadRow>(
    `SELECT "id","contactId","inReview",COALESCE("replyTo","replyRecipient") AS "reply" FROM "Thread" WHERE "workspaceId" = ?`,
    [workspaceId],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

type MessageRow = {
  wamid: string
  direction: string
  contactId: string | null
  threadId: string | null
  status: string | null
}

export async function endStateOf(sql: Sql, workspaceId: string): Promise<EndState> {
  const person = await survivors(sql, workspaceId)
  const held = await heldByPerson(sql, workspaceId, person)
  const threads = await threadsOf(sql, workspaceId)
  const messages = await sql.all<MessageRow>(
    'SELECT "wamid","direction","contactId","threadId","status" FROM "Message" WHERE "workspaceId" = ?',
    [workspaceId],
  )
  const [people, conversations] = [new Groups<string>(), new Groups<string>()]
  const statuses: string[] = []
  for (const { wamid, direction, contactId, threadId, status } of messages) {
    people.put(contactId ? person(contactId) : `nobody ${wamid}`, wamid)
    if (direction === 'inbound') conversations.put(threadId ?? `none ${wamid}`, wamid)
    if (status) statuses.push(`${wamid} ${status}`)
  }
  const undecided = await sql.all<{ wamid: string; outcome: string }>(
    `SELECT "wamid","outcome" FROM "Event" WHERE "workspaceId" = ? AND "outcome" NOT IN ('matched','linked','created')`,
    [workspaceId],
  )
  const reaches = ({ contactId, reply }: ThreadRow) =>
    contactId === null || held.get(person(contactId))?.some((row) => row.active && row.value === reply)
  return {
    people: [...people.values()].map((wamids) => wamids.sort().join(' ')).sort(),
    holds: [...held.values()].map((rows) => spans(rows).join('; ')).sort(),
    firstSeen: [...held.values()].map(firstSeenOf).sort(),
    conversations: [...conversations]
      .map(([id, wamids]) => `${wamids.sort().join(' ')} > ${threads.get(id)?.reply}`)
      .sort(),
    statuses: statuses.sort(),
    undecided: undecided.map(({ wamid, outcome }) => `${wamid} ${outcome}`).sort(),
    stray: [...threads.values()].filter((thread) => !reaches(thread)).map(({ reply }) => reply),
  }
}
