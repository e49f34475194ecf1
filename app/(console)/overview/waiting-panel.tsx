import Link from 'next/link'
import { formatCount } from '@/components/ui/format-number'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import type { Blocker } from '@/lib/overview/rules'
import { BlockerRow } from './blockers-panel'

type WaitingPanelProps = {
  blockers: Blocker[]
  ownOpen: number
  toDecide: { signOffs: number; handles: number; polls: string[] }
  person: string
}

type Own = { href: string; text: string; room: string }

/** Work that is this person's by name, not only by role. */
function ownWork({ ownOpen, toDecide, person }: WaitingPanelProps): Own[] {
  const { signOffs, handles, polls } = toDecide
  const mine = `/entry-points?owner=${person}&move=not_moved`
  const all = [
    {
      count: polls.length,
      href: `/handles/polls/${polls[0]}`,
      text: formatCount(polls.length, 'poll'),
      after: 'to answer',
      room: 'Handles',
    },
    {
      count: signOffs,
      href: '/approvals?whose=waiting',
      text: formatCount(signOffs, 'sign-off'),
      after: 'to decide',
      room: 'Approvals',
    },
    {
      count: handles,
      href: '/policy/requests?state=open',
      text: formatCount(handles, 'request'),
      after: 'for a handle to decide',
      room: 'Naming policy',
    },
    {
      count: ownOpen,
      href: mine,
      text: formatCount(ownOpen, 'entry point'),
      after: 'of mine to move',
      room: 'Entry points',
    },
  ]
  return all.flatMap(({ count, href, text, after, room }) =>
    count > 0 ? [{ href, text: `${text} ${after}`, room }] : [],
  )
}

/** What this person, with these roles, is expected to do. */
export function WaitingPanel(props: WaitingPanelProps) {
  const own = ownWork(props)
  return (
    <Panel title="Waiting for me" padded={false}>
      {props.blockers.length === 0 && own.length === 0 ? (
        <p className="px-4 py-6 text-prose text-ink-2">
          Nothing waits for you. Work that needs one of your roles appears here.
        </p>
      ) : (
        <ul>
          {own.map(({ href, text, room }) => (
            <li key={href} className="border-b border-line last:border-b-0">
              <Link
                prefetch={false}
                href={href}
                className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-3 px-4 py-2.5 hover:bg-hover"
              >
                <State kind="open" wordHidden>
                  open
                </State>
                <span>
                  <span className="block text-sheet font-medium">{text}</span>
                  <span className="block text-small text-ink-2">{room}</span>
                </span>
              </Link>
            </li>
          ))}
          {props.blockers.map((blocker) => (
            <BlockerRow key={blocker.key} blocker={blocker} />
          ))}
        </ul>
      )}
    </Panel>
  )
}
