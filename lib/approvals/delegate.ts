import { notify } from '@/lib/notifications/notify'
import { transact } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import type { MemberActor } from '@/lib/server/session-row'
import { fail, ok, type Result } from '@/lib/shared/result'
import { addDays, dayAt, dayEnd } from '@/lib/shared/zone-time'
import type { DelegateInput } from './schema'

/** Longer absences are a change of roles. */
const MOST_DAYS = 90

export type Delegation = {
  /** Who decides in this person's place at this moment; null when they decide themselves. */
  to: { id: string; name: string } | null
  until: Date | null
  /** Members who may be named. */
  choices: { id: string; name: string }[]
  /** In whose place this person decides at this moment. */
  for: string[]
  version: number
}

export async function ownDelegation({ workspaceId, memberId }: MemberActor, now = new Date()): Promise<Delegation> {
  const members = await db.member.findMany({
    where: { workspaceId },
    select: {
      ...{ id: true, disabledAt: true, delegateId: true, delegateUntil: true, version: true },
      user: { select: { name: true, disabledAt: true } },
    },
    orderBy: { user: { name: 'asc' } },
  })
  const me = members.find(({ id }) => id === memberId)
  const holds = (row: (typeof members)[number]) => row.delegateUntil !== null && now < row.delegateUntil
  const living = members.filter(({ id, disabledAt, user }) => id !== memberId && !disabledAt && !user.disabledAt)
  const named = me && holds(me) ? members.find(({ id }) => id === me.delegateId) : undefined
  return {
    to: named ? { id: named.id, name: named.user.name } : null,
    until: named ? (me?.delegateUntil ?? null) : null,
    choices: living.map(({ id, user }) => ({ id, name: user.name })),
    for: members.filter((row) => row.delegateId === memberId && holds(row)).map(({ user }) => user.name),
    version: me?.version ?? 0,
  }
}

type Code = 'delegate-unknown' | 'delegate-day' | 'stale-version'

/** Names who decides sign-offs in one's place until the end of a day in the workspace's zone; they are told. */
export async function nameDelegate(
  actor: MemberActor,
  { delegateId, until, version }: DelegateInput,
  now = new Date(),
): Promise<Result<{ version: number }, Code>> {
  const { workspaceId, memberId } = actor
  return transact<{ version: number }, Code>(actor, async (tx, record) => {
    const { zone } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { zone: true } })
    const today = dayAt(now, zone)
    if (until < today || until > addDays(today, MOST_DAYS)) return fail('delegate-day', { most: MOST_DAYS })
    const living = { workspaceId, disabledAt: null, user: { disabledAt: null } }
    const delegate = await tx.member.findFirst({ where: { ...living, id: delegateId } })
    if (!delegate || delegateId === memberId) return fail('delegate-unknown')
    const delegateUntil = dayEnd(until, zone)
    const written = await tx.member.updateMany({
      where: { id: memberId, workspaceId, version },
      data: { delegateId, delegateUntil, version: { increment: 1 } },
    })
    if (written.count === 0) return fail('stale-version')
    await notify(tx, {
      ...{ workspaceId, kind: 'delegate.named', subjectKind: 'member', subjectId: memberId },
      ...{ memberIds: [delegateId], args: { by: actor.name, until } },
    })
    const subject = { kind: 'member', id: memberId }
    record({ action: 'member.delegate-named', subject, after: { delegateId, until } })
    return ok({ version: version + 1 })
  })
}

/** Back again: one decides in person from now on. */
export async function endDelegation(
  actor: MemberActor,
  { version }: { version: number },
): Promise<Result<{ version: number }, 'stale-version'>> {
  const { workspaceId, memberId } = actor
  return transact<{ version: number }, 'stale-version'>(actor, async (tx, record) => {
    const written = await tx.member.updateMany({
      where: { id: memberId, workspaceId, version },
      data: { delegateId: null, delegateUntil: null, version: { increment: 1 } },
    })
    if (written.count === 0) return fail('stale-version')
    record({ action: 'member.delegate-ended', subject: { kind: 'member', id: memberId } })
    return ok({ version: version + 1 })
  })
}
