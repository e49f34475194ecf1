import { z } from 'zod'
import { transact } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import type { MemberActor } from '@/lib/server/session-row'
import { ok, type Result } from '@/lib/shared/result'
import { KIND_CHOICES, NOTIFICATIONS, type NotificationKind } from './catalogue'
import { MAIL_CHOICES, type MailChoice } from './vocabulary'

export type ChoiceRow = { kind: NotificationKind; label: string; inApp: boolean; email: MailChoice }

const KINDS = Object.keys(NOTIFICATIONS) as [NotificationKind, ...NotificationKind[]]

export const choiceSchema = z.object({ kind: z.enum(KINDS), inApp: z.boolean(), email: z.enum(MAIL_CHOICES) })
export type ChoiceInput = z.output<typeof choiceSchema>

/** What this person wants to hear of, and how; what they never chose stands as Handrail begins with. */
export async function listChoices({ workspaceId, memberId }: MemberActor): Promise<ChoiceRow[]> {
  const stored = await db.notificationChoice.findMany({ where: { workspaceId, memberId } })
  const chosen = new Map(stored.map((row) => [row.kind, row]))
  return KINDS.map((kind) => {
    const own = chosen.get(kind)
    const email = MAIL_CHOICES.find((one) => one === own?.email) ?? KIND_CHOICES[kind].mail
    return { kind, label: KIND_CHOICES[kind].label, inApp: own?.inApp ?? true, email }
  })
}

/** A person's own choice about one kind; nobody else can make it. */
export function saveChoice(actor: MemberActor, { kind, inApp, email }: ChoiceInput): Promise<Result<null>> {
  const { workspaceId, memberId } = actor
  return transact<null, string>(actor, async (tx, record) => {
    const before = await tx.notificationChoice.findUnique({ where: { memberId_kind: { memberId, kind } } })
    await tx.notificationChoice.upsert({
      where: { memberId_kind: { memberId, kind } },
      create: { memberId, workspaceId, kind, inApp, email },
      update: { inApp, email },
    })
    record({
      action: 'notifications.choice-changed',
      subject: { kind: 'member', id: memberId },
      before: before ? { inApp: before.inApp, email: before.email } : null,
      after: { inApp, email },
      more: { about: kind },
    })
    return ok(null)
  })
}
