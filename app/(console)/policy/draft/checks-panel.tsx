import { classNames } from '@/components/ui/class-names'
import { formatCount } from '@/components/ui/format-number'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import type { PolicyChecks } from '@/lib/policy/check-rules'

/** How full the page is, what has to be put right, and what is odd: as it stands while typing. */
export function ChecksPanel({ checks }: { checks: PolicyChecks }) {
  const { problems, warnings, ready } = checks
  return (
    <Panel
      title="As it stands"
      aside={ready ? <State kind="passed">ready</State> : <State kind="blocked">not ready</State>}
    >
      <div className="space-y-4">
        <PageMeter budget={checks.budget} />
        <div aria-live="polite">
          <p className="text-control font-[550]">
            {ready ? 'Nothing is left to put right.' : `${formatCount(problems.length, 'thing')} to put right`}
          </p>
          <ul className="mt-1 list-disc space-y-1 pl-4 text-control">
            {problems.map((sentence) => (
              <li key={sentence} className="[overflow-wrap:anywhere]">
                {sentence}
              </li>
            ))}
          </ul>
        </div>
        {warnings.length > 0 ? (
          <div>
            <p className="text-control font-[550]">Odd, but allowed</p>
            <ul className="mt-1 list-disc space-y-1 pl-4 text-control text-ink-2">
              {warnings.map((sentence) => (
                <li key={sentence} className="[overflow-wrap:anywhere]">
                  {sentence}
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
    </Panel>
  )
}

function PageMeter({ budget }: { budget: PolicyChecks['budget'] }) {
  const percent = Math.ceil(budget.used * 100)
  return (
    <div className="text-control">
      <div className="mb-1.5 flex items-baseline justify-between gap-3">
        <span className="font-[550]">Length</span>
        <span className={classNames('tabular text-small', budget.fits ? 'text-ink-2' : 'font-medium text-block')}>
          {percent} % of one page
        </span>
      </div>
      {/* The number beside the word says the same to everybody. */}
      <div aria-hidden="true" className="h-2 overflow-hidden rounded-full bg-line">
        <div
          className={classNames('h-full rounded-full', budget.fits ? 'bg-accent' : 'bg-block')}
          style={{ width: `${Math.min(100, percent)}%` }}
        />
      </div>
      <p className="mt-1.5 text-small text-ink-2">
        It has to fit one printed page, A4 and Letter alike, so that it can be followed without a meeting.
      </p>
    </div>
  )
}
