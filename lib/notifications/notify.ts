import type { Prisma, Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { NOTIFICATIONS, type NotificationArgs, type NotificationKind } from './catalogue'

export type Notice<K extends NotificationKind> = {
  workspaceId: string
  memberIds: readonly string[]
  kind: K
  subjectKind: string
  subjectId: string
  args: NotificationArgs<K>
}

/**
 * Tells members something, in the transaction of what happened: both are there or neither. The one door through which
 * notifications are made. Twice the same member is told once; who left is not told. Returns how many were told.
 */
export async function notify<K extends NotificationKind>(tx: Tx, notice: Notice<K>): Promise<number> {
  const { workspaceId, kind, subjectKind, subjectId } = notice
  const wanted = [...new Set(notice.memberIds)]
  if (wanted.length === 0) return 0
  const args = NOTIFICATIONS[kind].args.parse(notice.args) as Prisma.InputJsonValue
  const living = await tx.member.findMany({
    where: { workspaceId, id: { in: wanted }, disabledAt: null, user: { disabledAt: null } },
    select: { id: true },
  })
  const quiet = await tx.notificationChoice.findMany({
    where: { workspaceId, kind, inApp: false, memberId: { in: living.map(({ id }) => id) } },
    select: { memberId: true },
  })
  const silenced = new Set(quiet.map(({ memberId }) => memberId))
  const now = new Date()
  await tx.notification.createMany({
    data: living.map(({ id }) => ({
      ...{ id: newId('ntf'), workspaceId, memberId: id, kind, subjectKind, subjectId, args, mailState: 'waiting' },
      // Whoever does not want to be told in the app finds it in the list, but nothing counts it as new.
      readAt: silenced.has(id) ? now : null,
    })),
  })
  return living.length
}
