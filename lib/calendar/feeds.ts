import { randomBytes } from 'node:crypto'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db, writeTransaction } from '@/lib/server/db'
import { keyedHash } from '@/lib/server/keys'
import { log } from '@/lib/server/log'
import { currentWorkspace } from '@/lib/server/workspace'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { addDays, dayAt } from '@/lib/shared/zone-time'
import { type CalendarEntry, waveTitle } from './entries'
import { toIcs } from './ics'
import { readCalendar } from './read-calendar'
import type { CreateFeed } from './schema'
import { findWave } from './wave-store'

/**
 * Addresses a calendar program reads: one for what a member owns, and one for a wave. A feed belongs to the member who
 * made it, shows what that member may see and ends with the membership. The token is 256 bits, kept as a keyed hash and
 * shown once; an address can be revoked at any time.
 */
const SHAPE = /^[A-Za-z0-9_-]{43}$/
const MOST = 20
const SEEN_EVERY_MS = 60_000

function hashOf(token: string): string {
  return keyedHash('calendar', token)
}

type CreateRefusal = 'not-allowed' | 'unknown-wave' | 'too-many-feeds'

/** Makes an address and hands its token out this once. */
export async function createFeed(
  actor: Actor,
  { waveId }: CreateFeed,
): Promise<Result<{ id: string; token: string }, CreateRefusal>> {
  if (actor.kind !== 'member' || !can(actor, 'calendar:read')) return fail('not-allowed')
  const { workspaceId, memberId } = actor
  const token = randomBytes(32).toString('base64url')
  const id = newId('feed')
  return transact<{ id: string; token: string }, CreateRefusal>(actor, async (tx, record) => {
    if (waveId && !(await findWave(workspaceId, waveId, tx))) return fail('unknown-wave')
    const living = await tx.calendarFeed.count({ where: { workspaceId, memberId, revokedAt: null } })
    if (living >= MOST) return fail('too-many-feeds')
    const kept = { tokenHash: hashOf(token), hint: token.slice(-4) }
    await tx.calendarFeed.create({ data: { id, workspaceId, memberId, waveId, ...kept } })
    record({ action: 'feed.created', subject: { kind: 'feed', id }, after: { memberId, waveId } })
    return ok({ id, token })
  })
}

/** Ends an address: one's own, or anybody's for an admin. */
export async function revokeFeed(
  actor: Actor,
  { id }: { id: string },
): Promise<Result<null, 'not-allowed' | 'not-found'>> {
  if (actor.kind !== 'member' || !can(actor, 'calendar:read')) return fail('not-allowed')
  const { workspaceId, memberId } = actor
  const whose = can(actor, 'members:write') ? {} : { memberId }
  return transact<null, 'not-allowed' | 'not-found'>(actor, async (tx, record) => {
    const revoked = await tx.calendarFeed.updateMany({
      where: { id, workspaceId, revokedAt: null, ...whose },
      data: { revokedAt: new Date() },
    })
    if (revoked.count === 0) return fail('not-found')
    record({ action: 'feed.revoked', subject: { kind: 'feed', id } })
    return ok(null)
  })
}

export type FeedRow = {
  id: string
  hint: string
  /** The wave it shows, or null for what the member owns. */
  wave: string | null
  owner: string
  own: boolean
  createdAt: Date
  lastReadAt: Date | null
}

/** The living addresses of the member; an admin sees everybody's. */
export async function listFeeds(actor: Actor): Promise<FeedRow[]> {
  if (actor.kind !== 'member') return []
  const { workspaceId, memberId } = actor
  const whose = can(actor, 'members:write') ? {} : { memberId }
  const [feeds, waves, members] = await Promise.all([
    db.calendarFeed.findMany({ where: { workspaceId, revokedAt: null, ...whose }, orderBy: { id: 'asc' } }),
    db.wave.findMany({ where: { workspaceId }, select: { id: true, number: true, name: true } }),
    db.member.findMany({ where: { workspaceId }, select: { id: true, user: { select: { name: true } } } }),
  ])
  const waveNames = new Map(waves.map((wave) => [wave.id, waveTitle(wave)]))
  const names = new Map(members.map((member) => [member.id, member.user.name]))
  return feeds.map((feed) => ({
    ...{ id: feed.id, hint: feed.hint, createdAt: feed.createdAt, lastReadAt: feed.lastReadAt },
    wave: feed.waveId ? (waveNames.get(feed.waveId) ?? 'a wave that is gone') : null,
    owner: names.get(feed.memberId ?? '') ?? 'a former member',
    own: feed.memberId === memberId,
  }))
}

type Reader = { actor: Actor; feedId: string; waveId: string | null; lastReadAt: Date | null }

/** Whose feed a token opens; null when it was revoked, never existed, or its member cannot sign in any more. */
async function readerOf(token: string): Promise<Reader | null> {
  if (!SHAPE.test(token)) return null
  const feed = await db.calendarFeed.findUnique({ where: { tokenHash: hashOf(token) } })
  if (!feed?.memberId || feed.revokedAt) return null
  const member = await db.member.findFirst({
    where: { id: feed.memberId, workspaceId: feed.workspaceId, disabledAt: null, user: { disabledAt: null } },
    include: { roles: true, user: { select: { id: true, name: true } } },
  })
  if (!member) return null
  const actor: Actor = {
    ...{ kind: 'member', workspaceId: feed.workspaceId, origin: 'calendar feed', sessionId: '' },
    ...{ memberId: member.id, userId: member.user.id, name: member.user.name },
    roles: member.roles.map(({ role }) => role),
  }
  if (!can(actor, 'calendar:read')) return null
  return { actor, feedId: feed.id, waveId: feed.waveId, lastReadAt: feed.lastReadAt }
}

/** Not awaited: a reading must not wait for the write lock to be noted. */
function noteRead({ feedId, lastReadAt }: Reader, now: Date): void {
  if (now.getTime() - (lastReadAt?.getTime() ?? 0) < SEEN_EVERY_MS) return
  writeTransaction((tx) => tx.calendarFeed.updateMany({ where: { id: feedId }, data: { lastReadAt: now } })).catch(
    (error: unknown) => log.warn({ error: String(error) }, 'calendar: the last reading of a feed could not be noted'),
  )
}

const PAST_DAYS = 90
const FUTURE_DAYS = 550
/** More of one day than a person can do; the sheet has the rest. */
const PER_DAY = 200

/** What a member's own feed shows: their work, and the waves and freezes everybody works around. */
function isMine(entry: CalendarEntry, memberId: string): boolean {
  return entry.kind === 'wave' || entry.kind === 'freeze' || entry.ownerMemberId === memberId
}

async function entriesOf({ actor, waveId }: Reader, now: Date): Promise<CalendarEntry[]> {
  const { zone } = await currentWorkspace(actor)
  const today = dayAt(now, zone)
  const span = { first: addDays(today, -PAST_DAYS), last: addDays(today, FUTURE_DAYS), perDay: PER_DAY }
  const memberId = actor.kind === 'member' ? actor.memberId : ''
  if (waveId) {
    const wave = await findWave(actor.workspaceId, waveId)
    return wave ? (await readCalendar(actor, { ...span, wave: wave.number }, now)).entries : []
  }
  const [around, own] = await Promise.all([
    readCalendar(actor, { ...span, show: ['wave', 'freeze'] }, now),
    readCalendar(actor, { ...span, show: ['update', 'print', 'due'], owner: memberId }, now),
  ])
  return [...around.entries, ...own.entries].filter((entry) => isMine(entry, memberId))
}

/** The calendar behind an address as text, or null when there is none. */
export async function readFeed(token: string, base: string, now = new Date()): Promise<string | null> {
  const reader = await readerOf(token)
  if (!reader) return null
  noteRead(reader, now)
  const { name: workspace, zone, id: workspaceId } = await currentWorkspace(reader.actor)
  const wave = reader.waveId ? await findWave(workspaceId, reader.waveId) : null
  const name = wave ? `${waveTitle(wave)}, ${workspace}` : `Handrail, ${workspace}`
  return toIcs({ name, zone, workspaceId, base, entries: await entriesOf(reader, now) })
}
