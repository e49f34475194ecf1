import Link from 'next/link'
import { formatCount } from '@/components/ui/format-number'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import type { Blocker } from '@/lib/overview/rules'
import { BlockerRow } from './blockers-panel'

type WaitingPanelProps = { blockers: Blocker[]; ownOpen: number; person: string }

/** What this person, with these roles, is expected to do. */
export function WaitingPanel({ blockers, ownOpen, person }: WaitingPanelProps) {
  const nothing = blockers.length === 0 && ownOpen === 0
  return (
    <Panel title="Waiting for me" padded={false}>
      {nothing ? (
        <p className="px-4 py-6 text-prose text-ink-2">
          Nothing waits for you. Work that needs one of your roles appears here.
        </p>
      ) : (
        <ul>
          {ownOpen > 0 ? (
            <li className="border-b border-line last:border-b-0">
              <Link
                prefetch={false}
                href={`/entry-points?owner=${person}&move=not_moved`}
                className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-3 px-4 py-2.5 hover:bg-hover"
              >
                <State kind="open" wordHidden>
                  open
                </State>
                <span>
                  <span className="block text-sheet font-medium">
                    {formatCount(ownOpen, 'entry point')} of mine to move
                  </span>
                  <span className="block text-small text-ink-2">Entry points</span>
                </span>
              </Link>
            </li>
          ) : null}
          {blockers.map((blocker) => (
            <BlockerRow key={blocker.key} blocker={blocker} />
          ))}
        </ul>
      )}
    </Panel>
  )
}
