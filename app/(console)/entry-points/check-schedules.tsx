import { Cell, PlainTable } from '@/components/table/plain-table'
import { Panel } from '@/components/ui/panel'
import { When } from '@/components/ui/when'
import { listWaves } from '@/lib/calendar/queries'
import { type CheckSchedule, listSchedules } from '@/lib/entry-points/check-schedule'
import { type Actor, can } from '@/lib/server/actor'
import { CheckScheduleSelect } from './check-schedule-select'
import { recheckWords } from './check-words'

type Scope = { waveId: string | null; label: string; state: string | null }

const FINISHED = new Set(['done', 'rolled_back'])

/** The sheet, the waves that are not finished, and finished ones that are still checked. */
function scopesOf(waves: Awaited<ReturnType<typeof listWaves>>, schedules: readonly CheckSchedule[]): Scope[] {
  const kept = new Set(schedules.filter((one) => one.everyHours > 0).map((one) => one.waveId))
  const shown = waves.filter((wave) => !FINISHED.has(wave.state) || kept.has(wave.id))
  return [
    { waveId: null, label: 'the whole sheet', state: null },
    ...shown.map((wave) => ({ waveId: wave.id, label: `Wave ${wave.number}`, state: wave.name })),
  ]
}

/** Who changes a page afterwards rarely says so: what is checked again by itself, and when. */
export async function CheckSchedules({ actor }: { actor: Actor }) {
  const [waves, schedules] = await Promise.all([listWaves(actor), listSchedules(actor)])
  const canWrite = can(actor, 'entry-points:write')
  const byWave = new Map(schedules.map((one) => [one.waveId, one]))
  return (
    <Panel title="Checked again by itself" aside="finds what somebody changed afterwards" padded={false}>
      <PlainTable label="Checked again by itself" head={['What', 'How often', 'Next time']}>
        {scopesOf(waves, schedules).map(({ waveId, label, state }) => {
          const schedule = byWave.get(waveId)
          const everyHours = schedule?.everyHours ?? 0
          return (
            <tr key={label}>
              <Cell className="min-w-36">
                <span className="inline-block font-medium first-letter:uppercase">{label}</span>
                {state && state !== label ? <span className="ml-2 text-small text-ink-2">{state}</span> : null}
              </Cell>
              <Cell>
                {canWrite ? (
                  <CheckScheduleSelect
                    key={schedule?.version ?? 0}
                    waveId={waveId}
                    label={label}
                    everyHours={everyHours}
                    version={schedule?.version ?? 0}
                  />
                ) : (
                  recheckWords(everyHours)
                )}
              </Cell>
              <Cell tone="quiet" className="min-w-48">
                {schedule?.nextAt ? <When at={schedule.nextAt} style="full" /> : '–'}
              </Cell>
            </tr>
          )
        })}
      </PlainTable>
    </Panel>
  )
}
