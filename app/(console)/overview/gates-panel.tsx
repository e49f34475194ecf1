import Link from 'next/link'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import { ownerWords } from '@/lib/readiness/queries'
import type { Gate } from '@/lib/readiness/schema'
import { gateHref } from '../calendar/gate-link'
import { gateState } from '../calendar/gate-state'

/** What a wave has to pass, each gate with its evidence, its owner and the way to it. */
export function GatesPanel({ wave, gates }: { wave: { number: number; name: string } | null; gates: readonly Gate[] }) {
  const open = gates.filter((gate) => gate.passes).length
  return (
    <Panel
      title={wave ? `Gates for wave ${wave.number}` : 'Gates'}
      aside={`${open} of ${gates.length} open, computed just now`}
      padded={false}
    >
      <ul className="grid gap-px bg-line sm:grid-cols-2 lg:grid-cols-3">
        {gates.map((gate) => {
          const { kind, word } = gateState(gate)
          return (
            <li key={gate.key} className="bg-surface">
              <Link
                prefetch={false}
                href={gateHref(gate)}
                className="block h-full px-4 py-3 -outline-offset-2 hover:bg-hover"
              >
                <span className="flex items-baseline justify-between gap-2">
                  <span className="text-body font-[550]">{gate.name}</span>
                  <State kind={kind}>{word}</State>
                </span>
                <span className="mt-0.5 block text-small text-ink-2">{gate.sentence}</span>
                {gate.passes ? null : (
                  <span className="mt-0.5 block text-small text-ink-3">{ownerWords(gate.owner)}</span>
                )}
              </Link>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
