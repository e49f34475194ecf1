'use client'

import { Button } from '@/components/ui/button'
import { Popover } from '@/components/ui/popover'
import type { CalendarEntry } from '@/lib/calendar/entries'
import { EntryDetails } from './entry-details'

/** Moves an entry to another day from a list: by keyboard, or with a thumb. */
export function MoveButton({ entry }: { entry: CalendarEntry }) {
  return (
    <Popover
      label={`Move ${entry.title}`}
      align="end"
      trigger={
        <Button size="sm" className="no-print" aria-label={`Move ${entry.title}`}>
          Move
        </Button>
      }
    >
      <EntryDetails entry={entry} mayMove />
    </Popover>
  )
}
