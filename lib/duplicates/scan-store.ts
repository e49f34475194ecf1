import { createHash } from 'node:crypto'
import { asJson, inList, type Sql, type SqlRow, type SqlValue, tuples } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { evidenceText, type Reason, type SharedTrait, type Veto } from './pair-rules'

export const TRAITS = ['phone', 'email', 'bsuid', 'crm_id'] as const
export type Trait = SharedTrait['kind']

/** Keys held more than once, in their order: one walk along an index, without looking at a single row. */
export async function repeatedKeys(
  sql: Sql,
  { workspaceId, kind, after, take }: { workspaceId: string; kind: Trait; after: string; take: number },
): Promise<string[]> {
  const rows = await sql.all<{ matchKey: string }>(
    `SELECT "matchKey" FROM "Identifier" WHERE "workspaceId" = ? AND "kind" = ? AND "matchKey" > ?
     GROUP BY "matchKey" HAVING COUNT(*) > 1 ORDER BY "matchKey" LIMIT ${Math.trunc(take)}`,
    [workspaceId, kind, after],
  )
  return rows.map(({ matchKey }) => matchKey)
}

/** Tells one trait from another in a reason, without saying what it is. */
function traitKey(workspaceId: string, row: { kind: string; scope: string; matchKey: string }): string {
  const text = `${workspaceId}|${row.kind}|${row.scope}|${row.matchKey}`
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}

/** Who holds these keys now: active identifiers of active contacts, as traits that two or more of them share. */
export async function sharedTraits(
  sql: Sql,
  { workspaceId, kind, keys }: { workspaceId: string; kind: Trait; keys: readonly string[] },
): Promise<SharedTrait[]> {
  if (keys.length === 0) return []
  const rows = await sql.all<{ scope: string; matchKey: string; value: string; contactId: string }>(
    `SELECT i."scope", i."matchKey", i."value", i."contactId" FROM "Identifier" i JOIN "Contact" c ON c."id" = i."contactId"
     WHERE i."workspaceId" = ? AND i."kind" = ? AND i."matchKey" IN ${inList(sql)} AND i."active" = ? AND c."state" = 'active'`,
    [workspaceId, kind, JSON.stringify(keys), true],
  )
  const traits = new Map<string, { contactId: string; value: string }[]>()
  for (const { scope, matchKey, value, contactId } of rows) {
    const key = traitKey(workspaceId, { kind, scope, matchKey })
    const holders = traits.get(key)
    if (holders) holders.push({ contactId, value })
    else traits.set(key, [{ contactId, value }])
  }
  return [...traits].filter(([, holders]) => holders.length > 1).map(([key, holders]) => ({ kind, key, holders }))
}

/** Keys of the traits these contacts have. */
export async function keysOfContacts(
  sql: Sql,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<Map<Trait, string[]>> {
  const rows = await sql.all<{ kind: string; matchKey: string }>(
    `SELECT DISTINCT "kind", "matchKey" FROM "Identifier"
     WHERE "contactId" IN ${inList(sql)} AND "workspaceId" = ? AND "active" = ?`,
    [JSON.stringify(contactIds), workspaceId, true],
  )
  const keys = new Map<Trait, string[]>(TRAITS.map((kind) => [kind, []]))
  for (const { kind, matchKey } of rows) keys.get(kind as Trait)?.push(matchKey)
  return keys
}

/** Open conflicts in which a signed payload showed what two contacts hold, each with its two contacts. */
export async function seenTogether(sql: Sql, workspaceId: string): Promise<{ id: string; a: string; b: string }[]> {
  return sql.all<{ id: string; a: string; b: string }>(
    `SELECT k."id", k."contactId" AS "a", k."otherId" AS "b" FROM "Conflict" k
     JOIN "Contact" x ON x."id" = k."contactId" AND x."state" = 'active'
     JOIN "Contact" y ON y."id" = k."otherId" AND y."state" = 'active'
     WHERE k."workspaceId" = ? AND k."state" = 'open' AND k."proposal" = 'duplicate-review' AND k."contactId" <> k."otherId"`,
    [workspaceId],
  )
}

export type ContactFacts = { name: string | null; bsuids: Map<string, string[]> }

/** Names and active BSUIDs of contacts, for what only a pair can tell. */
export async function factsOfContacts(
  sql: Sql,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<Map<string, ContactFacts>> {
  const ids = JSON.stringify(contactIds)
  const named = await sql.all<{ id: string; name: string | null }>(
    `SELECT "id", "name" FROM "Contact" WHERE "id" IN ${inList(sql)} AND "workspaceId" = ?`,
    [ids, workspaceId],
  )
  const facts = new Map(named.map(({ id, name }): [string, ContactFacts] => [id, { name, bsuids: new Map() }]))
  const rows = await sql.all<{ contactId: string; scope: string; value: string }>(
    `SELECT "contactId", "scope", "value" FROM "Identifier"
     WHERE "contactId" IN ${inList(sql)} AND "workspaceId" = ? AND "kind" = 'bsuid' AND "active" = ?`,
    [ids, workspaceId, true],
  )
  for (const { contactId, scope, value } of rows) {
    const bsuids = facts.get(contactId)?.bsuids
    bsuids?.set(scope, [...(bsuids.get(scope) ?? []), value])
  }
  return facts
}

export type StoredPair = {
  id: string
  lowId: string
  highId: string
  state: string
  score: number
  reasons: Reason[]
  vetoes: Veto[]
}

function toPair(row: SqlRow): StoredPair {
  const { id, lowId, highId, state, score } = row as unknown as StoredPair
  const [reasons, vetoes] = [asJson<Reason[]>(row.reasons), asJson<Veto[]>(row.vetoes)]
  return { id, lowId, highId, state, score: Number(score), reasons, vetoes }
}

const COLUMNS = '"id","lowId","highId","state","score","reasons","vetoes"'

/** Every pair of the workspace that a scan may change, part by part. */
export async function* allPairs(sql: Sql, workspaceId: string, take: number): AsyncGenerator<StoredPair[]> {
  for (let after = ''; ; ) {
    const rows = await sql.all(
      `SELECT ${COLUMNS} FROM "DuplicatePair" WHERE "workspaceId" = ? AND "id" > ? ORDER BY "id" LIMIT ${Math.trunc(take)}`,
      [workspaceId, after],
    )
    if (rows.length === 0) return
    yield rows.map(toPair)
    after = String(rows.at(-1)?.id)
  }
}

/** The pairs that one of these contacts is in. */
export async function pairsOfContacts(
  sql: Sql,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<StoredPair[]> {
  const ids = JSON.stringify(contactIds)
  const rows = await sql.all(
    `SELECT ${COLUMNS} FROM "DuplicatePair" WHERE "workspaceId" = ? AND "lowId" IN ${inList(sql)}
     UNION SELECT ${COLUMNS} FROM "DuplicatePair" WHERE "workspaceId" = ? AND "highId" IN ${inList(sql)}`,
    [workspaceId, ids, workspaceId, ids],
  )
  return rows.map(toPair)
}

export type PairWrite = Omit<StoredPair, 'id'> & { id: string | null }

const hashOf = ({ reasons, vetoes }: Pick<PairWrite, 'reasons' | 'vetoes'>): string =>
  createHash('sha256').update(evidenceText({ reasons, vetoes })).digest('hex')

/** Columns of an insert. */
const WIDTH = 12
const ROWS = 60

/** Writes pairs of one part: new ones set-wise, changed ones one by one. */
export async function writePairs(
  sql: Sql,
  workspaceId: string,
  { pairs, now }: { pairs: readonly PairWrite[]; now: Date },
): Promise<void> {
  const fresh = pairs.filter(({ id }) => id === null)
  for (let i = 0; i < fresh.length; i += ROWS) {
    const part = fresh.slice(i, i + ROWS)
    const params = part.flatMap((pair): SqlValue[] => [
      ...[newId('dup'), workspaceId, pair.lowId, pair.highId, pair.score],
      ...[JSON.stringify(pair.reasons), JSON.stringify(pair.vetoes), pair.state, hashOf(pair), 1, now, now],
    ])
    await sql.run(
      `INSERT INTO "DuplicatePair" ("id","workspaceId","lowId","highId","score","reasons","vetoes","state","evidenceHash","version","createdAt","updatedAt")
       VALUES ${tuples(part.length, WIDTH)} ON CONFLICT ("workspaceId","lowId","highId") DO NOTHING`,
      params,
    )
  }
  for (const pair of pairs) {
    if (pair.id === null) continue
    await sql.run(
      `UPDATE "DuplicatePair" SET "score" = ?, "reasons" = ?, "vetoes" = ?, "state" = ?, "evidenceHash" = ?,
        "version" = "version" + 1, "updatedAt" = ? WHERE "id" = ? AND "workspaceId" = ? AND "state" <> 'merged'`,
      [
        ...[pair.score, JSON.stringify(pair.reasons), JSON.stringify(pair.vetoes), pair.state, hashOf(pair)],
        ...[now, pair.id, workspaceId],
      ],
    )
  }
}

/** Contacts that got an identifier after the last one that was looked at, by workspace, and how far this looked. */
export async function newHolders(
  sql: Sql,
  { after, before, take }: { after: string; before: string; take: number },
): Promise<{ byWorkspace: Map<string, Set<string>>; last: string }> {
  const rows = await sql.all<{ id: string; workspaceId: string; contactId: string }>(
    `SELECT "id","workspaceId","contactId" FROM "Identifier" WHERE "id" > ? AND "id" < ? ORDER BY "id" LIMIT ${Math.trunc(take)}`,
    [after, before],
  )
  const byWorkspace = new Map<string, Set<string>>()
  for (const { workspaceId, contactId } of rows) {
    const ids = byWorkspace.get(workspaceId)
    if (ids) ids.add(contactId)
    else byWorkspace.set(workspaceId, new Set([contactId]))
  }
  return { byWorkspace, last: rows.at(-1)?.id ?? after }
}

export async function countTraits(sql: Sql, workspaceId: string, kind: Trait): Promise<number> {
  const [row] = await sql.all<{ n: number }>(
    'SELECT COUNT(*) AS "n" FROM "Identifier" WHERE "workspaceId" = ? AND "kind" = ?',
    [workspaceId, kind],
  )
  return Number(row?.n ?? 0)
}
