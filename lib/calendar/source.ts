import type { Actor } from '@/lib/server/actor'
import type { Permission } from '@/lib/server/permissions'
import type { Day } from '@/lib/shared/zone-time'

/** A date of another room that people have to keep: a poll, a sign-off, the decision about a dataset. */
export type DueDate = {
  /** Unique in its source, and the same as long as the date is about the same thing. */
  id: string
  title: string
  day: Day
  owner: { memberId: string | null; name: string } | null
  href: string
  done: boolean
  /** Rises with every change of it; calendar programs show the highest. */
  sequence: number
  changedAt: Date
}

export type SourceSpan = { zone: string; now: Date; first: Day; last: Day }

/**
 * What a room adds to the calendar. It is asked for the days of a span, both included, and only for people who hold the
 * permission, on screen and in their feeds alike.
 */
export type CalendarSource = {
  /** One word in addresses and keys: `retention`. */
  name: string
  /** As people read it: "Retention". */
  topic: string
  permission: Permission
  list: (actor: Actor, span: SourceSpan) => Promise<DueDate[]>
}
