import { listTokens } from '@/lib/members/tokens'
import { type Actor, can } from '@/lib/server/actor'
import { currentWorkspace } from '@/lib/server/workspace'
import { keptBodies } from '@/lib/settings/retention'
import { addDays, dayAt } from '@/lib/shared/zone-time'
import type { CalendarSource, DueDate, SourceSpan } from './source'

/** The day on which the first body of a delivery reaches the end of its retention. */
const retention: CalendarSource = {
  name: 'retention',
  topic: 'Retention',
  permission: 'settings:read',
  async list(actor, { zone, now }) {
    const { bodyRetentionDays, version, updatedAt } = await currentWorkspace(actor)
    const { oldestAt } = await keptBodies(actor, bodyRetentionDays, now)
    if (!oldestAt) return []
    const day = addDays(dayAt(oldestAt, zone), bodyRetentionDays)
    // From then on bodies are deleted every hour, which is no date to keep any more.
    if (day <= dayAt(now, zone)) return []
    const title = `First delivery bodies are deleted, after ${bodyRetentionDays} days`
    const id = `bodies-${day}`
    return [
      {
        id,
        title,
        day,
        owner: null,
        href: '/settings/retention',
        done: false,
        sequence: version,
        changedAt: updatedAt,
      },
    ]
  },
}

/** Tokens that end: the program behind one stops working on that day. */
const tokens: CalendarSource = {
  name: 'tokens',
  topic: 'API tokens',
  permission: 'tokens:read',
  async list(actor, { zone }) {
    const living = (await listTokens(actor)).filter((token) => !token.revokedAt)
    return living.flatMap(({ id, name, expiresAt, createdAt, createdBy }) => {
      if (!expiresAt) return []
      const owner = createdBy ? { memberId: null, name: createdBy } : null
      const title = `API token “${name}” ends`
      const day = dayAt(expiresAt, zone)
      return [{ id, title, day, owner, href: '/settings/tokens', done: false, sequence: 0, changedAt: createdAt }]
    })
  },
}

/** Rooms add theirs here. */
const SOURCES: readonly CalendarSource[] = [retention, tokens]

export type SourcedDate = DueDate & { source: string; topic: string }

/** The due dates of all rooms in a span of days that this actor may see. */
export async function dueDates(actor: Actor, span: SourceSpan): Promise<SourcedDate[]> {
  const allowed = SOURCES.filter((source) => can(actor, source.permission))
  const found = await Promise.all(
    allowed.map(async (source) => {
      const dates = await source.list(actor, span)
      return dates.map((date) => ({ ...date, source: source.name, topic: source.topic }))
    }),
  )
  return found.flat().filter(({ day }) => day >= span.first && day <= span.last)
}
