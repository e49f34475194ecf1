import Link from 'next/link'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import type { Blocker } from '@/lib/overview/rules'

const WORDS: Record<Blocker['kind'], string> = { blocked: 'blocks', stale: 'needs attention', open: 'open' }

/** One row of something in the way: what, where, and whom it waits for. */
export function BlockerRow({ blocker }: { blocker: Blocker }) {
  return (
    <li className="border-b border-line last:border-b-0">
      <Link
        prefetch={false}
        href={blocker.href}
        className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-baseline gap-x-3 px-4 py-2.5 hover:bg-hover"
      >
        <State kind={blocker.kind} wordHidden>
          {WORDS[blocker.kind]}
        </State>
        <span className="min-w-0">
          <span className="block text-sheet font-medium">{blocker.title}</span>
          <span className="block text-small text-ink-2">{blocker.where}</span>
        </span>
        <span className="text-small text-ink-2">{blocker.owner}</span>
      </Link>
    </li>
  )
}

export function BlockersPanel({ blockers }: { blockers: Blocker[] }) {
  return (
    <Panel title="In the way" aside="computed just now" padded={false}>
      {blockers.length === 0 ? (
        <p className="px-4 py-6 text-prose text-ink-2">
          Nothing. What stops the rollout appears here, with whom it waits for.
        </p>
      ) : (
        <ul>
          {blockers.map((blocker) => (
            <BlockerRow key={blocker.key} blocker={blocker} />
          ))}
        </ul>
      )}
    </Panel>
  )
}
