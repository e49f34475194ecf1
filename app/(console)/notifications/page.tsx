import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { FilterBar, FilterChoice } from '@/components/table/filter-bar'
import { FilterSearch } from '@/components/table/filter-search'
import { ListLayout } from '@/components/table/list-layout'
import { readTableLayout } from '@/components/table/read-table-layout'
import { formatCount } from '@/components/ui/format-number'
import { PageHead } from '@/components/ui/page-head'
import { listNotifications, openNotification, unreadCount } from '@/lib/notifications/queries'
import { NOTIFICATION_SHOWS } from '@/lib/notifications/vocabulary'
import { requireActor } from '@/lib/server/session'
import { exportHref, type NotificationListState, notificationList } from './list'
import { MarkAllRead } from './mark-read'
import { NotificationsTable } from './notifications-table'

export const metadata: Metadata = { title: 'Notifications' }

const WORDS = { unread: 'new notifications', read: 'notifications that were read' } as const

function FilterSentence({ state }: { state: NotificationListState }) {
  const { show } = state.filters
  const option = (label: string, value: (typeof NOTIFICATION_SHOWS)[number] | null) => ({
    label,
    current: show === value,
    href: notificationList.href(state, { filters: { show: value } }),
  })
  return (
    <FilterBar
      clearHref={notificationList.isFiltered(state) ? notificationList.clearHref(state) : undefined}
      trailing={<FilterSearch label="Search notifications" placeholder="Title or person" />}
    >
      Showing
      <FilterChoice
        label="Notifications"
        text={show ? WORDS[show] : 'all notifications'}
        options={[option('all notifications', null), ...NOTIFICATION_SHOWS.map((one) => option(WORDS[one], one))]}
      />
    </FilterBar>
  )
}

/** What this person was told: who signed, refused, edited or mentioned something of theirs. */
export default async function NotificationsPage({ searchParams }: PageProps<'/notifications'>) {
  const actor = await requireActor('overview:read')
  const state = await notificationList.load(searchParams)
  // Each leads to what it is about, and is read then.
  if (state.open) {
    const opened = await openNotification(actor, state.open)
    redirect(opened.ok ? opened.value.href : notificationList.path)
  }
  const { sort, dir, filters } = state
  const [{ rows, total }, unread, layout] = await Promise.all([
    listNotifications(actor, { ...notificationList.window(state), sort, dir, filter: filters }),
    unreadCount(actor),
    readTableLayout('notifications'),
  ])
  return (
    <ListLayout
      head={
        <PageHead
          inList
          title="Notifications"
          sentence={unread === 0 ? 'Everything was read.' : `${formatCount(unread, 'new notification')}.`}
          actions={unread > 0 ? <MarkAllRead /> : null}
        />
      }
      filter={<FilterSentence state={state} />}
    >
      <NotificationsTable rows={rows} total={total} state={state} layout={layout} exportHref={exportHref(state)} />
    </ListLayout>
  )
}
