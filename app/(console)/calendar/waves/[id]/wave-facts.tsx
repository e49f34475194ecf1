import type { ReactNode } from 'react'
import { KeyValues } from '@/components/ui/key-values'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { Progress } from '@/components/ui/progress'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { waveTitle } from '@/lib/calendar/entries'
import type { WaveWithCounts } from '@/lib/calendar/queries'
import { isRollingBackNow } from '@/lib/calendar/rollout'
import { TimeLeft } from './time-left'

type WaveProps = { wave: WaveWithCounts }

/** How far it is, in three figures that a phone shows first. */
export function WaveProgress({ wave, now }: WaveProps & { now: Date }) {
  const { counts, startsAt, endsAt } = wave
  const { total, moved, stays, proven, rolledBack, impossible } = counts
  const back = isRollingBackNow(wave)
  return (
    <Panel>
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-3">
        {back ? (
          <Progress
            label="Walked back"
            done={total - counts.unwalked}
            total={total}
            note={`${rolledBack} put back, ${impossible} impossible`}
          />
        ) : (
          <Progress
            label="Moved"
            done={moved + stays}
            total={total}
            note={stays > 0 ? `${stays} of them stay as they are` : undefined}
          />
        )}
        <Progress
          label="Clicked or scanned since"
          done={proven}
          total={total}
          note={counts.wrong > 0 ? `${counts.wrong} wrong` : undefined}
        />
        <div className="text-control">
          <p className="font-[550]">Window</p>
          <p className="mt-0.5 text-section">
            <TimeLeft
              startsAt={startsAt?.toISOString() ?? null}
              endsAt={endsAt?.toISOString() ?? null}
              nowIs={now.toISOString()}
            />
          </p>
        </div>
      </div>
    </Panel>
  )
}

/** What everybody has to know before they touch anything: an override, a roll-back. */
export function WaveNotices({ wave }: WaveProps) {
  const { override, rollbackAt, rollbackReason } = wave
  return (
    <>
      {override ? (
        <Notice
          tone="careful"
          title={`${override.byName} released it although ${override.closed.length} things were closed.`}
        >
          “{override.reason}”
          <details className="mt-1">
            <summary className="text-small text-ink-2">What was closed</summary>
            <ul className="mt-1 list-disc pl-4 text-small">
              {override.closed.map((gate) => (
                <li key={gate.key}>
                  {gate.name}: {gate.sentence}
                </li>
              ))}
            </ul>
          </details>
        </Notice>
      ) : null}
      {rollbackAt ? (
        <Notice tone="careful" title={isRollingBackNow(wave) ? 'It is being rolled back.' : 'It was rolled back.'}>
          “{rollbackReason}” Begun <When at={rollbackAt} style="full" />.
        </Notice>
      ) : null}
    </>
  )
}

function moment(at: Date | null, otherwise: ReactNode): ReactNode {
  return at ? <When at={at} style="full" /> : otherwise
}

/** The plan: who answers for it, when, and after what. */
export function WavePlan({ wave, action }: WaveProps & { action: ReactNode }) {
  const { goal, owner, startsAt, endsAt, dependsOn, releasedAt, finishedAt, counts, number } = wave
  const rows = [
    { key: 'Goal', value: goal ?? <span className="text-ink-2">not written down</span> },
    { key: 'Owner', value: owner?.name ?? <span className="text-block">nobody yet</span> },
    { key: 'Window opens', value: moment(startsAt, 'no window yet') },
    { key: 'Window closes', value: moment(endsAt, 'no window yet') },
    {
      key: 'Comes after',
      value: dependsOn ? (
        <TextLink href={`/calendar/waves/${dependsOn.id}`}>{waveTitle(dependsOn)}</TextLink>
      ) : (
        'no other wave'
      ),
    },
    { key: 'Released', value: moment(releasedAt, 'not yet') },
    ...(finishedAt ? [{ key: 'Finished', value: moment(finishedAt, '') }] : []),
    {
      key: 'Entry points',
      value: <TextLink href={`/entry-points?wave=${number}`}>{counts.total} in the sheet</TextLink>,
    },
  ]
  return (
    <Panel id="plan" title="Plan" actions={action}>
      <KeyValues rows={rows} />
    </Panel>
  )
}
