import { WaveTrack } from '@/components/chart/wave-track'
import { formatCount } from '@/components/ui/format-number'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import type { Rollout } from '@/lib/calendar/rollout'
import { trackOf } from '../calendar/track-waves'

/** The rollout on a line of time. */
export function WavesPanel({ rollout, now }: { rollout: Rollout; now: Date }) {
  const { waves } = rollout
  const open = <TextLink href="/calendar">Open the calendar</TextLink>
  if (waves.length === 0) {
    return (
      <Panel title="Waves">
        <p className="text-prose text-ink-2">
          No wave is planned yet. A wave is a group of entry points that move together. {open}
        </p>
      </Panel>
    )
  }
  const points = waves.reduce((sum, wave) => sum + wave.counts.total, 0)
  const undated = waves.filter((wave) => !wave.startsAt).length
  return (
    <Panel title="Waves" aside={`${formatCount(waves.length, 'wave')}, ${formatCount(points, 'entry point')}`}>
      <WaveTrack label="Waves, freeze windows and today, in the order of time" {...trackOf(rollout, now)} />
      <p className="mt-3 text-small text-ink-2">
        {undated > 0 ? `${formatCount(undated, 'wave')} without a window not shown. ` : null}
        {open}
      </p>
    </Panel>
  )
}
