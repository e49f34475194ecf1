import { db, sqlOf } from '@/lib/server/db'
import type { Sql, SqlValue } from '@/lib/server/sql'
import { LOOK_THROUGH, MOST_FOUND } from './limits'
import { readSearch, type Search, type TypedIdentifier } from './search'

/** One letter is the beginning of so many names that it says nothing. */
const SHORTEST_BEGINNING = 2

export type Found = {
  ids: string[]
  /** There are more than `MOST_FOUND`. */
  more: boolean
  /** Words were typed that may stand inside a name. */
  words: boolean
}

type Part = { text: string; params: SqlValue[] }
type Ground = { workspaceId: string; country: string }

/** Where a conflict names one of several values. `CROSS JOIN` keeps SQLite from starting at the wrong end. */
const NAMED = `SELECT m."conflictId" AS "conflictId" FROM "ConflictMention" m`

function named(workspaceId: string, kinds: readonly string[], values: readonly string[]): Part {
  const list = (entries: readonly string[]) => entries.map(() => '?').join(',')
  return {
    text: `${NAMED} WHERE m."workspaceId" = ? AND m."kind" IN (${list(kinds)}) AND m."value" IN (${list(values)})`,
    params: [workspaceId, ...kinds, ...values],
  }
}

/** What begins with a text: a range on SQLite, whose LIKE folds case and misses the index; LIKE on Postgres in any collation. */
function begins(column: string, text: string, sql: Pick<Sql, 'dialect'>): Part {
  if (sql.dialect === 'sqlite') return { text: `${column} >= ? AND ${column} < ?`, params: [text, `${text}\u{10ffff}`] }
  return { text: `${column} LIKE ?`, params: [`${text.replace(/[\\%_]/g, '\\$&')}%`] }
}

/** Events carry the wamid of their message: the message itself and every status of it. */
function ofMessage(workspaceId: string, prefix: string, sql: Sql): Part {
  const wamid = begins('e."wamid"', prefix, sql)
  return {
    text: `SELECT m."conflictId" AS "conflictId" FROM "Event" e CROSS JOIN "ConflictMention" m
      WHERE e."workspaceId" = ? AND ${wamid.text} AND m."workspaceId" = e."workspaceId" AND m."kind" = 'event' AND m."value" = e."id"`,
    params: [workspaceId, ...wamid.params],
  }
}

/** Conflicts of whoever holds, held or claims the identifier, whatever the payload showed. */
function ofHolders(workspaceId: string, { kinds, matchKey }: TypedIdentifier): Part {
  return {
    text: `SELECT m."conflictId" AS "conflictId" FROM "Identifier" i CROSS JOIN "ConflictMention" m
      WHERE i."workspaceId" = ? AND i."kind" IN (${kinds.map(() => '?').join(',')}) AND i."matchKey" = ?
        AND m."workspaceId" = i."workspaceId" AND m."kind" = 'contact' AND m."value" = i."contactId"`,
    params: [workspaceId, ...kinds, matchKey],
  }
}

function ofContacts(workspaceId: string, condition: Part): Part {
  return {
    text: `SELECT m."conflictId" AS "conflictId" FROM "Contact" c CROSS JOIN "ConflictMention" m
      WHERE c."workspaceId" = ? AND ${condition.text}
        AND m."workspaceId" = c."workspaceId" AND m."kind" = 'contact' AND m."value" = c."id"`,
    params: [workspaceId, ...condition.params],
  }
}

/** A CRM id as it is written, or in capitals, from its beginning. */
function ofCrmIds(workspaceId: string, typed: string, sql: Sql): Part[] {
  return [...new Set([typed, typed.toUpperCase()])].map((crmId) =>
    ofContacts(workspaceId, begins('c."crmContactId"', crmId, sql)),
  )
}

function ofNames(workspaceId: string, name: string, sql: Sql): Part[] {
  const parts: Part[] = []
  if (name.length >= SHORTEST_BEGINNING) {
    const { text, params } = begins('c."nameKey"', name, sql)
    parts.push(ofContacts(workspaceId, { text: `c."state" IN ('active','merged') AND ${text}`, params }))
  }
  const through = sql.dialect === 'sqlite' ? ' INDEXED BY "Conflict_workspaceId_lastSeenAt_id_idx"' : ''
  parts.push({
    text: `SELECT m."conflictId" AS "conflictId"
      FROM (SELECT "id" FROM "Conflict"${through} WHERE "workspaceId" = ? ORDER BY "lastSeenAt" DESC, "id" DESC LIMIT ${LOOK_THROUGH}) AS newest
      CROSS JOIN "ConflictMention" m CROSS JOIN "Contact" c
      WHERE m."conflictId" = newest."id" AND m."kind" = 'contact' AND c."id" = m."value" AND c."nameKey" LIKE ? ESCAPE '\\'`,
    params: [workspaceId, `% ${name.replace(/[\\%_]/g, '\\$&')}%`],
  })
  return parts
}

function partsOf({ workspaceId }: Ground, search: Search, sql: Sql): Part[] {
  if (search.kind === 'wamid') return [ofMessage(workspaceId, search.prefix, sql)]
  if (search.kind === 'id') {
    if (search.of !== 'conflict') return [named(workspaceId, [search.of], [search.id])]
    return [{ text: 'SELECT "id" AS "conflictId" FROM "Conflict" WHERE "id" = ?', params: [search.id] }]
  }
  const parts = search.identifiers.flatMap((typed) => [
    named(workspaceId, typed.kinds, typed.spellings),
    ofHolders(workspaceId, typed),
  ])
  parts.push(...ofCrmIds(workspaceId, search.crmId, sql))
  if (search.name) parts.push(...ofNames(workspaceId, search.name, sql))
  return parts
}

/** The conflicts that a search means, newest first. Their workspace is asked for once more by the list. */
export async function findByWords(ground: Ground, typed: string): Promise<Found> {
  const search = readSearch(typed, ground.country)
  if (!search) return { ids: [], more: false, words: false }
  const sql = sqlOf(db)
  const parts = partsOf(ground, search, sql)
  const rows = await sql.all<{ conflictId: string }>(
    `SELECT DISTINCT "conflictId" FROM (${parts.map(({ text }) => text).join(' UNION ALL ')}) AS found
     ORDER BY "conflictId" DESC LIMIT ${MOST_FOUND + 1}`,
    parts.flatMap(({ params }) => params),
  )
  return {
    ids: rows.slice(0, MOST_FOUND).map((row) => row.conflictId),
    more: rows.length > MOST_FOUND,
    words: search.kind === 'words' && search.name !== null,
  }
}
