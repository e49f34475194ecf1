import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import type { ReleaseBlocker } from '@/lib/calendar/release-rules'
import type { Gate } from '@/lib/readiness/schema'
import { gateHref } from '../../gate-link'

type BeforeReleaseProps = { blockers: readonly ReleaseBlocker[]; gates: readonly Gate[] }

/** Everything between this wave and its release, each with who it waits for, and what is open already. */
export function BeforeRelease({ blockers, gates }: BeforeReleaseProps) {
  const open = gates.filter((gate) => gate.passes)
  const linkOf = (blocker: ReleaseBlocker): string => {
    const gate = gates.find(({ key }) => blocker.key === `gate-${key}`)
    return gate ? gateHref(gate) : blocker.href
  }
  return (
    <Panel title="Before it goes out" aside={`${open.length} of ${gates.length} gates open`} padded={false}>
      {blockers.length === 0 ? (
        <p className="px-4 py-4 text-control">
          <State kind="passed">Nothing is in the way.</State>
        </p>
      ) : (
        <ul>
          {blockers.map((blocker) => (
            <li
              key={blocker.key}
              className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 border-b border-line px-4 py-2.5 last:border-b-0 sm:grid-cols-[auto_minmax(0,1fr)_auto]"
            >
              <State kind={blocker.overridable ? 'blocked' : 'stale'} wordHidden>
                {blocker.overridable ? 'closed' : 'to put right'}
              </State>
              <span className="min-w-0">
                <TextLink href={linkOf(blocker)} className="text-sheet font-medium text-ink decoration-line-2">
                  {blocker.name}
                </TextLink>
                <span className="block text-small text-ink-2">{blocker.sentence}</span>
              </span>
              <span className="text-small text-ink-2 max-sm:col-start-2">{blocker.owner}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
