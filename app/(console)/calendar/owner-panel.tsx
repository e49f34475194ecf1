'use client'

import { useState, useTransition } from 'react'
import { SelectField } from '@/components/form/select-field'
import { Panel } from '@/components/ui/panel'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { setCalendarOwnerAction } from './actions'

type OwnerPanelProps = {
  owner: { memberId: string; name: string } | null
  version: number
  choices: readonly { id: string; name: string }[]
  mayWrite: boolean
}

/** The one person who answers for the calendar. */
export function OwnerPanel({ owner, version, choices, mayWrite }: OwnerPanelProps) {
  const toast = useToast()
  const [refusal, setRefusal] = useState<string>()
  const [pending, start] = useTransition()
  function name(memberId: string) {
    start(async () => {
      const answer = answerOf(
        await setCalendarOwnerAction({ memberId: memberId || null, version }).catch(() => undefined),
      )
      setRefusal(answer.ok ? undefined : answer.sentence)
      const named = choices.find(({ id }) => id === memberId)?.name
      if (answer.ok) toast({ text: named ? `${named} owns the calendar now.` : 'Nobody owns the calendar now.' })
    })
  }
  return (
    <Panel title="Owner of the calendar">
      {mayWrite ? (
        <SelectField
          label="One person who answers for every date"
          disabled={pending}
          placeholder="Nobody yet"
          value={owner?.memberId ?? ''}
          options={choices.map(({ id, name: label }) => ({ value: id, label }))}
          error={refusal}
          onChange={(event) => name(event.target.value)}
        />
      ) : (
        <p className="text-control">{owner ? owner.name : 'Nobody yet. Operations can name somebody.'}</p>
      )}
    </Panel>
  )
}
