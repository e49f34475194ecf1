import { type ConflictPointer, openConflictsOfContact } from '@/lib/duplicates/queries'
import { type MergeMoment, mergesOfContact } from '@/lib/merges/queries'
import { type Actor, can } from '@/lib/server/actor'
import { db, type Prisma } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import type { IdentifierKind } from './model'
import { asKind, maskedText } from './shown'

export type DetailIdentifier = {
  id: string
  kind: IdentifierKind
  /** Masked. */
  text: string
  /** The portfolio it is valid in; null for the whole workspace. */
  portfolio: string | null
  verified: boolean
  active: boolean
  from: Date
  to: Date | null
  lastSeenAt: Date
  endedReason: string | null
  evidence: { kind: string; eventId: string | null; importId: string | null }
}

export type DetailThread = {
  id: string
  number: string
  openedWith: string
  /** `to` a phone, `recipient` a BSUID; the text is masked. Null for a group. */
  reply: { field: 'to' | 'recipient'; text: string } | null
  workflow: string | null
  inReview: boolean
  openedAt: Date
  lastAt: Date
}

export type DetailEvent = {
  id: string
  at: Date
  kind: string
  type: string | null
  status: string | null
  outcome: string
  number: string | null
}

export type ContactDetail = {
  id: string
  name: string | null
  crmContactId: string | null
  provisional: boolean
  language: string | null
  labels: string[]
  version: number
  createdAt: Date
  firstContactAt: Date | null
  lastContactAt: Date | null
  identifiers: DetailIdentifier[]
  threads: DetailThread[]
  events: DetailEvent[]
  /** There are more events than those shown. */
  moreEvents: boolean
  /** The open ones it is in, whether as the one who wrote or as a candidate. */
  conflicts: ConflictPointer[]
  /** The merges it was part of, oldest first, with their undoing. */
  merges: MergeMoment[]
  /** The workspace's zone, for drawing time. */
  zone: string
}

const EVENTS_SHOWN = 20
const THREADS_SHOWN = 50

type StoredIdentifier = Prisma.IdentifierGetPayload<object>

function toIdentifier(row: StoredIdentifier, portfolios: ReadonlyMap<string, string>): DetailIdentifier {
  const kind = asKind(row.kind)
  const { evidenceKind, evidenceEventId: eventId, importId } = row
  return {
    id: row.id,
    kind,
    text: maskedText({ kind, value: row.value }),
    portfolio: portfolios.get(row.scope) ?? null,
    verified: row.standing === 'verified',
    active: row.active,
    from: row.validFrom,
    to: row.active ? null : (row.validTo ?? row.lastSeenAt),
    lastSeenAt: row.lastSeenAt,
    endedReason: row.endedReason,
    evidence: { kind: evidenceKind, eventId, importId },
  }
}

type StoredThread = Prisma.ThreadGetPayload<object>
type PlaceNames = { numbers: ReadonlyMap<string, string>; workflows: ReadonlyMap<string, string> }

function replyOf({ replyTo, replyRecipient }: StoredThread): DetailThread['reply'] {
  if (replyTo) return { field: 'to', text: maskedText({ kind: 'phone', value: replyTo }) }
  return replyRecipient ? { field: 'recipient', text: maskedText({ kind: 'bsuid', value: replyRecipient }) } : null
}

function toThread(row: StoredThread, names: PlaceNames): DetailThread {
  const { id, openedWith, inReview, openedAt, lastAt } = row
  const number = names.numbers.get(row.numberId) ?? 'a number that was removed'
  const workflow = row.workflowId ? (names.workflows.get(row.workflowId) ?? 'a workflow that was removed') : null
  return { id, number, openedWith, reply: replyOf(row), workflow, inReview, openedAt, lastAt }
}

async function placeNames(workspaceId: string): Promise<PlaceNames & { portfolios: Map<string, string> }> {
  const [numbers, workflows, portfolios] = await Promise.all([
    db.businessNumber.findMany({ where: { workspaceId }, select: { id: true, label: true } }),
    db.workflow.findMany({ where: { workspaceId }, select: { id: true, name: true } }),
    db.portfolio.findMany({ where: { workspaceId }, select: { id: true, name: true } }),
  ])
  return {
    numbers: new Map(numbers.map((row) => [row.id, row.label])),
    workflows: new Map(workflows.map((row) => [row.id, row.name])),
    portfolios: new Map(portfolios.map((row) => [row.id, row.name])),
  }
}

const include = {
  labels: { orderBy: { label: 'asc' } },
  identifiers: { orderBy: [{ active: 'desc' }, { validFrom: 'desc' }, { id: 'desc' }] },
  threads: { orderBy: [{ lastAt: 'desc' }, { id: 'desc' }], take: THREADS_SHOWN },
} as const satisfies Prisma.ContactInclude

/** Everything the detail of one contact shows, masked. A merged contact answers with the one it became part of. */
export async function contactDetail(
  actor: Actor,
  id: string,
): Promise<Result<ContactDetail, 'not-allowed' | 'not-found' | 'contact-merged'>> {
  if (!can(actor, 'contacts:read')) return fail('not-allowed')
  const { workspaceId } = actor
  const contact = await db.contact.findFirst({ where: { id, workspaceId }, include })
  if (!contact || contact.state === 'erased') return fail('not-found')
  if (contact.state === 'merged') return fail('contact-merged', { survivorId: contact.mergedIntoId })
  const [names, events, conflicts, merges, { zone }] = await Promise.all([
    placeNames(workspaceId),
    db.event.findMany({ where: { workspaceId, contactId: id }, orderBy: { id: 'desc' }, take: EVENTS_SHOWN + 1 }),
    openConflictsOfContact(actor, id),
    mergesOfContact(actor, id),
    db.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { zone: true } }),
  ])
  const { name, crmContactId, provisional, language, version, createdAt, firstContactAt, lastContactAt } = contact
  return ok({
    ...{ id, name, crmContactId, provisional, language, version, createdAt, firstContactAt, lastContactAt },
    labels: contact.labels.map((row) => row.label),
    identifiers: contact.identifiers.map((row) => toIdentifier(row, names.portfolios)),
    threads: contact.threads.map((row) => toThread(row, names)),
    events: events.slice(0, EVENTS_SHOWN).map(({ id: eventId, at, kind, type, status, outcome, numberId }) => ({
      ...{ id: eventId, at, kind, type, status, outcome },
      number: numberId ? (names.numbers.get(numberId) ?? null) : null,
    })),
    moreEvents: events.length > EVENTS_SHOWN,
    ...{ conflicts, merges, zone },
  })
}
