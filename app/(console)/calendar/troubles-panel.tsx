import { formatCount } from '@/components/ui/format-number'
import { Panel } from '@/components/ui/panel'
import { State, type StateKind } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import type { CalendarTroubles } from '@/lib/calendar/queries'
import type { Day } from '@/lib/shared/zone-time'
import { dayText } from './day-words'

type Line = { key: string; kind: StateKind; word: string; sentence: string; href: string; aside: string }

const SHOWN = 8

function linesOf({ clashes, overdue, gaps }: CalendarTroubles, today: Day): Line[] {
  return [
    ...clashes.map(({ key, sentence, href, day, owner }) => ({
      ...{ key, sentence, href, kind: 'blocked' as const, word: 'clash' },
      aside: [dayText(day, today), owner].filter(Boolean).join(', '),
    })),
    ...overdue.map(({ key, sentence, href, since, owner }) => ({
      ...{ key, sentence, href, kind: 'stale' as const, word: 'overdue' },
      aside: [`since ${dayText(since, today)}`, owner].filter(Boolean).join(', '),
    })),
    ...gaps.map(({ key, sentence, href, day }) => ({
      ...{ key, sentence, href, kind: 'open' as const, word: 'no owner' },
      aside: day ? dayText(day, today) : '',
    })),
  ]
}

/** What does not fit together, what is late, and what nobody owns. */
export function TroublesPanel({ troubles, today }: { troubles: CalendarTroubles; today: Day }) {
  const lines = linesOf(troubles, today)
  const { clashes, overdue, gaps } = troubles
  const aside = `${formatCount(clashes.length, 'clash', 'clashes')}, ${overdue.length} overdue, ${gaps.length} without an owner`
  return (
    <Panel id="clashes" title="To put right" aside={lines.length > 0 ? aside : undefined} padded={false}>
      {lines.length === 0 ? (
        <p className="px-4 py-6 text-prose text-ink-2">
          Nothing clashes, nothing is late, and every day with work has its owners.
        </p>
      ) : (
        <ul>
          {lines.slice(0, SHOWN).map((line) => (
            <TroubleRow key={line.key} line={line} />
          ))}
        </ul>
      )}
      {lines.length > SHOWN ? (
        <details className="border-t border-line">
          <summary className="px-4 py-2 text-small text-ink-2">{lines.length - SHOWN} more</summary>
          <ul className="border-t border-line">
            {lines.slice(SHOWN).map((line) => (
              <TroubleRow key={line.key} line={line} />
            ))}
          </ul>
        </details>
      ) : null}
    </Panel>
  )
}

function TroubleRow({ line }: { line: Line }) {
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-3 border-b border-line px-4 py-2.5 last:border-b-0">
      <State kind={line.kind} wordHidden>
        {line.word}
      </State>
      <span>
        <TextLink href={line.href} className="text-sheet text-ink decoration-line-2">
          {line.sentence}
        </TextLink>
        {line.aside ? <span className="block text-small text-ink-2">{line.aside}</span> : null}
      </span>
    </li>
  )
}
