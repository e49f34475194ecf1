import { asBool, inList, type Sql } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { nameKey } from '@/lib/shared/name-key'
import { type Columns, inWorkspace, quotedNames, rowsParameter, selectRows } from './json-rows'
import type { ContactState, HeldIdentifier, IdentifierKind } from './model'
import { ChangedMeanwhile } from './retry'
import type { Lookup } from './roster'

/** Set-wise reads and writes of an import or a sync: a handful of statements for hundreds of rows. */

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
const WITHOUT_CRM_ID = `COALESCE(c."crmContactId", '') = '' AND c."importId" IS NOT NULL AND NOT c."provisional"
  AND c."state" = 'active'`

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
    `SELECT ${CONTACT} FROM "Contact" c WHERE c."id" IN ${inList(sql)} AND ${inWorkspace(sql, 'c."workspaceId"')}`,
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
     FROM "Identifier" WHERE "contactId" IN ${list} AND ${inWorkspace(sql)}`,
    [ids, workspaceId],
  )
  for (const row of identifiers) byId.get(row.contactId)?.identifiers.push(toHeld(row))
  const labels = await sql.all<{ contactId: string; label: string }>(
    `SELECT "contactId","label" FROM "ContactLabel" WHERE "contactId" IN ${list} AND ${inWorkspace(sql)}`,
    [ids, workspaceId],
  )
  for (const row of labels) byId.get(row.contactId)?.labels.push(row.label)
  return [...byId.values()]
}

export type WriteGround = { workspaceId: string; batchId: string; evidenceKind: string; now: Date }

const CONTACT_COLUMNS = {
  id: 'text',
  workspaceId: 'text',
  crmContactId: 'text',
  name: 'text',
  nameKey: 'text',
  language: 'text',
  importId: 'text',
  version: 'integer',
  provisional: 'boolean',
  state: 'text',
  createdAt: 'moment',
  updatedAt: 'moment',
} as const satisfies Columns

export async function insertContacts(sql: Sql, ground: WriteGround, states: readonly ContactState[]): Promise<void> {
  if (states.length === 0) return
  const { workspaceId, batchId, now } = ground
  const rows = states.map(({ id, crmContactId, name, language, version }) => {
    const texts = [id, workspaceId, crmContactId, name, nameKey(name), language, batchId]
    return [...texts, version, false, 'active', now, now]
  })
  await sql.run(`INSERT INTO "Contact" (${quotedNames(CONTACT_COLUMNS)}) ${selectRows(sql, CONTACT_COLUMNS)}`, [
    rowsParameter(sql, rows),
  ])
}

const CHANGED_COLUMNS = {
  id: 'text',
  name: 'text',
  nameKey: 'text',
  language: 'text',
  version: 'integer',
  stored: 'integer',
  now: 'moment',
} as const satisfies Columns

/** Throws `ChangedMeanwhile` when somebody wrote one of them since it was read; the caller's transaction then starts anew. */
export async function updateContacts(sql: Sql, ground: WriteGround, states: readonly ContactState[]): Promise<void> {
  if (states.length === 0) return
  const rows = states.map(({ id, name, language, version, storedVersion }) => {
    return [id, name, nameKey(name), language, version, storedVersion, ground.now]
  })
  const written = await sql.run(
    `WITH v(${quotedNames(CHANGED_COLUMNS)}) AS (${selectRows(sql, CHANGED_COLUMNS)})
     UPDATE "Contact" SET "name" = v."name", "nameKey" = v."nameKey", "language" = v."language",
       "version" = v."version", "updatedAt" = v."now"
     FROM v WHERE "Contact"."id" = v."id" AND "Contact"."version" = v."stored"
       AND ${inWorkspace(sql, '"Contact"."workspaceId"')}`,
    [rowsParameter(sql, rows), ground.workspaceId],
  )
  if (written !== states.length) throw new ChangedMeanwhile()
}

const IDENTIFIER_COLUMNS = {
  id: 'text',
  workspaceId: 'text',
  contactId: 'text',
  kind: 'text',
  scope: 'text',
  value: 'text',
  matchKey: 'text',
  evidenceKind: 'text',
  importId: 'text',
  standing: 'text',
  active: 'boolean',
  validTo: 'moment',
  endedReason: 'text',
  firstSeenAt: 'moment',
  lastSeenAt: 'moment',
  validFrom: 'moment',
} as const satisfies Columns

export async function insertIdentifiers(
  sql: Sql,
  ground: WriteGround,
  rows: readonly { contactId: string; identifier: HeldIdentifier }[],
): Promise<void> {
  if (rows.length === 0) return
  const { workspaceId, evidenceKind, batchId, now } = ground
  const values = rows.map(({ contactId, identifier }) => {
    const { id, kind, scope, value, matchKey, active } = identifier
    // A claim that a later row of the same part took back is kept as ended.
    const end = active ? [null, null] : [now, 'crm-removed']
    const claim = [kind, scope, value, matchKey, evidenceKind, batchId, 'claimed', active]
    return [id, workspaceId, contactId, ...claim, ...end, now, now, now]
  })
  await sql.run(
    `INSERT INTO "Identifier" (${quotedNames(IDENTIFIER_COLUMNS)}) ${selectRows(sql, IDENTIFIER_COLUMNS)}`,
    [rowsParameter(sql, values)],
  )
}

/** Ends claims the CRM does not make any more. The `standing` in the where keeps out one that was verified meanwhile. */
export async function endClaims(sql: Sql, ground: WriteGround, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const at = sql.dialect === 'sqlite' ? '?' : '?::timestamp'
  await sql.run(
    `UPDATE "Identifier" SET "active" = FALSE, "validTo" = ${at}, "endedReason" = 'crm-removed'
     WHERE "id" IN ${inList(sql)} AND ${inWorkspace(sql)} AND "standing" = 'claimed' AND "active"`,
    [ground.now, JSON.stringify(ids), ground.workspaceId],
  )
}

const LABEL_COLUMNS = { contactId: 'text', workspaceId: 'text', label: 'text' } as const satisfies Columns

export async function insertLabels(
  sql: Sql,
  ground: Pick<WriteGround, 'workspaceId'>,
  rows: readonly { contactId: string; label: string }[],
): Promise<void> {
  if (rows.length === 0) return
  const values = rows.map(({ contactId, label }) => [contactId, ground.workspaceId, label])
  await sql.run(
    `INSERT INTO "ContactLabel" (${quotedNames(LABEL_COLUMNS)}) ${selectRows(sql, LABEL_COLUMNS)} ON CONFLICT DO NOTHING`,
    [rowsParameter(sql, values)],
  )
}

/** One row of a batch: what failed, or what can be undone. */
export type StoredRow = {
  row: number
  result: 'created' | 'updated' | 'failed'
  subjectId: string | null
  column: string | null
  code: string | null
  message: string | null
  source: object | null
  before: object | null
  after: object | null
}

const BATCH_ROW_COLUMNS = {
  id: 'text',
  workspaceId: 'text',
  batchId: 'text',
  row: 'integer',
  result: 'text',
  subjectId: 'text',
  column: 'text',
  code: 'text',
  message: 'text',
  source: 'json',
  before: 'json',
  after: 'json',
} as const satisfies Columns

export async function insertBatchRows(
  sql: Sql,
  ground: Pick<WriteGround, 'workspaceId' | 'batchId'>,
  rows: readonly StoredRow[],
): Promise<void> {
  if (rows.length === 0) return
  const values = rows.map(({ row, result, subjectId, column, code, message, source, before, after }) => {
    return [
      newId('row'),
      ground.workspaceId,
      ground.batchId,
      row,
      result,
      subjectId,
      column,
      code,
      message,
      source,
      before,
      after,
    ]
  })
  await sql.run(`INSERT INTO "BatchRow" (${quotedNames(BATCH_ROW_COLUMNS)}) ${selectRows(sql, BATCH_ROW_COLUMNS)}`, [
    rowsParameter(sql, values),
  ])
}

/**
 * Postgres only: one import or sync at a time in a workspace, so that two of them cannot make the same contact twice.
 * SQLite has one writer anyway.
 */
export async function takeTurn(sql: Sql, workspaceId: string): Promise<void> {
  if (sql.dialect === 'sqlite') return
  await sql.all(`SELECT pg_advisory_xact_lock(hashtextextended(?, 7))::text AS "turn"`, [`contacts:${workspaceId}`])
}
