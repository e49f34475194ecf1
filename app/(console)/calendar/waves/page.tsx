import type { Metadata } from 'next'
import { WaveTrack } from '@/components/chart/wave-track'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { EmptyState } from '@/components/ui/empty-state'
import { formatCount } from '@/components/ui/format-number'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { waveTitle } from '@/lib/calendar/entries'
import { calendarMarkOf, ownerChoices, type WaveWithCounts } from '@/lib/calendar/queries'
import { type Rollout, readRollout } from '@/lib/calendar/rollout'
import type { FreezeView } from '@/lib/calendar/schema'
import { isFinished, isUnderWay } from '@/lib/calendar/wave-states'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { FreezeDialog } from '../freeze-dialog'
import { OrderButtons } from '../order-buttons'
import { freezeFields, waveFields } from '../plan-fields'
import { RemovePlan } from '../remove-plan'
import { StayCurrent } from '../stay-current'
import { trackOf } from '../track-waves'
import { type WaveChoices, WaveDialog } from '../wave-dialog'
import { WaveState } from '../wave-state'

export const metadata: Metadata = { title: 'Waves and freeze windows' }

/** The order in which entry points move, and the times in which nothing may. */
export default async function WavesPage() {
  const actor = await requireActor('calendar:read')
  const now = new Date()
  const [rollout, owners, mark] = await Promise.all([readRollout(actor), ownerChoices(actor), calendarMarkOf(actor)])
  const { waves, freezes, zone } = rollout
  const mayWrite = can(actor, 'calendar:write')
  const choices: WaveChoices = { zone, owners, waves: waves.map((wave) => ({ id: wave.id, title: waveTitle(wave) })) }
  return (
    <Page>
      <PageHead
        back={<TextLink href="/calendar">Calendar</TextLink>}
        title="Waves and freeze windows"
        sentence={sentenceOf(waves, freezes)}
        actions={
          mayWrite ? (
            <>
              <FreezeDialog zone={zone} />
              <WaveDialog {...choices} />
            </>
          ) : null
        }
      />
      <StayCurrent mark={mark} />
      <div className="grid grid-cols-1 gap-4">
        <Track rollout={rollout} now={now} />
        <Panel title="Waves" padded={false} className="relative">
          {waves.length === 0 ? (
            <EmptyState sentence="A wave is a group of entry points that move together, in a window, with an owner and a way back. Plan the first one, then put entry points into it in the sheet." />
          ) : (
            <WaveTable waves={waves} choices={choices} mayWrite={mayWrite} now={now} />
          )}
        </Panel>
        <Panel title="Freeze windows" padded={false} className="relative">
          {freezes.length === 0 ? (
            <EmptyState sentence="A freeze window is a time in which nothing public may change: the busiest weekend of the year, a stock count, a system change." />
          ) : (
            <FreezeTable freezes={freezes} zone={zone} mayWrite={mayWrite} now={now} />
          )}
        </Panel>
      </div>
    </Page>
  )
}

function sentenceOf(waves: readonly WaveWithCounts[], freezes: readonly FreezeView[]): string {
  const done = waves.filter((wave) => wave.state === 'done').length
  return `${formatCount(waves.length, 'wave')}, ${done} done. ${formatCount(freezes.length, 'freeze window')}.`
}

function Track({ rollout, now }: { rollout: Rollout; now: Date }) {
  const track = trackOf(rollout, now)
  if (track.waves.length + track.freezes.length === 0) return null
  return (
    <Panel>
      <WaveTrack label="Waves, freeze windows and today, in the order of time" {...track} />
    </Panel>
  )
}

type WaveTableProps = {
  waves: readonly WaveWithCounts[]
  choices: WaveChoices
  mayWrite: boolean
  now: Date
}

const WAVE_HEAD = ['Wave', 'State', 'Window', 'Owner', 'Entry points', 'Comes after', { hidden: 'Change' }]

function isPlan(wave: WaveWithCounts | undefined): boolean {
  return wave !== undefined && !isFinished(wave.state) && !isUnderWay(wave.state)
}

function WaveTable({ waves, choices, mayWrite, now }: WaveTableProps) {
  return (
    <PlainTable label="Waves" head={mayWrite ? WAVE_HEAD : WAVE_HEAD.slice(0, -1)}>
      {waves.map((wave, i) => (
        <tr key={wave.id}>
          <Cell className="min-w-40 font-medium">
            <TextLink href={`/calendar/waves/${wave.id}`}>{waveTitle(wave)}</TextLink>
            {wave.goal ? <span className="block text-small font-normal text-ink-2">{wave.goal}</span> : null}
          </Cell>
          <Cell>
            <WaveState wave={wave} now={now} />
          </Cell>
          <Cell className="whitespace-nowrap">
            <Window startsAt={wave.startsAt} endsAt={wave.endsAt} />
          </Cell>
          <Cell>{wave.owner?.name ?? <State kind="blocked">no owner</State>}</Cell>
          <Cell className="whitespace-nowrap">
            <Progress wave={wave} />
          </Cell>
          <Cell tone="quiet">{wave.dependsOn ? waveTitle(wave.dependsOn) : 'no other'}</Cell>
          {mayWrite ? (
            <Cell className="text-right whitespace-nowrap">
              <span className="inline-flex items-center gap-1">
                {isPlan(wave) ? (
                  <OrderButtons
                    wave={{ id: wave.id, version: wave.version, title: waveTitle(wave) }}
                    earlier={isPlan(waves[i - 1])}
                    later={isPlan(waves[i + 1])}
                  />
                ) : null}
                <WaveDialog
                  {...choices}
                  wave={{
                    ...{ id: wave.id, version: wave.version, title: waveTitle(wave) },
                    fields: waveFields(wave, choices.zone),
                  }}
                />
                {wave.state === 'planned' && wave.counts.total === 0 ? (
                  <RemovePlan kind="wave" id={wave.id} version={wave.version} name={waveTitle(wave)} />
                ) : null}
              </span>
            </Cell>
          ) : null}
        </tr>
      ))}
    </PlainTable>
  )
}

function Window({ startsAt, endsAt }: { startsAt: Date | null; endsAt: Date | null }) {
  if (!startsAt || !endsAt) return <span className="text-ink-2">no window yet</span>
  return (
    <>
      <When at={startsAt} style="moment" /> to
      <br />
      <When at={endsAt} style="moment" />
    </>
  )
}

function Progress({ wave: { counts, number } }: { wave: WaveWithCounts }) {
  const { total, moved, stays, proven } = counts
  if (total === 0) return <TextLink href="/entry-points?lacks=wave">none yet</TextLink>
  return (
    <>
      <TextLink href={`/entry-points?wave=${number}`}>{formatCount(total, 'entry point')}</TextLink>
      <span className="block text-small text-ink-2">
        {moved + stays} moved, {proven} proven
      </span>
    </>
  )
}

type FreezeTableProps = { freezes: readonly FreezeView[]; zone: string; mayWrite: boolean; now: Date }

const FREEZE_HEAD = ['Freeze window', 'State', 'From', 'Until', 'Why', { hidden: 'Change' }]

function FreezeTable({ freezes, zone, mayWrite, now }: FreezeTableProps) {
  return (
    <PlainTable label="Freeze windows" head={mayWrite ? FREEZE_HEAD : FREEZE_HEAD.slice(0, -1)}>
      {freezes.map((freeze) => (
        <tr key={freeze.id} id={`freeze-${freeze.id}`}>
          <Cell className="font-medium">{freeze.name}</Cell>
          <Cell>
            <FreezeState freeze={freeze} now={now} />
          </Cell>
          <Cell className="whitespace-nowrap">
            <When at={freeze.startsAt} style="moment" />
          </Cell>
          <Cell className="whitespace-nowrap">
            <When at={freeze.endsAt} style="moment" />
          </Cell>
          <Cell tone="quiet">{freeze.reason ?? '–'}</Cell>
          {mayWrite ? (
            <Cell className="text-right whitespace-nowrap">
              <span className="inline-flex items-center gap-1">
                <FreezeDialog
                  zone={zone}
                  freeze={{ id: freeze.id, version: freeze.version, fields: freezeFields(freeze, zone) }}
                />
                <RemovePlan kind="freeze" id={freeze.id} version={freeze.version} name={freeze.name} />
              </span>
            </Cell>
          ) : null}
        </tr>
      ))}
    </PlainTable>
  )
}

function FreezeState({ freeze, now }: { freeze: FreezeView; now: Date }) {
  if (freeze.endsAt <= now) return <State kind="open">over</State>
  return freeze.startsAt <= now ? <State kind="blocked">on</State> : <State kind="waiting">planned</State>
}
