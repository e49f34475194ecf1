import type { SelectOption } from '@/components/ui/select'
import { KIND_WORDS, KINDS, RISK_WORDS, RISKS, ROLLBACK_STATES, ROLLBACK_WORDS } from '@/lib/entry-points/kinds'
import type { SheetField } from './field-words'
import type { SheetOptions } from './sheet-context'

const KIND_OPTIONS = KINDS.map((value): SelectOption => ({ value, label: KIND_WORDS[value] }))
const RISK_OPTIONS = RISKS.map((value): SelectOption => ({ value, label: RISK_WORDS[value] }))
const ROLLBACK_OPTIONS = ROLLBACK_STATES.map((value): SelectOption => ({ value, label: ROLLBACK_WORDS[value] }))

/** What a field can be set to, for those that are chosen from a list. */
export function choicesOf(field: SheetField, options: SheetOptions): readonly SelectOption[] | undefined {
  if (field === 'kind') return KIND_OPTIONS
  if (field === 'risk') return RISK_OPTIONS
  if (field === 'rollbackState') return ROLLBACK_OPTIONS
  return field === 'wave' ? options.waves : undefined
}

export function isMachine(field: SheetField): boolean {
  return field === 'currentDestination' || field === 'newDestination'
}

/** Texts of several lines, or longer than a cell is wide. */
export function isLong(field: SheetField): boolean {
  return field === 'notes' || field === 'rollbackPath'
}
