import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { formatCount } from '@/components/ui/format-number'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { waveTitle } from '@/lib/calendar/entries'
import { calendarMarkOf, ownerChoices } from '@/lib/calendar/queries'
import { isRollingBackNow } from '@/lib/calendar/rollout'
import { type WavePage, wavePage } from '@/lib/calendar/wave-page'
import { isPrinted, type Kind, type Risk } from '@/lib/entry-points/kinds'
import { can } from '@/lib/server/actor'
import { type MemberActor, requireActor } from '@/lib/server/session'
import { currentWorkspace } from '@/lib/server/workspace'
import { dayAt } from '@/lib/shared/zone-time'
import { ApprovalPanel } from '../../../approvals/approval-panel'
import { waveFields } from '../../plan-fields'
import { StayCurrent } from '../../stay-current'
import { WaveDialog } from '../../wave-dialog'
import { WaveState } from '../../wave-state'
import { BeforeRelease } from './before-release'
import { LeadTimes } from './lead-times'
import { groupsOf, waitsFor } from './row-groups'
import { OverrideRelease, WaveActions, type WaveNow } from './wave-actions'
import { WaveNotices, WavePlan, WaveProgress } from './wave-facts'
import { WaveHistory } from './wave-history'
import { WaveRows } from './wave-rows'

export const metadata: Metadata = { title: 'Wave' }

function nowOf(page: WavePage): WaveNow {
  const { wave } = page
  const { id, version, state } = wave
  return { id, version, state, title: waveTitle(wave), rollingBack: isRollingBackNow(wave), waitsFor: waitsFor(page) }
}

/** One wave: its plan before the day, the day itself, and the way back. */
export default async function WaveRoom({ params }: PageProps<'/calendar/waves/[id]'>) {
  const actor = await requireActor('calendar:read')
  const now = new Date()
  const [page, mark] = await Promise.all([wavePage(actor, (await params).id, now), calendarMarkOf(actor)])
  if (!page) notFound()
  const wave = nowOf(page)
  return (
    <Page>
      <PageHead
        back={<TextLink href="/calendar/waves">Waves and freeze windows</TextLink>}
        title={wave.title}
        sentence={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <WaveState wave={page.wave} now={now} />
            {page.wave.owner ? `${page.wave.owner.name} answers for it.` : 'Nobody answers for it yet.'}
            {wave.waitsFor ? ` ${wave.waitsFor}` : ''}
          </span>
        }
        actions={<Actions actor={actor} page={page} wave={wave} />}
      />
      <StayCurrent mark={mark} />
      <div className="grid grid-cols-1 gap-4">
        <WaveNotices wave={page.wave} />
        <WaveProgress wave={page.wave} now={now} />
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
          <Day page={page} wave={wave} />
          <Side actor={actor} page={page} now={now} />
        </div>
      </div>
    </Page>
  )
}

type PartProps = { page: WavePage; wave: WaveNow }

function Actions({ actor, page, wave }: PartProps & { actor: MemberActor }) {
  const isOwn = page.wave.owner?.memberId === actor.memberId
  const mayOverride = can(actor, 'approvals:decide') && !isOwn && page.blockers.every(({ overridable }) => overridable)
  return (
    <>
      {wave.state === 'ready' && page.blockers.length > 0 && mayOverride ? (
        <OverrideRelease wave={wave} closed={page.blockers.length} />
      ) : null}
      {can(actor, 'calendar:write') ? <WaveActions wave={wave} /> : null}
    </>
  )
}

/** What there is to do, in the order of the day. */
function Day({ page, wave }: PartProps) {
  const waiting = wave.state === 'planned' || wave.state === 'ready'
  const groups = groupsOf(page)
  return (
    <div className="grid grid-cols-1 gap-4">
      {waiting ? <BeforeRelease blockers={page.blockers} gates={page.gates} /> : null}
      {groups.map(({ key, ...group }) => (
        <WaveRows key={key} waveId={wave.id} {...group} />
      ))}
      {page.wave.counts.total === 0 ? (
        <Panel title="Entry points of this wave">
          <p className="text-prose text-ink-2">
            None yet. Choose rows in <TextLink href="/entry-points?lacks=wave">the sheet</TextLink> and move them to
            this wave.
          </p>
        </Panel>
      ) : null}
      {page.more > 0 ? (
        <p className="text-small text-ink-2">
          {formatCount(page.more, 'more entry point', 'more entry points')} of this wave are{' '}
          <TextLink href={`/entry-points?wave=${page.wave.number}`}>in the sheet</TextLink>.
        </p>
      ) : null}
    </div>
  )
}

async function Side({ actor, page, now }: { actor: MemberActor; page: WavePage; now: Date }) {
  const { wave, waves, rows } = page
  const [{ zone }, owners] = await Promise.all([currentWorkspace(actor), ownerChoices(actor)])
  const printed = rows.filter((row) => isPrinted(row.kind as Kind, row.risk as Risk) && row.moveState !== 'stays')
  const choices = { zone, owners, waves: waves.map((one) => ({ id: one.id, title: waveTitle(one) })) }
  const current = { id: wave.id, version: wave.version, title: waveTitle(wave), fields: waveFields(wave, zone) }
  return (
    <div className="grid grid-cols-1 gap-4">
      <WavePlan wave={wave} action={can(actor, 'calendar:write') ? <WaveDialog {...choices} wave={current} /> : null} />
      {printed.length > 0 ? (
        <LeadTimes rows={printed} today={dayAt(now, zone)} mayWrite={can(actor, 'entry-points:write')} />
      ) : null}
      <ApprovalPanel actor={actor} subject={{ kind: 'wave', subjectId: wave.id }} />
      <WaveHistory actor={actor} id={wave.id} />
    </div>
  )
}
