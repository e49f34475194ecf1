import { type Actor, can } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import {
  asOneOf,
  CONFLICT_STATES,
  type ConflictState,
  contactsInOrder,
  type Evidence,
  readEvidence,
  type ShownKind,
} from './rules'
import type { ConflictFilter } from './schema'
import { maskedText } from './shown'
import {
  type ConflictQuery,
  type ConflictSlice,
  type Count,
  conflictIdsOfPage,
  countConflicts,
  type NamedContact,
  type Places,
  readConflicts,
  readContacts,
  readPlaces,
  type StoredConflict,
  whereConflicts,
} from './store'
import { kindWords } from './words'

/** A contact in a cell; a CRM id is what a machine reads, a name is not. */
export type ContactLabel = { id: string; text: string; isCrmId: boolean }

/** One row of the list; every identifier is masked. */
export type ConflictRow = {
  id: string
  what: string
  rule: string
  state: ConflictState
  /** The contacts that could be meant, as short as a cell needs: the first two, and how many more. */
  contacts: { labels: ContactLabel[]; more: number }
  phone: string | null
  bsuid: string | null
  username: string | null
  /** The contact its events are with; null while they wait in identity review. */
  placedWith: string | null
  events: number
  number: string | null
  portfolio: string | null
  openedAt: Date
  firstSeenAt: Date
  lastSeenAt: Date
}

export type ConflictList = {
  rows: ConflictRow[]
  total: number
  /** More match than are counted, or than a search lists. */
  more: boolean
  /** Words inside names were looked for among the newest conflicts alone. */
  lookedThrough: boolean
}

/** What the rows of a page or of an export are read with. */
export type Book = { contacts: ReadonlyMap<string, NamedContact>; places: Places }

/** The ground every question about conflicts stands on. */
export async function conflictQuery(actor: Actor, filter: ConflictFilter): Promise<ConflictQuery> {
  const { workspaceId } = actor
  const { zone, defaultCountry: country } = await db.workspace.findUniqueOrThrow({ where: { id: workspaceId } })
  return { workspaceId, filter, zone, country }
}

export async function bookOf(workspaceId: string, conflicts: readonly StoredConflict[]): Promise<Book> {
  const ids = conflicts.flatMap(({ contactId, candidates }) => contactsInOrder(contactId, candidates))
  const [contacts, places] = await Promise.all([readContacts(workspaceId, ids), readPlaces(workspaceId)])
  return { contacts, places }
}

/** A contact where there is room for one word: the CRM id, since that is the name other systems know. */
export function contactLabel(contact: NamedContact | undefined): string {
  if (!contact) return 'a contact that is gone'
  return contact.crmContactId ?? contact.name ?? 'provisional'
}

/** Everything of a row that is read from the evidence. */
export function factsOf(conflict: StoredConflict) {
  const evidence = readEvidence(conflict.identifiers)
  const contactIds = contactsInOrder(conflict.contactId, conflict.candidates)
  const told = { kind: evidence.kind, about: evidence.about, contacts: contactIds.length }
  return { evidence, contactIds, told, state: asOneOf(CONFLICT_STATES, conflict.state) ?? 'open' }
}

export function shownValue({ shown }: Evidence, kind: ShownKind): string | undefined {
  return shown.find((one) => one.kind === kind)?.value
}

const LABELS_SHOWN = 2

function rowOf(conflict: StoredConflict, { contacts, places }: Book): ConflictRow {
  const { evidence, contactIds, told, state } = factsOf(conflict)
  const masked = (kind: ShownKind) => {
    const value = shownValue(evidence, kind)
    return value === undefined ? null : maskedText({ kind, value })
  }
  const { id, rule, contactId, events, numberId, portfolioId, createdAt, firstSeenAt, lastSeenAt } = conflict
  return {
    ...{ id, rule, state, events, firstSeenAt, lastSeenAt, openedAt: createdAt },
    what: kindWords(told),
    contacts: {
      labels: contactIds.slice(0, LABELS_SHOWN).map((one) => {
        const contact = contacts.get(one)
        return { id: one, text: contactLabel(contact), isCrmId: Boolean(contact?.crmContactId) }
      }),
      more: Math.max(contactIds.length - LABELS_SHOWN, 0),
    },
    phone: masked('phone'),
    bsuid: masked('bsuid') ?? masked('parent_bsuid'),
    username: masked('username'),
    placedWith: contactId ? contactLabel(contacts.get(contactId)) : null,
    number: numberId ? (places.numbers.get(numberId) ?? 'a number that was removed') : null,
    portfolio: portfolioId ? (places.portfolios.get(portfolioId) ?? null) : null,
  }
}

/** One page of conflicts, filtered, searched and ordered in SQL. */
export async function listConflicts(
  actor: Actor,
  asked: ConflictSlice & { filter: ConflictFilter },
): Promise<Result<ConflictList, 'not-allowed'>> {
  if (!can(actor, 'duplicates:read')) return fail('not-allowed')
  const where = await whereConflicts(await conflictQuery(actor, asked.filter))
  const [ids, { count, more }] = await Promise.all([conflictIdsOfPage(where, asked), countConflicts(where)])
  const conflicts = await readConflicts(actor.workspaceId, ids)
  const book = await bookOf(actor.workspaceId, conflicts)
  const rows = conflicts.map((conflict) => rowOf(conflict, book))
  return ok({ rows, total: count, more: more || where.more, lookedThrough: where.lookedThrough })
}

export type ConflictCounts = { open: Count; inReview: Count; all: Count }

/** The numbers beside the tabs. */
export async function conflictCounts(actor: Actor): Promise<Result<ConflictCounts, 'not-allowed'>> {
  if (!can(actor, 'duplicates:read')) return fail('not-allowed')
  const count = async (filter: ConflictFilter) =>
    countConflicts(await whereConflicts(await conflictQuery(actor, filter)))
  const [open, inReview, all] = await Promise.all([count({}), count({ placed: 'in-review' }), count({ state: 'all' })])
  return ok({ open, inReview, all })
}
