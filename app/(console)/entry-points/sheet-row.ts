import type { RowState } from '@/lib/entry-points/move-states'
import { rowStates } from '@/lib/entry-points/rules'
import type { EntryPointView } from '@/lib/entry-points/schema'

/** A state as a cell shows it; its sentence stands in the detail. */
export type ShortState = Pick<RowState, 'shape' | 'words'>

/** A row with its states judged on the server: the rules need the phone number library, the browser does not. */
export type SheetRow = EntryPointView & { states: ShortState[] }

export function toSheetRow(view: EntryPointView): SheetRow {
  return { ...view, states: rowStates(view).map(({ shape, words }) => ({ shape, words })) }
}

/** A part of the list as it was read. */
export type SheetPart = {
  rows: SheetRow[]
  /** How many rows the filter shows; null when single rows were asked for. */
  total: number | null
  /** Changes with every change of the sheet. */
  mark: number
}
