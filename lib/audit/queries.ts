import type { Actor } from '../server/actor'
import { db, type Prisma } from '../server/db'
import { actionWords } from './catalogue'
import { type DiffLine, diffLines } from './diff'

/** What the Audit page, the history of a record and the API read. */
export type AuditFilters = {
  /** An action, or the start of one up to the dot: `contact`. */
  action?: string | null
  actorId?: string | null
  subjectId?: string | null
  correlationId?: string | null
  from?: Date | null
  to?: Date | null
}

export type AuditRow = {
  id: string
  seq: number
  at: Date
  actor: { kind: string; id: string | null; name: string }
  action: string
  words: string
  subject: { kind: string; id: string | null }
  correlationId: string | null
  origin: string | null
}

export type AuditDetail = AuditRow & {
  reason: string | null
  lines: DiffLine[]
  more: DiffLine[]
  hash: string
  prevHash: string
  erased: boolean
}

type Stored = Prisma.AuditEventGetPayload<object>
type Names = Map<string, string>

function whereOf(workspaceId: string, filters: AuditFilters): Prisma.AuditEventWhereInput {
  const { action, actorId, subjectId, correlationId, from, to } = filters
  return {
    workspaceId,
    ...(action ? { action: action.includes('.') ? action : { startsWith: `${action}.` } } : {}),
    ...(actorId ? { actorId } : {}),
    ...(subjectId ? { subjectId } : {}),
    ...(correlationId ? { correlationId } : {}),
    ...(from || to ? { at: { ...(from ? { gte: from } : {}), ...(to ? { lt: to } : {}) } } : {}),
  }
}

async function namesOf(workspaceId: string, events: Stored[]): Promise<Names> {
  const ids = [...new Set(events.map((event) => event.actorId).filter((id) => id !== null))]
  if (ids.length === 0) return new Map()
  const [members, tokens] = await Promise.all([
    db.member.findMany({
      where: { workspaceId, id: { in: ids } },
      select: { id: true, user: { select: { name: true } } },
    }),
    db.apiToken.findMany({ where: { workspaceId, id: { in: ids } }, select: { id: true, name: true } }),
  ])
  const named = members.map((member): [string, string] => [member.id, member.user.name])
  return new Map([...named, ...tokens.map((token): [string, string] => [token.id, `token “${token.name}”`])])
}

const SYSTEM_NAMES: Record<string, string> = { worker: 'Handrail', cli: 'the command line', demo: 'the demo loader' }

function actorName(event: Stored, names: Names): string {
  if (event.actorId) return names.get(event.actorId) ?? 'somebody who was removed'
  return SYSTEM_NAMES[event.origin ?? ''] ?? 'Handrail'
}

function toRow(event: Stored, names: Names): AuditRow {
  const { id, seq, at, action, correlationId, origin } = event
  const actor = { kind: event.actorKind, id: event.actorId, name: actorName(event, names) }
  const subject = { kind: event.subjectKind, id: event.subjectId }
  return { id, seq, at, actor, action, words: actionWords(action), subject, correlationId, origin }
}

/** An old detail of another shape is shown as it is. */
function toDetail(event: Stored, names: Names): AuditDetail {
  const detail =
    typeof event.detail === 'object' && event.detail !== null ? (event.detail as Record<string, unknown>) : {}
  const { before, after, reason, ...more } = detail
  return {
    ...toRow(event, names),
    reason: typeof reason === 'string' ? reason : null,
    lines: diffLines(before, after),
    more: diffLines(undefined, more),
    hash: event.hash,
    prevHash: event.prevHash,
    erased: event.erasedAt !== null,
  }
}

export type AuditPage = { skip: number; take: number; dir: 'asc' | 'desc' }

/** One page of the log, newest first unless asked otherwise. */
export async function listAudit(
  actor: Actor,
  filters: AuditFilters,
  page: AuditPage,
): Promise<{ rows: AuditRow[]; total: number }> {
  const where = whereOf(actor.workspaceId, filters)
  const { skip, take, dir } = page
  const [events, total] = await Promise.all([
    db.auditEvent.findMany({ where, orderBy: { seq: dir }, skip, take }),
    db.auditEvent.count({ where }),
  ])
  const names = await namesOf(actor.workspaceId, events)
  return { rows: events.map((event) => toRow(event, names)), total }
}

/** One entry with what changed; null when this workspace has no such entry. */
export async function auditDetail(actor: Actor, id: string): Promise<AuditDetail | null> {
  const event = await db.auditEvent.findFirst({ where: { id, workspaceId: actor.workspaceId } })
  return event ? toDetail(event, await namesOf(actor.workspaceId, [event])) : null
}

/** The history of one record, newest first, for the record's own page. Needs no audit permission: it is part of the record. */
export async function historyOf(
  actor: Actor,
  subject: { kind: string; id: string },
  take = 50,
): Promise<AuditDetail[]> {
  const events = await db.auditEvent.findMany({
    where: { workspaceId: actor.workspaceId, subjectKind: subject.kind, subjectId: subject.id },
    orderBy: { seq: 'desc' },
    take,
  })
  const names = await namesOf(actor.workspaceId, events)
  return events.map((event) => toDetail(event, names))
}

/** Who appears in the log, for the filter. */
export async function auditActors(actor: Actor): Promise<{ id: string; name: string }[]> {
  const members = await db.member.findMany({
    where: { workspaceId: actor.workspaceId },
    select: { id: true, user: { select: { name: true } } },
    orderBy: { user: { name: 'asc' } },
  })
  return members.map((member) => ({ id: member.id, name: member.user.name }))
}

/** The newest entries before a sequence number (0 for the newest of all), for the cursor of the API. */
export async function auditBefore(
  actor: Actor,
  filters: AuditFilters,
  page: { before: number; take: number },
): Promise<AuditDetail[]> {
  const where = whereOf(actor.workspaceId, filters)
  const older = page.before > 0 ? { AND: [where, { seq: { lt: page.before } }] } : where
  const events = await db.auditEvent.findMany({ where: older, orderBy: { seq: 'desc' }, take: page.take })
  const names = await namesOf(actor.workspaceId, events)
  return events.map((event) => toDetail(event, names))
}

/** The entries after a sequence number, for the export. */
export async function auditAfter(
  actor: Actor,
  filters: AuditFilters,
  page: { after: number; take: number },
): Promise<AuditDetail[]> {
  const where = { AND: [whereOf(actor.workspaceId, filters), { seq: { gt: page.after } }] }
  const events = await db.auditEvent.findMany({ where, orderBy: { seq: 'asc' }, take: page.take })
  const names = await namesOf(actor.workspaceId, events)
  return events.map((event) => toDetail(event, names))
}
