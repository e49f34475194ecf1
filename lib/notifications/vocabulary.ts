/** What a list of notifications may be narrowed to. */
export const NOTIFICATION_SHOWS = ['unread', 'read'] as const
export type NotificationFilter = { q?: string | null; show?: (typeof NOTIFICATION_SHOWS)[number] | null }

export const NOTIFICATION_SORTS = ['at', 'kind'] as const
export type NotificationSort = (typeof NOTIFICATION_SORTS)[number]
