import type { CountryCode } from 'libphonenumber-js'
import { openConflictCounts } from '@/lib/duplicates/queries'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { countedLately } from '@/lib/server/counted-lately'
import { db, type Prisma } from '@/lib/server/db'
import { digitsOf, parsePhone, phoneMatchKey } from '@/lib/shared/phone'
import { fail, ok, type Result } from '@/lib/shared/result'
import { maskValue } from '@/lib/shared/text'
import { usernameKey } from '@/lib/whatsapp/username'
import {
  allOf,
  type Condition,
  type ContactCounts,
  conditionOf,
  countAll,
  countWhere,
  idsAfter,
  pageOfIds,
  type Slice,
} from './list-store'
import type { IdentifierKind } from './model'
import type { ApiContact, FindContacts } from './schema'
import { readSearch } from './search-rules'
import { asKind, maskedText } from './shown'
import type { ContactFilters } from './vocabulary'

/** One row of the list; every identifier is masked. */
export type ContactRow = {
  id: string
  name: string | null
  crmContactId: string | null
  provisional: boolean
  /** The newest active one of each kind. */
  phone: string | null
  bsuid: string | null
  username: string | null
  email: string | null
  /** Active identifiers beyond those four. */
  more: number
  labels: string[]
  conflicts: number
  lastContactAt: Date | null
}

const ACTIVE_FIRST = [{ lastSeenAt: 'desc' }, { id: 'desc' }] as const

async function defaultCountry(workspaceId: string): Promise<CountryCode> {
  const workspace = await db.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { defaultCountry: true },
  })
  return workspace.defaultCountry as CountryCode
}

/** The filters of a list as a condition; shared with the export. */
export async function contactCondition(actor: Actor, filters: ContactFilters): Promise<Condition> {
  const { q, ...rest } = filters
  const search = q ? readSearch(q, await defaultCountry(actor.workspaceId)) : undefined
  return conditionOf({ ...rest, workspaceId: actor.workspaceId, search })
}

const rowInclude = {
  identifiers: { where: { active: true }, orderBy: [...ACTIVE_FIRST] },
  labels: { orderBy: { label: 'asc' } },
} as const satisfies Prisma.ContactInclude

type StoredRow = Prisma.ContactGetPayload<{ include: typeof rowInclude }>

function toRow(contact: StoredRow, conflicts: number): ContactRow {
  const first = (kind: IdentifierKind) => {
    const row = contact.identifiers.find((candidate) => candidate.kind === kind)
    return row ? maskedText({ kind, value: row.value }) : null
  }
  const { id, name, crmContactId, provisional, lastContactAt } = contact
  const shown = { phone: first('phone'), bsuid: first('bsuid'), username: first('username'), email: first('email') }
  const more = contact.identifiers.length - Object.values(shown).filter((value) => value !== null).length
  const labels = contact.labels.map((row) => row.label)
  return { id, name, crmContactId, provisional, ...shown, more, labels, conflicts, lastContactAt }
}

/** How long a list is: the pages themselves are always read as they are now. */
function totalOf(workspaceId: string, condition: Condition): Promise<number> {
  const what = `contacts ${condition.text} ${JSON.stringify(condition.params)}`
  return countedLately().count(workspaceId, what, { count: () => countWhere(condition) })
}

/** One page of the list, sorted and filtered in SQL. */
export async function listContacts(
  actor: Actor,
  asked: Slice & { filters: ContactFilters },
): Promise<Result<{ rows: ContactRow[]; total: number }, 'not-allowed'>> {
  if (!can(actor, 'contacts:read')) return fail('not-allowed')
  const { workspaceId } = actor
  const condition = await contactCondition(actor, asked.filters)
  const [ids, total] = await Promise.all([pageOfIds(condition, asked), totalOf(workspaceId, condition)])
  const [contacts, conflicts] = await Promise.all([
    db.contact.findMany({ where: { workspaceId, id: { in: ids } }, include: rowInclude }),
    openConflictCounts(actor, ids),
  ])
  const byId = new Map(contacts.map((contact) => [contact.id, contact]))
  const rows = ids.flatMap((id) => {
    const contact = byId.get(id)
    return contact ? [toRow(contact, conflicts.get(id) ?? 0)] : []
  })
  return ok({ rows, total })
}

export async function contactCounts(actor: Actor): Promise<Result<ContactCounts, 'not-allowed'>> {
  if (!can(actor, 'contacts:read')) return fail('not-allowed')
  const { workspaceId } = actor
  const count = () => countAll(workspaceId)
  return ok(await countedLately().count(workspaceId, 'tabs of contacts', { count, sizeOf: ({ all }) => all }))
}

export type FilterChoices = {
  labels: string[]
  numbers: { id: string; label: string }[]
  portfolios: { id: string; name: string }[]
}

const MOST_LABELS = 100

/** What the filters of the list can be set to. */
export async function filterChoices(actor: Actor): Promise<FilterChoices> {
  const { workspaceId } = actor
  const [labels, numbers, portfolios] = await Promise.all([
    db.contactLabel.groupBy({ by: ['label'], where: { workspaceId }, orderBy: { label: 'asc' }, take: MOST_LABELS }),
    db.businessNumber.findMany({
      where: { workspaceId },
      select: { id: true, label: true },
      orderBy: [{ label: 'asc' }, { id: 'asc' }],
    }),
    db.portfolio.findMany({ where: { workspaceId }, select: { id: true, name: true }, orderBy: { name: 'asc' } }),
  ])
  return { labels: labels.map((row) => row.label), numbers, portfolios }
}

// ───────────────────────────────── API ─────────────────────────────────

const apiInclude = {
  identifiers: { orderBy: [{ validFrom: 'asc' }, { id: 'asc' }] },
} as const satisfies Prisma.ContactInclude

type ApiStored = Prisma.ContactGetPayload<{ include: typeof apiInclude }>

function toApiContact(contact: ApiStored, plain: boolean): ApiContact {
  const { id, crmContactId, name, provisional } = contact
  const identifiers = contact.identifiers.map((row) => {
    const kind = asKind(row.kind)
    return {
      kind,
      value: plain ? row.value : maskValue(kind, row.value),
      scope: row.scope,
      active: row.active,
      validFrom: row.validFrom.toISOString(),
      validTo: row.validTo?.toISOString() ?? null,
    }
  })
  return { id, crmContactId, name, provisional, identifiers }
}

/** Prisma takes fewer than 1,000 parameters in a statement on SQLite, and an include asks with all ids at once. */
const IDS_PER_QUESTION = 500

function partsOf(ids: string[]): string[][] {
  const count = Math.ceil(ids.length / IDS_PER_QUESTION)
  return Array.from({ length: count }, (_, i) => ids.slice(i * IDS_PER_QUESTION, (i + 1) * IDS_PER_QUESTION))
}

/** The contacts with these ids in their order. Plain values only with `identity:reveal`, and then it is recorded. */
async function readForApi(actor: Actor, ids: string[]): Promise<ApiContact[]> {
  const plain = can(actor, 'identity:reveal')
  const contacts = await Promise.all(
    partsOf(ids).map((part) =>
      db.contact.findMany({ where: { workspaceId: actor.workspaceId, id: { in: part } }, include: apiInclude }),
    ),
  )
  const byId = new Map(contacts.flat().map((contact) => [contact.id, toApiContact(contact, plain)]))
  if (plain && byId.size > 0) {
    await transact(actor, async (_tx, record) => {
      const more = { contactIds: [...byId.keys()], count: byId.size }
      record({ action: 'identity.revealed', subject: { kind: 'contact', id: null }, more })
      return ok(undefined)
    })
  }
  return ids.flatMap((id) => byId.get(id) ?? [])
}

function heldBy(workspaceId: string, kinds: string[], matchKey: string): Condition {
  const list = kinds.map(() => '?').join(',')
  return {
    text: `c."id" IN (SELECT i."contactId" FROM "Identifier" i
      WHERE i."workspaceId" = ? AND i."kind" IN (${list}) AND i."matchKey" = ?)`,
    params: [workspaceId, ...kinds, matchKey],
  }
}

const NOBODY: Condition = { text: '1 = 0', params: [] }

function stateFilters(state: FindContacts['state']): ContactFilters {
  if (state === undefined) return {}
  if (state === 'known' || state === 'provisional') return { origin: state === 'known' ? 'crm' : 'provisional' }
  return state === 'conflict' ? { conflict: true } : { coverage: state }
}

async function findCondition(actor: Actor, asked: FindContacts): Promise<Condition> {
  const { workspaceId } = actor
  const parts = [await contactCondition(actor, { q: asked.q ?? null, ...stateFilters(asked.state) })]
  if (asked.crmContactId !== undefined) parts.push({ text: 'c."crmContactId" = ?', params: [asked.crmContactId] })
  if (asked.phone !== undefined) {
    const phone = parsePhone(asked.phone, await defaultCountry(workspaceId))
    parts.push(phone ? heldBy(workspaceId, ['phone'], phoneMatchKey(digitsOf(phone))) : NOBODY)
  }
  if (asked.bsuid !== undefined) parts.push(heldBy(workspaceId, ['bsuid', 'parent_bsuid'], asked.bsuid))
  if (asked.username !== undefined) parts.push(heldBy(workspaceId, ['username'], usernameKey(asked.username)))
  return allOf(parts)
}

/**
 * `GET /api/v1/contacts`: contacts that fit every value given, by id. A phone is found in any spelling of its line;
 * identifiers that ended count, and say so with `active: false`. Pages by cursor: `nextCursor` is null at the end.
 */
export async function findContacts(
  actor: Actor,
  asked: FindContacts,
): Promise<Result<{ items: ApiContact[]; nextCursor: string | null }, 'not-allowed'>> {
  if (!can(actor, 'contacts:read')) return fail('not-allowed')
  const condition = await findCondition(actor, asked)
  const ids = await idsAfter(condition, asked.cursor ?? '', asked.limit + 1)
  const page = ids.slice(0, asked.limit)
  const nextCursor = ids.length > asked.limit ? (page.at(-1) ?? null) : null
  return ok({ items: await readForApi(actor, page), nextCursor })
}

/** One contact in the shape of the API. A merged or erased one does not exist there any more. */
export async function getContact(actor: Actor, id: string): Promise<Result<ApiContact, 'not-allowed' | 'not-found'>> {
  if (!can(actor, 'contacts:read')) return fail('not-allowed')
  const found = await db.contact.findFirst({
    where: { id, workspaceId: actor.workspaceId, state: 'active' },
    select: { id: true },
  })
  const [contact] = found ? await readForApi(actor, [found.id]) : []
  return contact ? ok(contact) : fail('not-found')
}
