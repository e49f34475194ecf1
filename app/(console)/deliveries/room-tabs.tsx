import { formatNumber } from '@/components/ui/format-number'
import { LinkTabs } from '@/components/ui/tabs'
import type { Count, ViewCounts } from '@/lib/deliveries/counts'
import { eventList } from './list'

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

/** The tabs of the room. A count that stops at a limit says so with a plus. */
export function RoomTabs({ current, counts }: { current: TabKey; counts: ViewCounts }) {
  const start = eventList.parse('')
  const view = (name: 'review' | 'no-phone' | 'not-understood') => eventList.href(start, { filters: { view: name } })
  const exact = (count: number): Count => ({ count, more: false })
  const tabs = [
    { key: 'all', href: eventList.path, text: 'All', count: exact(counts.all) },
    { key: 'review', href: view('review'), text: 'Needs review', count: counts.review },
    { key: 'causes', href: '/deliveries/failures', text: 'Failed, by cause', count: exact(counts.causes) },
    { key: 'no-phone', href: view('no-phone'), text: 'No phone', count: counts.noPhone },
    { key: 'not-understood', href: view('not-understood'), text: 'Not understood', count: counts.notUnderstood },
  ]
  return (
    <LinkTabs
      label="Views of the deliveries"
      tabs={[
        ...tabs.map(({ key, href, text, count }) => ({
          href,
          label: <Label text={text} count={count} />,
          current: key === current,
        })),
        { href: '/deliveries/posts', label: 'Posts', current: current === 'posts' },
      ]}
    />
  )
}
