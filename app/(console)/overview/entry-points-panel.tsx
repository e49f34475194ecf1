import { StackedMeter } from '@/components/chart/stacked-meter'
import { formatCount, formatNumber } from '@/components/ui/format-number'
import { Panel } from '@/components/ui/panel'
import { State, type StateKind } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import type { AskedKind } from '@/lib/entry-points/kind-coverage-rules'
import { KIND_WORDS } from '@/lib/entry-points/kinds'
import type { EntryPointCounts } from '@/lib/entry-points/queries'

type Row = { key: string; label: string; value: number; state: StateKind; href: string }

function rowsOf(counts: EntryPointCounts): Row[] {
  return [
    { key: 'right', label: 'Right', value: counts.right, state: 'passed', href: '/entry-points?result=right' },
    {
      key: 'attested',
      label: 'Attested',
      value: counts.attested,
      state: 'waiting',
      href: '/entry-points?result=attested',
    },
    { key: 'wrong', label: 'Wrong', value: counts.wrong, state: 'blocked', href: '/entry-points?result=wrong' },
    {
      key: 'unverifiable',
      label: 'Could not verify',
      value: counts.unverifiable,
      state: 'unverifiable',
      href: '/entry-points?result=unverifiable',
    },
    {
      key: 'open',
      label: 'Not checked',
      value: counts.notChecked,
      state: 'open',
      href: '/entry-points?result=not_checked',
    },
  ]
}

/** The sheet by state: moved is a claim, checked is a proof. */
export function EntryPointsPanel({ counts, forgotten }: { counts: EntryPointCounts; forgotten: readonly AskedKind[] }) {
  const parts = [
    { key: 'moved', label: 'Moved', value: counts.moved, look: 'pass' as const },
    { key: 'stays', label: 'Stays as it is', value: counts.stays, look: 'accent' as const },
    { key: 'back', label: 'Rolled back', value: counts.rolledBack, look: 'block' as const },
    { key: 'not', label: 'Not moved', value: counts.notMoved, look: 'rest' as const },
  ]
  return (
    <Panel title="Entry points" aside={formatCount(counts.total, 'entry point')} className="lg:col-span-2">
      <StackedMeter label="Entry points by how far they are" parts={parts} />
      <p className="mt-2 text-small text-ink-2">
        {formatNumber(counts.moved)} moved, {formatNumber(counts.notMoved)} not yet, {formatNumber(counts.stays)} stay
        as they are. {formatNumber(counts.verified)} were clicked, scanned or attested.
      </p>
      <p className="mt-2 text-small text-ink-2">
        <TextLink href="/entry-points/kinds">
          {forgotten.length === 0
            ? 'Every kind is accounted for'
            : `${formatCount(forgotten.length, 'kind')} not accounted for`}
        </TextLink>
        {forgotten.length === 0 ? '.' : `: ${forgotten.map((kind) => KIND_WORDS[kind]).join(', ')}.`}
      </p>
      <dl className="mt-4 grid gap-x-6 gap-y-2 sm:grid-cols-3 lg:grid-cols-5">
        {rowsOf(counts).map(({ key, label, value, state, href }) => (
          <div key={key}>
            <dt>
              <State kind={state}>{label}</State>
            </dt>
            <dd className="tabular mt-0.5 text-[20px] leading-7 font-semibold">
              <TextLink href={href} className="text-ink no-underline hover:underline">
                {formatNumber(value)}
              </TextLink>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
