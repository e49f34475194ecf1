import { StackedMeter } from '@/components/chart/stacked-meter'
import { formatNumber } from '@/components/ui/format-number'
import { Panel } from '@/components/ui/panel'
import { State, type StateKind } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import type { ForecastRow } from '@/lib/identity/coverage'

type Coverage = { mapped: number; exposed: number; new: number }

const ROWS: { key: keyof Coverage; label: string; state: StateKind; words: string; href: string }[] = [
  { key: 'mapped', label: 'Mapped', state: 'passed', words: 'BSUID on file', href: '/contacts?coverage=mapped' },
  {
    key: 'exposed',
    label: 'Exposed',
    state: 'stale',
    words: 'phone only; splits once they take a username',
    href: '/contacts?coverage=exposed',
  },
  { key: 'new', label: 'New', state: 'open', words: 'neither seen yet', href: '/contacts?coverage=none' },
]

/** Who would become a second contact once the phone number is gone. */
export function CoveragePanel({ coverage, forecast }: { coverage: Coverage; forecast: ForecastRow | undefined }) {
  const parts = [
    { key: 'mapped', label: 'Mapped', value: coverage.mapped, look: 'pass' as const },
    { key: 'exposed', label: 'Exposed', value: coverage.exposed, look: 'stale-hatched' as const },
    { key: 'new', label: 'New', value: coverage.new, look: 'rest' as const },
  ]
  return (
    <Panel title="Who would split" aside={<TextLink href="/contacts/coverage">by number and over time</TextLink>}>
      <StackedMeter label="Contacts by what is known of them" parts={parts} />
      <dl className="mt-4 space-y-2">
        {ROWS.map(({ key, label, state, words, href }) => (
          <div key={key} className="grid grid-cols-[110px_72px_minmax(0,1fr)] items-baseline gap-x-3">
            <dt>
              <State kind={state}>{label}</State>
            </dt>
            <dd className="tabular text-right text-sheet">
              <TextLink href={href} className="text-ink">
                {formatNumber(coverage[key])}
              </TextLink>
            </dd>
            <dd className="text-small text-ink-2">{words}</dd>
          </div>
        ))}
      </dl>
      {forecast ? (
        <p className="mt-4 border-t border-line pt-3 text-sheet text-ink-2">
          When 30 % have taken a username, a phone-only set-up makes{' '}
          <strong className="text-ink">{formatNumber(forecast.phoneOnlyDuplicates)}</strong> duplicates; with what is
          mapped today it is <strong className="text-ink">{formatNumber(forecast.duplicatesHere)}</strong>.
        </p>
      ) : null}
    </Panel>
  )
}
