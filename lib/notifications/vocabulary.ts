/** What a list of notifications may be narrowed to. */
export const NOTIFICATION_SHOWS = ['unread', 'read'] as const
export type NotificationFilter = { q?: string | null; show?: (typeof NOTIFICATION_SHOWS)[number] | null }

export const NOTIFICATION_SORTS = ['at', 'kind'] as const
export type NotificationSort = (typeof NOTIFICATION_SORTS)[number]

/** When something leaves by e-mail: at once, in the one e-mail of the day, or not at all. */
export const MAIL_CHOICES = ['now', 'digest', 'never'] as const
export type MailChoice = (typeof MAIL_CHOICES)[number]

export const MAIL_CHOICE_WORDS: Record<MailChoice, string> = {
  now: 'at once',
  digest: 'once a day',
  never: 'never',
}
