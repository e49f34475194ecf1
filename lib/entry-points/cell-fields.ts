import type { CsvColumnName } from './import-columns'

/** The fields of a row that are cells of the sheet, each with the column of the file that is read the same way. */
export const CELL_COLUMNS = {
  name: 'name',
  kind: 'kind',
  location: 'location',
  currentDestination: 'current_destination',
  newDestination: 'new_destination',
  risk: 'risk',
  owner: 'owner',
  updateDate: 'update_date',
  wave: 'wave',
  rollbackPath: 'rollback_path',
  notes: 'notes',
  audience: 'audience',
  rollbackState: 'rollback_state',
  leadDays: 'lead_days',
} as const satisfies Record<string, CsvColumnName>

export type CellField = keyof typeof CELL_COLUMNS
export const CELL_FIELDS = Object.keys(CELL_COLUMNS) as [CellField, ...CellField[]]
