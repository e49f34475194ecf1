import { parseAsStringLiteral } from 'nuqs/server'
import { defineList, parseAsSearch } from '@/components/table/list-descriptor'
import { NOTIFICATION_SHOWS, NOTIFICATION_SORTS } from '@/lib/notifications/vocabulary'

/** What a person was told, for the page, the table and the export. */
export const notificationList = defineList({
  path: '/notifications',
  sorts: NOTIFICATION_SORTS,
  initial: { sort: 'at', dir: 'desc' },
  filters: { q: parseAsSearch, show: parseAsStringLiteral(NOTIFICATION_SHOWS) },
})

export type NotificationListState = ReturnType<typeof notificationList.parse>

export function exportHref(state: NotificationListState): string {
  const query = notificationList.href(state, { page: 1, open: null }).split('?')[1]
  return query ? `${notificationList.path}/export?${query}` : `${notificationList.path}/export`
}
