import { formatNumber } from '@/components/ui/format-number'
import { type LinkTab, LinkTabs } from '@/components/ui/tabs'
import type { Count, ViewCounts } from '@/lib/deliveries/counts'
import type { Actor } from '@/lib/server/actor'
import { listViews } from '@/lib/views/queries'
import { mayShareView } from '@/lib/views/rights'
import { ViewTabs } from '../views/view-tabs'
import { type EventListState, eventList } from './list'

const ROOM = 'deliveries'

type TabKey = 'all' | 'review' | 'causes' | 'no-phone' | 'not-understood' | 'posts'

function Label({ text, count: { count, more } }: { text: string; count: Count }) {
  return (
    <>
      {text}
      <span className="tabular ml-[5px] font-normal text-ink-3">
        {formatNumber(count)}
        {more ? '+' : ''}
      </span>
    </>
  )
}

/** The room's own tabs. A count that stops at a limit says so with a plus. */
function builtInTabs(counts: ViewCounts, current: TabKey | null): LinkTab[] {
  const start = eventList.parse('')
  const view = (name: 'review' | 'no-phone') => eventList.href(start, { filters: { view: name } })
  const exact = (count: number): Count => ({ count, more: false })
  const tabs = [
    { key: 'all', href: eventList.path, text: 'All', count: exact(counts.all) },
    { key: 'review', href: view('review'), text: 'Needs review', count: counts.review },
    { key: 'causes', href: '/deliveries/failures', text: 'Failed, by cause', count: exact(counts.causes) },
    { key: 'no-phone', href: view('no-phone'), text: 'No phone', count: counts.noPhone },
    { key: 'not-understood', href: '/deliveries/not-understood', text: 'Not understood', count: counts.notUnderstood },
  ]
  const labelled = tabs.map(({ key, href, text, count }) => ({
    href,
    label: <Label text={text} count={count} />,
    current: key === current,
  }))
  return [...labelled, { href: '/deliveries/posts', label: 'Posts', current: current === 'posts' }]
}

type RoomTabsProps = {
  actor: Actor
  counts: ViewCounts
  at: { page: 'causes' | 'not-understood' | 'posts' } | { list: EventListState }
}

/** The tabs of the room and the saved views of its events. What the list shows can be kept as one more. */
export async function RoomTabs({ actor, counts, at }: RoomTabsProps) {
  const views = await listViews(actor, ROOM)
  if ('page' in at) {
    const saved = views.map(({ name, query }) => ({ href: `${eventList.path}?${query}`, label: name, current: false }))
    return <LinkTabs label="Views" tabs={[...builtInTabs(counts, at.page), ...saved]} />
  }
  const [, query = ''] = eventList.href(at.list, { page: 1, open: null }).split('?')
  const { view, ...others } = at.list.filters
  const isBuiltIn = Object.values(others).every((value) => value === null)
  return (
    <ViewTabs
      room={ROOM}
      path={eventList.path}
      query={query}
      builtIn={builtInTabs(counts, isBuiltIn ? (view ?? 'all') : null)}
      views={views}
      mayShare={mayShareView(actor, ROOM)}
    />
  )
}
