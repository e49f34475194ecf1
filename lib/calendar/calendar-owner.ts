import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import { loadPeople } from './people'
import type { SetOwner } from './schema'

export type CalendarOwner = { memberId: string; name: string } | null

/** The one person who answers for the calendar, and the version of the workspace that names them. */
export async function calendarOwner({
  workspaceId,
}: Pick<Actor, 'workspaceId'>): Promise<{ owner: CalendarOwner; version: number }> {
  const workspace = await db.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { calendarOwnerMemberId: true, version: true },
  })
  const { calendarOwnerMemberId: memberId, version } = workspace
  if (!memberId) return { owner: null, version }
  const person = (await loadPeople(workspaceId)).get(memberId)
  // Somebody who left no longer answers for anything.
  return { owner: person && !person.disabled ? { memberId, name: person.name } : null, version }
}

type Refusal = 'not-allowed' | 'owner-unknown' | 'stale-version'

/** Names the owner of the calendar, or takes the name away. */
export async function setCalendarOwner(actor: Actor, { memberId, version }: SetOwner): Promise<Result<null, Refusal>> {
  if (!can(actor, 'calendar:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<null, Refusal>(actor, async (tx, record) => {
    const person = memberId ? (await loadPeople(workspaceId, tx)).get(memberId) : null
    if (memberId && (!person || person.disabled)) return fail('owner-unknown')
    const before = await tx.workspace.findUniqueOrThrow({
      where: { id: workspaceId },
      select: { calendarOwnerMemberId: true },
    })
    const written = await tx.workspace.updateMany({
      where: { id: workspaceId, version },
      data: { calendarOwnerMemberId: memberId, version: { increment: 1 } },
    })
    if (written.count === 0) return fail('stale-version')
    record({
      action: 'calendar.owner-named',
      subject: { kind: 'workspace', id: workspaceId },
      before,
      after: { calendarOwnerMemberId: memberId },
    })
    return ok(null)
  })
}
