import { z } from 'zod'
import type { MailChoice } from './vocabulary'

/**
 * Every kind of notification with the arguments it carries and the sentence a person reads. Rooms add their lines here.
 * Arguments never hold identifiers of customers, payloads or secrets: a notification may leave the house by e-mail.
 */
type Kind<S extends z.ZodType> = { args: S; sentence: (args: z.output<S>) => string }

function kind<S extends z.ZodType>(args: S, sentence: (args: z.output<S>) => string): Kind<S> {
  return { args, sentence }
}

const text = z.string()
const sign = { title: text, by: text }

export const NOTIFICATIONS = {
  'comment.mention': kind(z.object({ commentId: text, authorId: text }), () => 'A comment mentions you.'),
  'approval.requested': kind(
    z.object({ ...sign, reason: text }),
    ({ title, by }) => `${by} asks you to sign off “${title}”.`,
  ),
  'approval.reminder': kind(
    z.object(sign),
    ({ title, by }) => `${by} reminds you: “${title}” waits for your decision.`,
  ),
  'approval.approved': kind(z.object(sign), ({ title, by }) => `“${title}” is signed off. ${by} decided.`),
  'approval.rejected': kind(
    z.object({ ...sign, comment: text }),
    ({ title, by, comment }) => `${by} did not sign off “${title}”: ${comment}`,
  ),
  'approval.stale': kind(z.object({ ...sign, was: z.enum(['open', 'approved']) }), ({ title, by, was }) =>
    was === 'approved'
      ? `${by} edited “${title}”, so its sign-off is stale. It has to be signed off again.`
      : `${by} edited “${title}” while it waited for a sign-off. Ask again for what it says now.`,
  ),
  'approval.rests-on-stale': kind(
    z.object({ title: text, cause: text, by: text }),
    ({ title, cause, by }) => `“${title}” rests on “${cause}”, which ${by} changed. Its sign-off is stale.`,
  ),
  'approval.withdrawn': kind(z.object(sign), ({ title, by }) => `${by} withdrew the request to sign off “${title}”.`),
  'approval.expired': kind(
    z.object({ title: text }),
    ({ title }) => `Nobody decided about “${title}” in time, so the request has expired. Ask again.`,
  ),
  'stale.marked': kind(
    z.object({ cause: text, by: text, what: text }),
    ({ cause, by, what }) => `${by} changed “${cause}”. Look again at what rests on it and is yours: ${what}.`,
  ),
  'handle.poll-asked': kind(
    z.object({ by: text, number: text }),
    ({ by, number }) => `${by} asks you where customers of “${number}” should land.`,
  ),
  'handle.poll-complete': kind(z.object({ number: text, agreed: z.boolean() }), ({ number, agreed }) =>
    agreed
      ? `Everybody agrees where customers of “${number}” land.`
      : `The poll about “${number}” shows a disagreement.`,
  ),
  'lab.fix-handed': kind(
    z.object({ by: text, payload: text }),
    ({ by, payload }) => `${by} hands you a fix: the test of “${payload}” fails.`,
  ),
  'delegate.named': kind(
    z.object({ by: text, until: text }),
    ({ by, until }) => `You decide sign-offs on behalf of ${by} until ${until}.`,
  ),
} as const

export type NotificationKind = keyof typeof NOTIFICATIONS
export type NotificationArgs<K extends NotificationKind> = z.input<(typeof NOTIFICATIONS)[K]['args']>

/** What a person chooses by: the kind in words, and how it leaves by e-mail until they say otherwise. */
export const KIND_CHOICES: Record<NotificationKind, { label: string; mail: MailChoice }> = {
  'approval.requested': { label: 'Somebody asks me for a sign-off', mail: 'now' },
  'approval.reminder': { label: 'Somebody reminds me of a sign-off', mail: 'now' },
  'approval.approved': { label: 'Something of mine was signed off', mail: 'digest' },
  'approval.rejected': { label: 'Something of mine was not signed off', mail: 'now' },
  'approval.stale': { label: 'A sign-off became stale by an edit', mail: 'digest' },
  'approval.rests-on-stale': { label: 'A sign-off became stale by what it rests on', mail: 'digest' },
  'approval.withdrawn': { label: 'A request to me was withdrawn', mail: 'digest' },
  'approval.expired': { label: 'A request of mine expired', mail: 'digest' },
  'stale.marked': { label: 'Records of mine have to be looked at again', mail: 'digest' },
  'lab.fix-handed': { label: 'Somebody hands me the fix of a failing test', mail: 'now' },
  'handle.poll-asked': { label: 'A poll asks me', mail: 'now' },
  'handle.poll-complete': { label: 'A poll of mine is complete', mail: 'digest' },
  'comment.mention': { label: 'A comment mentions me', mail: 'digest' },
  'delegate.named': { label: 'I decide in somebody’s place', mail: 'now' },
}
