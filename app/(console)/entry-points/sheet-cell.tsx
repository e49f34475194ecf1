'use client'

import type { ReactNode } from 'react'
import { InlineCell } from '@/components/table/inline-cell'
import type { SelectOption } from '@/components/ui/select'
import type { EntryPointPatch, EntryPointView } from '@/lib/entry-points/schema'
import { choicesOf, isMachine } from './cell-choices'
import { FIELD_WORDS, fieldReading, fieldValue, type SheetField } from './field-words'
import { type SheetOptions, useSheet } from './sheet-context'

const PLACEHOLDERS: Partial<Record<SheetField, string>> = {
  owner: 'add owner',
  wave: 'no wave',
  updateDate: 'add date',
  newDestination: 'add destination',
  currentDestination: 'add destination',
  rollbackPath: 'add a way back',
  location: 'add location',
  audience: 'add audience',
  notes: 'add notes',
  leadDays: 'add days',
}

function optionsOf(field: SheetField, options: SheetOptions): readonly SelectOption[] | undefined {
  return field === 'owner' ? options.owners : choicesOf(field, options)
}

type SheetCellProps = {
  row: EntryPointView
  field: SheetField
  /** How the value reads here, where it is not simply its text. */
  display?: ReactNode
}

/** One field of one row, edited where it stands by those who may, plain for everybody else. */
export function SheetCell({ row, field, display }: SheetCellProps) {
  const { options, canWrite, save } = useSheet()
  const value = fieldValue(row, field)
  const choices = optionsOf(field, options)
  const reading = display ?? (value ? fieldReading(field, value, options) : undefined)
  // A line of text would swallow the line breaks of longer notes; those are edited in the detail.
  const severalLines = field === 'notes' && value.includes('\n')
  if (!canWrite || row.archivedAt || severalLines) {
    return (
      <span className="block truncate md:px-2.5 md:py-[7px]">
        {value ? reading : <span className="text-ink-3">–</span>}
      </span>
    )
  }
  return (
    <InlineCell
      label={`${FIELD_WORDS[field].toLowerCase()} of ${row.name}`}
      value={value}
      display={reading}
      placeholder={PLACEHOLDERS[field]}
      kind={field === 'updateDate' ? 'date' : choices ? 'select' : 'text'}
      options={choices}
      machine={isMachine(field)}
      onSave={(next) => save(row, { [field]: next } as EntryPointPatch)}
    />
  )
}
