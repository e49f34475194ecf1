'use client'

import { useState, useTransition } from 'react'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import { useToast } from '@/components/ui/toast'
import { printDeadline } from '@/lib/calendar/clash-rules'
import type { WaveRow } from '@/lib/calendar/wave-page'
import { answerOf } from '@/lib/shared/action-answer'
import type { Day } from '@/lib/shared/zone-time'
import { setLeadTimeAction } from '../../actions'
import { dayText } from '../../day-words'

type LeadTimesProps = { rows: readonly WaveRow[]; today: Day; mayWrite: boolean }

/** Printed things of the wave, with the days a printer or publisher needs: the deadline is counted back from them. */
export function LeadTimes({ rows, today, mayWrite }: LeadTimesProps) {
  return (
    <Panel title="Print deadlines" padded={false}>
      <ul>
        {rows.map((row) => (
          <LeadTime key={`${row.id}.${row.version}`} row={row} today={today} mayWrite={mayWrite} />
        ))}
      </ul>
    </Panel>
  )
}

function LeadTime({ row, today, mayWrite }: { row: WaveRow; today: Day; mayWrite: boolean }) {
  const toast = useToast()
  const [days, setDays] = useState(row.leadDays === null ? '' : String(row.leadDays))
  const [problem, setProblem] = useState<string>()
  const [pending, start] = useTransition()
  const wanted = days.trim() === '' ? null : Number(days)
  function save() {
    start(async () => {
      const answer = answerOf(
        await setLeadTimeAction({ id: row.id, version: row.version, leadDays: wanted }).catch(() => undefined),
      )
      setProblem(answer.ok ? undefined : (answer.fields?.leadDays?.[0] ?? answer.sentence))
      if (answer.ok) toast({ text: `The print deadline of “${row.name}” is counted anew.` })
    })
  }
  return (
    <li className="flex flex-wrap items-end gap-x-3 gap-y-2 border-b border-line px-4 py-2.5 last:border-b-0">
      <span className="min-w-0 flex-1 basis-48 self-center">
        <TextLink href={`/entry-points/${row.id}`} className="text-sheet font-medium text-ink decoration-line-2">
          {row.name}
        </TextLink>
        <Deadline row={row} today={today} />
      </span>
      {mayWrite ? (
        <span className="no-print flex items-end gap-2">
          <TextField
            className="w-24"
            label="Lead days"
            type="number"
            inputMode="numeric"
            min={0}
            max={365}
            aria-label={`Lead days of ${row.name}`}
            value={days}
            error={problem}
            onChange={(event) => setDays(event.target.value)}
          />
          <Button size="sm" className="mb-[3px]" pending={pending} disabled={wanted === row.leadDays} onClick={save}>
            Save
          </Button>
        </span>
      ) : null}
    </li>
  )
}

function Deadline({ row, today }: { row: WaveRow; today: Day }) {
  if (!row.updateDate) return <State kind="blocked">no update date</State>
  if (!row.leadDays)
    return <span className="block text-small text-ink-2">No lead time, so no deadline is counted.</span>
  const deadline = printDeadline(row.updateDate, row.leadDays)
  const late = deadline < today && row.moveState === 'not_moved'
  return (
    <span className="block">
      <State kind={late ? 'blocked' : 'open'} className="whitespace-normal">
        {late ? 'had to be' : 'to be'} at the printer by {dayText(deadline, today)}, out on{' '}
        {dayText(row.updateDate, today)}
      </State>
    </span>
  )
}
