import { Download } from 'lucide-react'
import type { Metadata } from 'next'
import { StackedMeter } from '@/components/chart/stacked-meter'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { formatNumber, formatShare } from '@/components/ui/format-number'
import { HelpPanel } from '@/components/ui/help-panel'
import { LinkButton } from '@/components/ui/link-button'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import {
  type Coverage,
  type CoverageDayRow,
  type CoveragePlace,
  type PlaceCounts,
  readCoverage,
} from '@/lib/contacts/coverage'
import { requireActor } from '@/lib/server/session'
import { granted } from '../granted'

export const metadata: Metadata = { title: 'Coverage' }

/** How many contacts the next message without a phone would find: everybody, by place, over time, and a forecast. */
export default async function CoveragePage() {
  const actor = await requireActor('contacts:read')
  const coverage = granted(await readCoverage(actor))
  const { totals, portfolios, numbers, days } = coverage
  const known = totals.mapped + totals.exposed
  return (
    <Page>
      <PageHead
        back={<TextLink href="/contacts">Contacts</TextLink>}
        title="Coverage"
        sentence={
          known === 0
            ? 'No contact is known by a phone or a BSUID yet.'
            : `${formatShare(totals.mapped, known)} of those known would be found by a message without a phone; ${formatNumber(totals.exposed)} would not.`
        }
        actions={
          <>
            <LinkButton variant="ghost" icon={<Download />} href="/contacts/coverage/export" download>
              Export
            </LinkButton>
            <LinkButton href="/contacts?coverage=exposed&sort=lastContactAt&dir=desc">
              Exposed, by last contact
            </LinkButton>
          </>
        }
      />
      <div className="mt-5 space-y-5">
        <Panel title="Everybody">
          <Meter label="Everybody" counts={totals} />
          <Words counts={totals} />
        </Panel>
        <Forecast coverage={coverage} />
        <Places title="By portfolio" first="Portfolio" places={portfolios} />
        <Places title="By number" first="Number" places={numbers} />
        <Days days={days} />
        <HelpPanel
          good={[
            'The share of mapped contacts grows every day without anybody doing anything: each message shows a BSUID.',
            'The exposed contacts who wrote last are known by name to those who send to them next.',
          ]}
          fails={[
            'The number looks good for the whole, and one portfolio knows nobody: a BSUID counts in its portfolio alone.',
            'Coverage is looked at once before go-live and never again.',
          ]}
        />
      </div>
    </Page>
  )
}

function Meter({ label, counts, slim }: { label: string; counts: PlaceCounts; slim?: boolean }) {
  const parts = [
    { key: 'mapped', label: 'Mapped', value: counts.mapped, look: 'pass' as const },
    { key: 'exposed', label: 'Exposed', value: counts.exposed, look: 'stale-hatched' as const },
    { key: 'new', label: 'New', value: counts.new, look: 'rest' as const },
  ]
  return <StackedMeter label={label} parts={parts} slim={slim ?? false} />
}

function Words({ counts }: { counts: PlaceCounts }) {
  return (
    <p className="mt-3 text-control text-ink-2">
      <b className="tabular text-ink">{formatNumber(counts.mapped)}</b> mapped: the BSUID is known.{' '}
      <b className="tabular text-ink">{formatNumber(counts.exposed)}</b> exposed: only the phone is, and once they take
      a username the next message comes without it. <b className="tabular text-ink">{formatNumber(counts.new)}</b> new:
      neither is known.
    </p>
  )
}

function Forecast({ coverage: { forecast, duplicatesSoFar } }: { coverage: Coverage }) {
  return (
    <Panel
      title="Duplicates, so far and to come"
      padded={false}
      className="relative"
      aside="counted from today’s contacts, not guessed"
    >
      <PlainTable label="Duplicates" head={['When', 'A set-up that knows only phones', 'With what is mapped today']}>
        <tr>
          <Cell className="font-medium">So far</Cell>
          <Cell tone="end">{formatNumber(duplicatesSoFar)}</Cell>
          <Cell tone="end">–</Cell>
        </tr>
        {forecast.map(({ adoption, phoneOnlyDuplicates, duplicatesHere }) => (
          <tr key={adoption}>
            <Cell className="font-medium">{formatShare(adoption, 1)} have a username</Cell>
            <Cell tone="end">{formatNumber(phoneOnlyDuplicates)}</Cell>
            <Cell tone="end">{formatNumber(duplicatesHere)}</Cell>
          </tr>
        ))}
      </PlainTable>
    </Panel>
  )
}

function Places({ title, first, places }: { title: string; first: string; places: readonly CoveragePlace[] }) {
  if (places.length === 0) return null
  return (
    <Panel title={title} aside="whoever wrote there" padded={false} className="relative">
      <PlainTable label={title} head={[first, 'Mapped', 'Exposed', 'New', 'Share']}>
        {places.map((place) => (
          <tr key={place.id}>
            <Cell className="font-medium">
              {place.label}
              {place.portfolio ? (
                <span className="block text-small font-normal text-ink-2">{place.portfolio}</span>
              ) : null}
            </Cell>
            <Cell tone="end">{formatNumber(place.mapped)}</Cell>
            <Cell tone="end">
              <TextLink href={`/contacts?coverage=exposed&place=${place.id}`}>{formatNumber(place.exposed)}</TextLink>
            </Cell>
            <Cell tone="end">{formatNumber(place.new)}</Cell>
            <Cell className="w-[34%] min-w-[120px]">
              <Meter slim label={place.label} counts={place} />
            </Cell>
          </tr>
        ))}
      </PlainTable>
    </Panel>
  )
}

function Days({ days }: { days: readonly CoverageDayRow[] }) {
  return (
    <Panel title="Over time" padded={days.length === 0} className="relative" aside="the last 30 days that were counted">
      {days.length === 0 ? (
        <p className="text-control text-ink-2">The first day is counted within six hours.</p>
      ) : (
        <PlainTable label="Over time" head={['Day', 'Mapped', 'Exposed', 'New', 'Split by phone', 'Share']}>
          {days.toReversed().map((day) => (
            <tr key={day.day}>
              <Cell className="tabular font-medium whitespace-nowrap">{day.day}</Cell>
              <Cell tone="end">{formatNumber(day.mapped)}</Cell>
              <Cell tone="end">{formatNumber(day.exposed)}</Cell>
              <Cell tone="end">{formatNumber(day.new)}</Cell>
              <Cell tone="end">{formatNumber(day.duplicates)}</Cell>
              <Cell className="w-[34%] min-w-[120px]">
                <Meter slim label={day.day} counts={day} />
              </Cell>
            </tr>
          ))}
        </PlainTable>
      )}
    </Panel>
  )
}
