'use client'

import { type SubmitEvent, useState } from 'react'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { PopoverClose } from '@/components/ui/popover'
import { State } from '@/components/ui/state'
import { When } from '@/components/ui/when'
import type { CalendarEntry } from '@/lib/calendar/entries'
import { dayText } from './day-words'
import { useCarry } from './use-carry'

/** What an entry of the calendar is, how it stands, and the way to move it without a mouse. */
export function EntryDetails({ entry, mayMove }: { entry: CalendarEntry; mayMove: boolean }) {
  return (
    <div className="space-y-2.5">
      <p className="text-body font-[550] [overflow-wrap:anywhere]">{entry.title}</p>
      <p>
        <State kind={entry.shape} className="whitespace-normal">
          {entry.words}
        </State>
      </p>
      <p className="text-small text-ink-2">
        <Times entry={entry} />
        {entry.note ? <span className="block">{entry.note}</span> : null}
        {entry.kind === 'freeze' ? null : <span className="block">{entry.owner ?? 'Nobody owns it.'}</span>}
      </p>
      {mayMove && entry.version !== null ? <MoveForm entry={entry} /> : null}
      <LinkButton size="sm" href={entry.href}>
        Open
      </LinkButton>
    </div>
  )
}

function Times({ entry }: { entry: CalendarEntry }) {
  const { today } = useCarry()
  if (!entry.startsAt || !entry.endsAt) return dayText(entry.first, today)
  return (
    <>
      <When at={entry.startsAt} style="moment" /> to <When at={entry.endsAt} style="moment" />
    </>
  )
}

function MoveForm({ entry }: { entry: CalendarEntry }) {
  const { carry } = useCarry()
  const [day, setDay] = useState(entry.first)
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    carry(entry, day)
  }
  return (
    <form onSubmit={submit} className="flex items-end gap-2 border-t border-line pt-2.5">
      <TextField
        className="flex-1"
        label={entry.first === entry.last ? 'Day' : 'First day'}
        type="date"
        required
        value={day}
        onChange={(event) => setDay(event.target.value)}
      />
      <PopoverClose asChild>
        <Button size="sm" className="mb-[3px]" disabled={!day || day === entry.first} onClick={() => carry(entry, day)}>
          Move
        </Button>
      </PopoverClose>
    </form>
  )
}
