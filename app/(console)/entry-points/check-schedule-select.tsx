'use client'

import { useState, useTransition } from 'react'
import { FieldError } from '@/components/form/field'
import { Select } from '@/components/ui/select'
import { useToast } from '@/components/ui/toast'
import { RECHECK_HOURS, type RecheckHours } from '@/lib/entry-points/check-hours'
import { answerOf } from '@/lib/shared/action-answer'
import { recheckWords } from './check-words'
import { changeScheduleAction } from './checks/actions'

type ScheduleSelectProps = { waveId: string | null; label: string; everyHours: RecheckHours; version: number }

/** How often the sheet or a wave is checked again. Saved as soon as it is chosen. */
export function CheckScheduleSelect({ waveId, label, everyHours, version }: ScheduleSelectProps) {
  const toast = useToast()
  const [problem, setProblem] = useState<string>()
  const [pending, start] = useTransition()
  function choose(value: string) {
    const hours = RECHECK_HOURS.find((one) => String(one) === value)
    if (hours === undefined) return
    start(async () => {
      const answer = answerOf(await changeScheduleAction({ waveId, everyHours: hours, version }))
      setProblem(answer.ok ? undefined : answer.sentence)
      if (answer.ok) toast({ text: `${label}: ${recheckWords(hours)}.` })
    })
  }
  return (
    <div className="space-y-1">
      <Select
        aria-label={`How often to check ${label} again`}
        value={String(everyHours)}
        disabled={pending}
        onChange={(event) => choose(event.target.value)}
        options={RECHECK_HOURS.map((hours) => ({ value: String(hours), label: recheckWords(hours) }))}
        className="max-w-44 min-w-40"
      />
      {problem ? <FieldError>{problem}</FieldError> : null}
    </div>
  )
}
