import { moveStateOf, type RowState, rowStates } from '@/lib/entry-points/rules'
import type { EntryPointView } from '@/lib/entry-points/schema'

/** A row with its states judged on the server: the rules need the phone number library, the browser does not. */
export type SheetRow = EntryPointView & { states: RowState[]; move: RowState }

export function toSheetRow(view: EntryPointView): SheetRow {
  return { ...view, states: rowStates(view), move: moveStateOf(view) }
}
