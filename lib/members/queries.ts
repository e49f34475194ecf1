import { actionWords } from '@/lib/audit/catalogue'
import { type Actor, can } from '@/lib/server/actor'
import { db, dialect, type Prisma } from '@/lib/server/db'
import { isRole } from '@/lib/server/permissions'

/** What the members room and its export read. Every query is scoped to the actor's workspace. */
export type MemberFilters = { q?: string | null; role?: string | null; state?: 'active' | 'disabled' | null }
export type MemberSort = 'name' | 'email' | 'createdAt'
export type MemberWindow = { sort: MemberSort; dir: 'asc' | 'desc'; skip: number; take: number }

export type MemberRow = {
  id: string
  name: string
  email: string
  roles: string[]
  disabled: boolean
  joinedAt: Date
  lastSeenAt: Date | null
}

function allowed(actor: Actor): void {
  if (!can(actor, 'members:read')) throw new Error('Reading members needs members:read.')
}

/** Postgres compares letters exactly unless told otherwise; SQLite does not, so there the option does not exist. */
function holds(text: string): Prisma.StringFilter {
  const filter = dialect() === 'postgresql' ? { contains: text, mode: 'insensitive' } : { contains: text }
  return filter as Prisma.StringFilter
}

function whereOf(actor: Actor, { q, role, state }: MemberFilters): Prisma.MemberWhereInput {
  return {
    workspaceId: actor.workspaceId,
    ...(q ? { user: { OR: [{ name: holds(q) }, { email: holds(q) }] } } : {}),
    ...(role ? { roles: { some: { role } } } : {}),
    ...(state ? { disabledAt: state === 'disabled' ? { not: null } : null } : {}),
  }
}

function orderOf({ sort, dir }: Pick<MemberWindow, 'sort' | 'dir'>): Prisma.MemberOrderByWithRelationInput[] {
  return [sort === 'createdAt' ? { createdAt: dir } : { user: { [sort]: dir } }, { id: dir }]
}

const WITH = { user: { select: { name: true, email: true } }, roles: { orderBy: { role: 'asc' as const } } }
type Found = Prisma.MemberGetPayload<{ include: typeof WITH }>

async function lastSeen(workspaceId: string, userIds: string[]): Promise<Map<string, Date | null>> {
  const groups = await db.session.groupBy({
    by: ['userId'],
    where: { workspaceId, userId: { in: userIds } },
    _max: { lastSeenAt: true },
  })
  return new Map(groups.map((group) => [group.userId, group._max.lastSeenAt]))
}

function toRow(member: Found, seen: Map<string, Date | null>): MemberRow {
  return {
    id: member.id,
    name: member.user.name,
    email: member.user.email,
    roles: member.roles.map(({ role }) => role),
    disabled: member.disabledAt !== null,
    joinedAt: member.createdAt,
    lastSeenAt: seen.get(member.userId) ?? null,
  }
}

export async function listMembers(
  actor: Actor,
  filters: MemberFilters,
  window: MemberWindow,
): Promise<{ rows: MemberRow[]; total: number }> {
  allowed(actor)
  const where = whereOf(actor, filters)
  const { skip, take } = window
  const [members, total] = await Promise.all([
    db.member.findMany({ where, include: WITH, orderBy: orderOf(window), skip, take }),
    db.member.count({ where }),
  ])
  const seen = await lastSeen(
    actor.workspaceId,
    members.map((member) => member.userId),
  )
  return { rows: members.map((member) => toRow(member, seen)), total }
}

/** How many there are of each kind, for the sentence under the heading and the tabs. */
export async function memberCounts(actor: Actor, now = new Date()) {
  allowed(actor)
  const { workspaceId } = actor
  const [active, disabled, invites] = await Promise.all([
    db.member.count({ where: { workspaceId, disabledAt: null } }),
    db.member.count({ where: { workspaceId, disabledAt: { not: null } } }),
    db.invite.count({ where: { workspaceId, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } } }),
  ])
  return { active, disabled, invites }
}

export type MemberEntry = { id: string; at: Date; words: string; who: string }
export type MemberDetail = MemberRow & { version: number; sessions: number; history: MemberEntry[]; self: boolean }

export async function memberDetail(actor: Actor, id: string, now = new Date()): Promise<MemberDetail | null> {
  allowed(actor)
  const { workspaceId } = actor
  const member = await db.member.findFirst({ where: { id, workspaceId }, include: WITH })
  if (!member) return null
  const { userId } = member
  const [seen, sessions, history] = await Promise.all([
    lastSeen(workspaceId, [userId]),
    db.session.count({ where: { workspaceId, userId, endedAt: null, expiresAt: { gt: now } } }),
    memberHistory(workspaceId, [id, userId]),
  ])
  const self = actor.kind === 'member' && actor.memberId === id
  return { ...toRow(member, seen), version: member.version, sessions, history, self }
}

async function memberHistory(workspaceId: string, subjects: string[]): Promise<MemberEntry[]> {
  const events = await db.auditEvent.findMany({
    where: { workspaceId, subjectKind: { in: ['member', 'user'] }, subjectId: { in: subjects } },
    orderBy: { seq: 'desc' },
    take: 12,
    select: { id: true, at: true, action: true, actorKind: true, actorId: true },
  })
  const makers = await db.member.findMany({
    where: { workspaceId, id: { in: events.flatMap((event) => event.actorId ?? []) } },
    include: { user: { select: { name: true } } },
  })
  const names = new Map(makers.map((maker) => [maker.id, maker.user.name]))
  return events.map(({ id, at, action, actorKind, actorId }) => ({
    id,
    at,
    words: actionWords(action),
    who: names.get(actorId ?? '') ?? (actorKind === 'token' ? 'An API token' : 'Handrail'),
  }))
}

export type InviteRow = {
  id: string
  email: string
  roles: string[]
  invitedBy: string
  createdAt: Date
  expiresAt: Date
  expired: boolean
}

/** Invitations nobody has accepted or revoked, the newest first; one that expired is shown until it is replaced. */
export async function openInvites(actor: Actor, now = new Date()): Promise<InviteRow[]> {
  allowed(actor)
  const { workspaceId } = actor
  const invites = await db.invite.findMany({
    where: { workspaceId, acceptedAt: null, revokedAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 500,
  })
  const makers = await db.member.findMany({
    where: { workspaceId, id: { in: invites.map((invite) => invite.invitedById) } },
    include: { user: { select: { name: true } } },
  })
  const names = new Map(makers.map((maker) => [maker.id, maker.user.name]))
  return invites.map(({ id, email, roles, invitedById, createdAt, expiresAt }) => ({
    id,
    email,
    roles: Array.isArray(roles) ? roles.filter(isRole) : [],
    invitedBy: names.get(invitedById) ?? 'Handrail',
    createdAt,
    expiresAt,
    expired: expiresAt <= now,
  }))
}
