import { db, sqlOf } from '@/lib/server/db'
import type { Sql, SqlValue } from '@/lib/server/sql'
import { assertNever } from '@/lib/shared/assert-never'
import { phoneEquivalents } from '@/lib/shared/phone'
import { readSearch, type Search } from './search'

/** What a search means in ids: the events of these contacts and threads, and these events themselves. */
export type Targets = {
  contactIds: string[]
  threadIds: string[]
  eventIds: string[]
  deliveryIds: string[]
  wamid?: string
}

type Ground = { workspaceId: string; country: string }

const NO_TARGETS: Targets = { contactIds: [], threadIds: [], eventIds: [], deliveryIds: [] }
/** More people than this share a name only when the name says nothing; the search then needs another word. */
const MOST_CONTACTS = 200
/** Outcomes that may leave an event without a contact; then its identifiers stand on the event alone. */
const WITHOUT_CONTACT = ['conflict', 'ambiguous', 'unmapped', 'waiting', 'failed', 'unsupported'] as const
/** Of each such outcome, this many of the newest events are looked through. */
const LOOK_THROUGH = 5_000

type IdentifierMatch = { kind: 'phone' | 'bsuid' | 'username'; value: string; matchKey: string }

/** Undefined when nobody and nothing is known under what was typed. */
export async function findTargets(ground: Ground, typed: string): Promise<Targets | undefined> {
  const search = readSearch(typed, ground.country)
  if (!search) return undefined
  const targets = await targetsOf(ground, search)
  const found = targets.wamid ?? targets.contactIds[0] ?? targets.threadIds[0] ?? targets.eventIds[0]
  return (found ?? targets.deliveryIds[0]) === undefined ? undefined : targets
}

async function targetsOf(ground: Ground, search: Search): Promise<Targets> {
  if (search.kind === 'wamid') return { ...NO_TARGETS, wamid: search.prefix }
  if (search.kind === 'id') return targetsOfId(search)
  if (search.kind === 'bsuid') {
    return byIdentifier(ground, [{ kind: 'bsuid', value: search.value, matchKey: search.value }])
  }
  const { username, phone } = search
  const matches: IdentifierMatch[] = []
  if (phone) matches.push({ kind: 'phone', value: phone.digits, matchKey: phone.matchKey })
  if (username) matches.push({ kind: 'username', value: username, matchKey: username })
  const [byIdentifiers, named] = await Promise.all([byIdentifier(ground, matches), contactsNamed(ground, search)])
  return { ...byIdentifiers, contactIds: [...new Set([...byIdentifiers.contactIds, ...named])] }
}

function targetsOfId({ of, id }: Extract<Search, { kind: 'id' }>): Targets {
  if (of === 'event') return { ...NO_TARGETS, eventIds: [id] }
  if (of === 'delivery') return { ...NO_TARGETS, deliveryIds: [id] }
  return of === 'contact' ? { ...NO_TARGETS, contactIds: [id] } : { ...NO_TARGETS, threadIds: [id] }
}

/** Who holds, held or claims it, the threads that carry it, and the events nobody was found for. */
async function byIdentifier({ workspaceId }: Ground, matches: IdentifierMatch[]): Promise<Targets> {
  if (matches.length === 0) return NO_TARGETS
  const holders = await db.identifier.findMany({
    where: {
      workspaceId,
      OR: matches.flatMap(({ kind, matchKey }) =>
        kind === 'bsuid'
          ? [
              { kind, matchKey },
              { kind: 'parent_bsuid', matchKey },
            ]
          : [{ kind, matchKey }],
      ),
    },
    select: { contactId: true },
    take: MOST_CONTACTS,
  })
  const [threadIds, eventIds] = await Promise.all([
    threadsCarrying(workspaceId, matches),
    eventsCarrying(workspaceId, matches),
  ])
  return { ...NO_TARGETS, contactIds: [...new Set(holders.map((row) => row.contactId))], threadIds, eventIds }
}

async function threadsCarrying(workspaceId: string, matches: IdentifierMatch[]): Promise<string[]> {
  const numbers = await db.businessNumber.findMany({ where: { workspaceId }, select: { id: true } })
  const keys = await db.threadKey.findMany({
    where: {
      workspaceId,
      numberId: { in: numbers.map((number) => number.id) },
      OR: matches.map(({ kind, matchKey }) => ({ kind, matchKey })),
    },
    select: { threadId: true },
    take: MOST_CONTACTS,
  })
  return [...new Set(keys.map((key) => key.threadId))]
}

function jsonText(sql: Pick<Sql, 'dialect'>, key: string): string {
  return sql.dialect === 'sqlite' ? `json_extract("identifiers",'$.${key}')` : `"identifiers"->>'${key}'`
}

type Condition = { text: string; value: string }

/** A stored phone stays as received, so each spelling of the line is asked for; usernames have no case. */
function conditionsFor({ kind, value }: IdentifierMatch, sql: Pick<Sql, 'dialect'>): Condition[] {
  switch (kind) {
    case 'bsuid':
      return ['bsuid', 'parentBsuid'].map((key) => ({ text: `${jsonText(sql, key)} = ?`, value }))
    case 'phone':
      return phoneEquivalents(value).map((spelling) => ({ text: `${jsonText(sql, 'phone')} = ?`, value: spelling }))
    case 'username':
      return [{ text: `lower(${jsonText(sql, 'username')}) = ?`, value }]
    default:
      return assertNever(kind)
  }
}

/** The events without a contact that showed the identifier; no index knows them, so only the newest are looked through. */
async function eventsCarrying(workspaceId: string, matches: IdentifierMatch[]): Promise<string[]> {
  const sql = sqlOf(db)
  const shows = matches.flatMap((match) => conditionsFor(match, sql))
  const one = `SELECT "id","identifiers" FROM "Event" WHERE "workspaceId" = ? AND "outcome" = ? ORDER BY "id" DESC LIMIT ${LOOK_THROUGH}`
  const each = `SELECT "id" FROM (${one}) AS newest WHERE ${shows.map(({ text }) => text).join(' OR ')}`
  const values: SqlValue[] = shows.map(({ value }) => value)
  const found: string[] = []
  for (const outcome of WITHOUT_CONTACT) {
    const rows = await sql.all<{ id: string }>(each, [workspaceId, outcome, ...values])
    found.push(...rows.map((row) => row.id))
  }
  return found
}

/** By the CRM's own id, or by a name that begins with what was typed, or has a word that does. */
async function contactsNamed({ workspaceId }: Ground, words: Extract<Search, { kind: 'words' }>): Promise<string[]> {
  const rows = await db.contact.findMany({
    where: {
      workspaceId,
      OR: [
        { crmContactId: words.crmId },
        { state: 'active', nameKey: { startsWith: words.name } },
        { state: 'active', nameKey: { contains: ` ${words.name}` } },
      ],
    },
    select: { id: true },
    take: MOST_CONTACTS,
  })
  return rows.map((row) => row.id)
}
