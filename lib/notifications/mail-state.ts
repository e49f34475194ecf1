import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import type { MemberActor } from '@/lib/server/session-row'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { mailWords } from './mail-text'

export type MailState = {
  /** Whether this installation has a mail server (SMTP_URL). */
  configured: boolean
  waiting: number
  failed: number
  lastSentAt: Date | null
  /** What the last try that failed said; null when nothing waits because of a failure. */
  problem: string | null
}

/** How e-mail stands in this workspace: what waits, what was given up, and why. */
export async function mailState({ workspaceId }: Actor): Promise<MailState> {
  const mine = { workspaceId, channel: 'email' }
  const [waiting, failed, last, stuck] = await Promise.all([
    db.outbox.count({ where: { ...mine, state: 'waiting' } }),
    db.outbox.count({ where: { ...mine, state: 'failed' } }),
    db.outbox.findFirst({ where: { ...mine, state: 'sent' }, orderBy: { sentAt: 'desc' }, select: { sentAt: true } }),
    db.outbox.findFirst({
      where: { ...mine, state: { in: ['waiting', 'failed'] }, lastError: { not: null } },
      orderBy: { createdAt: 'desc' },
      select: { lastError: true },
    }),
  ])
  const configured = env().SMTP_URL !== undefined
  return { configured, waiting, failed, lastSentAt: last?.sentAt ?? null, problem: stuck?.lastError ?? null }
}

/** Puts a test message to oneself in the queue; it goes the way of every other one. */
export function sendTestMail(
  actor: MemberActor,
  baseUrl: string,
  now = new Date(),
): Promise<Result<null, 'not-allowed' | 'no-mail-server'>> {
  const { workspaceId } = actor
  return transact<null, 'not-allowed' | 'no-mail-server'>(actor, async (tx, record) => {
    if (!can(actor, 'settings:write')) return fail('not-allowed')
    if (env().SMTP_URL === undefined) return fail('no-mail-server')
    const { email, name } = await tx.user.findUniqueOrThrow({ where: { id: actor.userId } })
    const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } })
    const sentence = 'This is a test: e-mail from Handrail reaches you.'
    const payload = mailWords({
      ...{ kind: 'now' as const, name, baseUrl, workspace: workspace.name },
      items: [{ sentence, href: '/settings', at: now }],
    })
    const id = newId('out')
    await tx.outbox.create({ data: { id, workspaceId, channel: 'email', target: email, payload, nextTryAt: now } })
    record({ action: 'notifications.test-mail-sent', subject: { kind: 'outbox', id } })
    return ok(null)
  })
}

/** Has messages tried again that were given up, once whatever stopped them is mended. */
export function retryFailedMail(actor: Actor, now = new Date()): Promise<Result<{ count: number }, 'not-allowed'>> {
  const { workspaceId } = actor
  return transact<{ count: number }, 'not-allowed'>(actor, async (tx, record) => {
    if (!can(actor, 'settings:write')) return fail('not-allowed')
    const { count } = await tx.outbox.updateMany({
      where: { workspaceId, channel: 'email', state: 'failed' },
      data: { state: 'waiting', tries: 0, nextTryAt: now },
    })
    record({ action: 'notifications.mail-retried', subject: { kind: 'workspace', id: workspaceId }, more: { count } })
    return ok({ count })
  })
}
