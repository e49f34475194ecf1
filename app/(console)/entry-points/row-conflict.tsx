'use client'

import { useState } from 'react'
import { type ConflictChoice, ConflictDialog, type ConflictField } from '@/components/form/conflict-dialog'
import type { InlineSaveOutcome } from '@/components/table/inline-cell'
import type { EntryPointPatch, EntryPointView } from '@/lib/entry-points/schema'
import type { StaleDetails } from '@/lib/entry-points/update-entry-point'
import { FIELD_WORDS, fieldReading, fieldValue, type SheetField } from './field-words'
import type { SheetOptions } from './sheet-context'

/** Two people met in one row: what one typed, what the other saved, and who waits for the answer. */
export type Meeting = {
  row: EntryPointView
  patch: EntryPointPatch
  details: StaleDetails
  settle: (outcome: InlineSaveOutcome) => void
}

type RowConflictProps = {
  meeting: Meeting
  options: SheetOptions
  send: (row: EntryPointView, patch: EntryPointPatch) => Promise<InlineSaveOutcome>
  onDone: () => void
}

const FIELDS = Object.keys(FIELD_WORDS) as SheetField[]

/** What the other person changed besides the fields in question: it stays as they saved it. */
function alsoChanged({ row, patch, details }: Meeting): string[] {
  const others = FIELDS.filter((field) => !(field in patch))
  return others.flatMap((field) =>
    fieldValue(row, field) === fieldValue(details.current, field) ? [] : [FIELD_WORDS[field].toLowerCase()],
  )
}

function fieldsOf({ patch, details }: Meeting, options: SheetOptions): ConflictField[] {
  const typed = FIELDS.filter((field) => field in patch)
  return typed.map((field) => {
    const mine = String(patch[field] ?? '')
    const theirs = fieldValue(details.current, field)
    const same = mine === theirs
    const sides = { mine: fieldReading(field, mine, options), theirs: fieldReading(field, theirs, options) }
    return { field, label: FIELD_WORDS[field], ...sides, same }
  })
}

/** Both versions, field by field. Closing it changes nothing and leaves what was typed in its cell. */
export function RowConflict({ meeting, options, send, onDone }: RowConflictProps) {
  const [pending, setPending] = useState(false)
  const { row, patch, details, settle } = meeting
  const also = alsoChanged(meeting)
  const who = details.changedBy?.name ?? 'Somebody else'
  function finish(outcome: InlineSaveOutcome) {
    onDone()
    settle(outcome)
  }
  async function resolve(choices: Record<string, ConflictChoice>) {
    setPending(true)
    const kept = Object.entries(patch).filter(([field]) => choices[field] !== 'theirs')
    // Sent with the version that was just compared: a third person's change opens this question again.
    finish(await send(details.current, Object.fromEntries(kept)))
  }
  return (
    <ConflictDialog
      open
      onOpenChange={(open) => {
        if (!open)
          finish({ ok: false, message: `${who} changed this row meanwhile. Save again to compare, or press Escape.` })
      }}
      subject={row.name}
      theirName={also.length > 0 ? `${who} (who also changed ${also.join(', ')})` : who}
      fields={fieldsOf(meeting, options)}
      onResolve={resolve}
      pending={pending}
    />
  )
}
