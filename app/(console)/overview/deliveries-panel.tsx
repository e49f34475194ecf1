import type { ReactNode } from 'react'
import { formatNumber } from '@/components/ui/format-number'
import { Panel } from '@/components/ui/panel'
import { State, type StateKind } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { DeliverySummary } from '@/lib/deliveries/queries'

type Figure = { key: string; label: string; value: ReactNode; href: string; state?: StateKind }

function figuresOf(deliveries: DeliverySummary): Figure[] {
  const { eventsToday, moreToday, needsReview, noPhone, failures, notUnderstood } = deliveries
  const failed = failures.reduce((sum, cause) => sum + cause.count, 0)
  return [
    {
      key: 'today',
      label: 'Events today',
      value: `${formatNumber(eventsToday)}${moreToday ? '+' : ''}`,
      href: '/deliveries?span=today',
    },
    { key: 'phone', label: 'Came without a phone', value: formatNumber(noPhone), href: '/deliveries?view=no-phone' },
    {
      key: 'review',
      label: 'Need review',
      value: formatNumber(needsReview),
      href: '/deliveries?view=review',
      state: needsReview > 0 ? 'blocked' : 'passed',
    },
    {
      key: 'failed',
      label: 'Failed',
      value: formatNumber(failed),
      href: '/deliveries/failures',
      state: failed > 0 ? 'stale' : 'passed',
    },
    {
      key: 'unknown',
      label: 'Not understood',
      value: formatNumber(notUnderstood),
      href: '/deliveries/not-understood',
      state: notUnderstood > 0 ? 'unverifiable' : 'passed',
    },
  ]
}

/** What WhatsApp sent, and what became of it. */
export function DeliveriesPanel({ deliveries }: { deliveries: DeliverySummary }) {
  const { backlog, lastEventAt, totalEvents } = deliveries
  return (
    <Panel
      title="Deliveries"
      aside={
        lastEventAt ? (
          <>
            last <When at={lastEventAt} style="relative" />
          </>
        ) : (
          'nothing received yet'
        )
      }
      padded={false}
    >
      <dl className="grid grid-cols-2 gap-px bg-line sm:grid-cols-3">
        {figuresOf(deliveries).map(({ key, label, value, href, state }) => (
          <div key={key} className="bg-surface px-4 py-3">
            <dt className="text-small text-ink-2">{state ? <State kind={state}>{label}</State> : label}</dt>
            <dd className="tabular mt-0.5 text-[20px] leading-7 font-semibold">
              <TextLink href={href} className="text-ink no-underline hover:underline">
                {value}
              </TextLink>
            </dd>
          </div>
        ))}
        <div className="bg-surface px-4 py-3">
          <dt className="text-small text-ink-2">Waiting to be resolved</dt>
          <dd className="tabular mt-0.5 text-[20px] leading-7 font-semibold">{formatNumber(backlog)}</dd>
        </div>
      </dl>
      <p className="border-t border-line px-4 py-2.5 text-small text-ink-2">
        {formatNumber(totalEvents)} events so far, from a shadow copy: production does not depend on Handrail.
      </p>
    </Panel>
  )
}
