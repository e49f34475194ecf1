import type { ReactNode } from 'react'
import { Mono } from '@/components/ui/mono'
import {
  KIND_WORDS,
  type Kind,
  RISK_WORDS,
  type Risk,
  ROLLBACK_WORDS,
  type RollbackState,
} from '@/lib/entry-points/kinds'
import type { EntryPointPatch, EntryPointView } from '@/lib/entry-points/schema'
import { DayText } from './day-text'
import type { SheetOptions } from './sheet-context'

/** The fields of the sheet a person can edit where they stand. */
export type SheetField = keyof EntryPointPatch

export const FIELD_WORDS: Record<SheetField, string> = {
  name: 'Name',
  kind: 'Kind',
  location: 'Location',
  audience: 'Audience',
  currentDestination: 'Current destination',
  newDestination: 'New destination',
  risk: 'Risk',
  owner: 'Owner',
  updateDate: 'Update date',
  wave: 'Wave',
  rollbackPath: 'Rollback path',
  rollbackState: 'Rollback',
  leadDays: 'Lead time in days',
  notes: 'Notes',
}

/** What stands in the form control: ids for owner and wave, empty text for nothing. */
export function fieldValue(row: EntryPointView, field: SheetField): string {
  if (field === 'owner') return row.owner?.memberId ?? row.owner?.name ?? ''
  if (field === 'wave') return row.wave?.id ?? ''
  return String(row[field] ?? '')
}

const NOTHING = <span className="text-ink-3">nothing</span>

/** How a value of a field reads, for the two sides of a conflict. */
export function fieldReading(field: SheetField, value: string, options: SheetOptions): ReactNode {
  if (!value) return NOTHING
  switch (field) {
    case 'kind':
      return KIND_WORDS[value as Kind] ?? value
    case 'risk':
      return RISK_WORDS[value as Risk] ?? value
    case 'rollbackState':
      return ROLLBACK_WORDS[value as RollbackState] ?? value
    case 'leadDays':
      return `${value} days`
    case 'owner':
      return options.owners.find((owner) => owner.value === value)?.label ?? value
    case 'wave':
      return options.waves.find((wave) => wave.value === value)?.label ?? value
    case 'updateDate':
      return <DayText day={value} />
    case 'currentDestination':
    case 'newDestination':
      return <Mono>{value}</Mono>
    default:
      return value
  }
}
