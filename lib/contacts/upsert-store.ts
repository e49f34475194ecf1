import { storableJson } from '@/lib/audit/chain'
import { asBool, inList, type Sql, type SqlValue } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { nameKey } from '@/lib/shared/name-key'
import type { ContactState, HeldIdentifier, IdentifierKind } from './model'
import { ChangedMeanwhile } from './retry'
import type { Lookup } from './roster'

/** Set-wise reads and writes of an import or a sync: a handful of statements for hundreds of rows. */

/** SQLite takes 32,766 values in one statement, Postgres 65,535; this leaves room for the widest row here. */
const ROWS_PER_STATEMENT = 400

function* parts<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let i = 0; i < rows.length; i += ROWS_PER_STATEMENT) yield rows.slice(i, i + ROWS_PER_STATEMENT)
}

/** A moment as a literal of the dialect; made from a Date here, never from input. */
function moment(sql: Pick<Sql, 'dialect'>, at: Date): string {
  return sql.dialect === 'sqlite' ? String(at.getTime()) : `'${at.toISOString()}'::timestamp`
}

function json(sql: Pick<Sql, 'dialect'>): string {
  return sql.dialect === 'sqlite' ? '?' : '?::jsonb'
}

type ContactRow = Omit<ContactState, 'identifiers' | 'labels' | 'storedVersion'>
type IdentifierRow = {
  id: string
  contactId: string
  kind: IdentifierKind
  scope: string
  value: string
  matchKey: string
  standing: string
  active: unknown
  evidenceKind: string
}

const CONTACT = 'c."id", c."crmContactId", c."name", c."language", c."state", c."version"'
/** Contacts an import made for people the CRM has no id for: the only ones a row without an id may be about. */
const WITHOUT_CRM_ID = `c."crmContactId" IS NULL AND c."importId" IS NOT NULL AND NOT c."provisional" AND c."state" = 'active'`

async function contactsFor(sql: Sql, workspaceId: string, wanted: Lookup): Promise<ContactRow[]> {
  const rows: ContactRow[] = []
  const list = inList(sql)
  if (wanted.crmIds.length > 0) {
    const text = `SELECT ${CONTACT} FROM "Contact" c WHERE c."workspaceId" = ? AND c."crmContactId" IN ${list}`
    rows.push(...(await sql.all<ContactRow>(text, [workspaceId, JSON.stringify(wanted.crmIds)])))
  }
  for (const kind of ['phone', 'bsuid', 'email']) {
    const keys = wanted.claims.filter((claim) => claim.kind === kind).map((claim) => claim.matchKey)
    if (keys.length === 0) continue
    const text = `SELECT DISTINCT ${CONTACT} FROM "Identifier" i JOIN "Contact" c ON c."id" = i."contactId"
      WHERE i."workspaceId" = ? AND i."kind" = ? AND i."matchKey" IN ${list} AND i."active" AND ${WITHOUT_CRM_ID}`
    rows.push(...(await sql.all<ContactRow>(text, [workspaceId, kind, JSON.stringify(keys)])))
  }
  if (wanted.nameKeys.length > 0) {
    const text = `SELECT ${CONTACT} FROM "Contact" c
      WHERE c."workspaceId" = ? AND c."nameKey" IN ${list} AND ${WITHOUT_CRM_ID}`
    rows.push(...(await sql.all<ContactRow>(text, [workspaceId, JSON.stringify(wanted.nameKeys)])))
  }
  return rows
}

function toHeld(row: IdentifierRow): HeldIdentifier {
  const { id, kind, scope, value, matchKey, evidenceKind } = row
  return {
    id,
    kind,
    scope,
    value,
    matchKey,
    evidenceKind,
    verified: row.standing === 'verified',
    active: asBool(row.active),
  }
}

/** The stored contacts that rows may be about, with their identifiers and labels. */
export async function loadStates(sql: Sql, workspaceId: string, wanted: Lookup): Promise<ContactState[]> {
  return withDetails(sql, workspaceId, await contactsFor(sql, workspaceId, wanted))
}

export async function loadStatesById(sql: Sql, workspaceId: string, ids: readonly string[]): Promise<ContactState[]> {
  const rows = await sql.all<ContactRow>(
    `SELECT ${CONTACT} FROM "Contact" c WHERE c."id" IN ${inList(sql)} AND c."workspaceId" = ?`,
    [JSON.stringify(ids), workspaceId],
  )
  return withDetails(sql, workspaceId, rows)
}

async function withDetails(sql: Sql, workspaceId: string, rows: readonly ContactRow[]): Promise<ContactState[]> {
  const byId = new Map<string, ContactState>()
  for (const row of rows) {
    const version = Number(row.version)
    byId.set(row.id, { ...row, version, storedVersion: version, identifiers: [], labels: [] })
  }
  if (byId.size === 0) return []
  const ids = JSON.stringify([...byId.keys()])
  const list = inList(sql)
  const identifiers = await sql.all<IdentifierRow>(
    `SELECT "id","contactId","kind","scope","value","matchKey","standing","active","evidenceKind"
     FROM "Identifier" WHERE "contactId" IN ${list} AND "workspaceId" = ?`,
    [ids, workspaceId],
  )
  for (const row of identifiers) byId.get(row.contactId)?.identifiers.push(toHeld(row))
  const labels = await sql.all<{ contactId: string; label: string }>(
    `SELECT "contactId","label" FROM "ContactLabel" WHERE "contactId" IN ${list} AND "workspaceId" = ?`,
    [ids, workspaceId],
  )
  for (const row of labels) byId.get(row.contactId)?.labels.push(row.label)
  return [...byId.values()]
}

export type WriteGround = { workspaceId: string; batchId: string; evidenceKind: string; now: Date }

export async function insertContacts(sql: Sql, ground: WriteGround, states: readonly ContactState[]): Promise<void> {
  const now = moment(sql, ground.now)
  for (const part of parts(states)) {
    const values = part.map(() => `(?,?,?,?,?,?,?,?,FALSE,'active',${now},${now})`).join(',')
    const params = part.flatMap((state): SqlValue[] => [
      state.id,
      ground.workspaceId,
      state.crmContactId,
      state.name,
      nameKey(state.name),
      state.language,
      ground.batchId,
      state.version,
    ])
    await sql.run(
      `INSERT INTO "Contact" ("id","workspaceId","crmContactId","name","nameKey","language","importId","version",
        "provisional","state","createdAt","updatedAt") VALUES ${values}`,
      params,
    )
  }
}

export async function updateContacts(sql: Sql, ground: WriteGround, states: readonly ContactState[]): Promise<void> {
  const cast = sql.dialect === 'sqlite' ? '' : '::integer'
  for (const part of parts(states)) {
    const values = part.map(() => `(?,?,?,?,?${cast},?${cast})`).join(',')
    const params = part.flatMap((state): SqlValue[] => [
      state.id,
      state.name,
      nameKey(state.name),
      state.language,
      state.version,
      state.storedVersion,
    ])
    const written = await sql.run(
      `WITH v("id","name","nameKey","language","version","stored") AS (VALUES ${values})
       UPDATE "Contact" SET "name" = v."name", "nameKey" = v."nameKey", "language" = v."language",
         "version" = v."version", "updatedAt" = ${moment(sql, ground.now)}
       FROM v WHERE "Contact"."id" = v."id" AND "Contact"."version" = v."stored" AND "Contact"."workspaceId" = ?`,
      [...params, ground.workspaceId],
    )
    if (written !== part.length) throw new ChangedMeanwhile()
  }
}

export async function insertIdentifiers(
  sql: Sql,
  ground: WriteGround,
  rows: readonly { contactId: string; identifier: HeldIdentifier }[],
): Promise<void> {
  const now = moment(sql, ground.now)
  for (const part of parts(rows)) {
    // A claim that a later row of the same part took back is kept as ended.
    const values = part.map(({ identifier }) =>
      identifier.active
        ? `(?,?,?,?,?,?,?,?,?,'claimed',TRUE,NULL,NULL,${now},${now},${now})`
        : `(?,?,?,?,?,?,?,?,?,'claimed',FALSE,${now},'crm-removed',${now},${now},${now})`,
    )
    const params = part.flatMap(({ contactId, identifier }): SqlValue[] => [
      identifier.id,
      ground.workspaceId,
      contactId,
      identifier.kind,
      identifier.scope,
      identifier.value,
      identifier.matchKey,
      ground.evidenceKind,
      ground.batchId,
    ])
    await sql.run(
      `INSERT INTO "Identifier" ("id","workspaceId","contactId","kind","scope","value","matchKey","evidenceKind",
        "importId","standing","active","validTo","endedReason","firstSeenAt","lastSeenAt","validFrom")
       VALUES ${values.join(',')}`,
      params,
    )
  }
}

/** Ends claims the CRM does not make any more. The `standing` in the where keeps out one that was verified meanwhile. */
export async function endClaims(sql: Sql, ground: WriteGround, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql.run(
    `UPDATE "Identifier" SET "active" = FALSE, "validTo" = ${moment(sql, ground.now)}, "endedReason" = 'crm-removed'
     WHERE "id" IN ${inList(sql)} AND "workspaceId" = ? AND "standing" = 'claimed' AND "active"`,
    [JSON.stringify(ids), ground.workspaceId],
  )
}

export async function insertLabels(
  sql: Sql,
  ground: Pick<WriteGround, 'workspaceId'>,
  rows: readonly { contactId: string; label: string }[],
): Promise<void> {
  for (const part of parts(rows)) {
    const values = part.map(() => '(?,?,?)').join(',')
    const params = part.flatMap((row): SqlValue[] => [row.contactId, ground.workspaceId, row.label])
    await sql.run(
      `INSERT INTO "ContactLabel" ("contactId","workspaceId","label") VALUES ${values} ON CONFLICT DO NOTHING`,
      params,
    )
  }
}

/** One row of a batch: what failed, or what can be undone. */
export type StoredRow = {
  row: number
  result: 'created' | 'updated' | 'failed'
  subjectId: string | null
  column: string | null
  code: string | null
  message: string | null
  source: unknown
  before: unknown
  after: unknown
}

function jsonText(value: unknown): string | null {
  // A cell of a file may hold what Postgres cannot keep in jsonb (NUL, half a surrogate pair).
  return value === null || value === undefined ? null : JSON.stringify(storableJson(value))
}

export async function insertBatchRows(
  sql: Sql,
  ground: Pick<WriteGround, 'workspaceId' | 'batchId'>,
  rows: readonly StoredRow[],
): Promise<void> {
  for (const part of parts(rows)) {
    const slot = json(sql)
    const values = part.map(() => `(?,?,?,?,?,?,?,?,?,${slot},${slot},${slot})`).join(',')
    const params = part.flatMap((row): SqlValue[] => [
      newId('row'),
      ground.workspaceId,
      ground.batchId,
      row.row,
      row.result,
      row.subjectId,
      row.column,
      row.code,
      row.message,
      jsonText(row.source),
      jsonText(row.before),
      jsonText(row.after),
    ])
    await sql.run(
      `INSERT INTO "BatchRow" ("id","workspaceId","batchId","row","result","subjectId","column","code","message",
        "source","before","after") VALUES ${values}`,
      params,
    )
  }
}

/**
 * Postgres only: one import or sync at a time in a workspace, so that two of them cannot make the same contact twice.
 * SQLite has one writer anyway.
 */
export async function takeTurn(sql: Sql, workspaceId: string): Promise<void> {
  if (sql.dialect === 'sqlite') return
  await sql.all(`SELECT pg_advisory_xact_lock(hashtextextended(?, 7))::text AS "turn"`, [`contacts:${workspaceId}`])
}
