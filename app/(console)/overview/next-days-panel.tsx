import Link from 'next/link'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import type { CalendarEntry } from '@/lib/calendar/entries'
import { dayWords } from '../calendar/day-words'

const SHOWN = 10

/** The next 14 days: what has to happen, when, and who does it. */
export function NextDaysPanel({ entries, today }: { entries: readonly CalendarEntry[]; today: string }) {
  const shown = entries.slice(0, SHOWN)
  const more = entries.length - shown.length
  return (
    <Panel title="Next 14 days" padded={false}>
      {shown.length === 0 ? (
        <p className="px-4 py-6 text-prose text-ink-2">
          Nothing is due. Update dates, waves, print deadlines and freeze windows of the next two weeks appear here.
        </p>
      ) : (
        <ul>
          {shown.map((entry) => (
            <li key={entry.key} className="border-b border-line last:border-b-0">
              <Link
                prefetch={false}
                href={entry.href}
                className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-baseline gap-x-3 px-4 py-2 -outline-offset-2 hover:bg-hover"
              >
                <State kind={entry.shape} wordHidden>
                  {entry.words}
                </State>
                <span className="min-w-0">
                  <span className="block truncate text-sheet font-medium">{entry.title}</span>
                  <span className="block truncate text-small text-ink-2">
                    {[entry.words, entry.kind === 'freeze' ? entry.note : (entry.owner ?? 'nobody owns it')]
                      .filter(Boolean)
                      .join(', ')}
                  </span>
                </span>
                <span className="tabular text-right text-small text-ink-2">
                  {dayWords(entry.first < today ? today : entry.first, today)}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <p className="border-t border-line px-4 py-2.5 text-small text-ink-2">
        {more > 0 ? `${more} more. ` : null}
        <TextLink href="/calendar?view=agenda">Open the agenda</TextLink>
      </p>
    </Panel>
  )
}
