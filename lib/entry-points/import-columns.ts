import { foldWord } from './kinds'

/** The columns of an entry-point file, in the order the export writes them. */
export const CSV_COLUMNS = [
  'name',
  'kind',
  'location',
  'current_destination',
  'new_destination',
  'risk',
  'owner',
  'update_date',
  'wave',
  'rollback_path',
  'notes',
  'audience',
  'rollback_state',
  'lead_days',
] as const
export type CsvColumnName = (typeof CSV_COLUMNS)[number]

export const CSV_COLUMN_WORDS: Record<CsvColumnName, string> = {
  name: 'Name',
  kind: 'Kind',
  location: 'Location',
  current_destination: 'Current destination',
  new_destination: 'New destination',
  risk: 'Risk',
  owner: 'Owner',
  update_date: 'Update date',
  wave: 'Wave',
  rollback_path: 'Rollback path',
  notes: 'Notes',
  audience: 'Audience',
  rollback_state: 'Rollback state',
  lead_days: 'Lead time in days',
}

/** Headings seen in real sheets, folded by `foldWord`. */
const HEADINGS: Record<CsvColumnName, readonly string[]> = {
  name: ['entrypoint', 'entrypointname', 'title', 'label', 'touchpoint'],
  kind: ['type', 'category', 'channel'],
  location: ['place', 'where', 'page', 'pageurl', 'url', 'site'],
  current_destination: [
    'current',
    'currentlink',
    'currenturl',
    'olddestination',
    'oldlink',
    'from',
    'destination',
    'link',
  ],
  new_destination: ['new', 'newlink', 'newurl', 'target', 'targetlink', 'to'],
  risk: ['riskgroup', 'risklevel', 'group'],
  owner: ['responsible', 'owneremail', 'ownername', 'assignee', 'who', 'team'],
  update_date: ['date', 'updatedate', 'update', 'updateon', 'golive', 'golivedate', 'due', 'duedate', 'when'],
  wave: ['wavenumber', 'wavename', 'release', 'batch', 'phase'],
  rollback_path: ['rollback', 'rollbackplan', 'fallback', 'wayback', 'undo'],
  notes: ['note', 'comment', 'comments', 'remark', 'remarks'],
  audience: ['customers', 'readers', 'reader', 'forwhom'],
  rollback_state: ['reversible', 'canberolledback', 'rollbackpossible'],
  lead_days: ['leadtime', 'leadtimedays', 'leadtimeindays', 'daysneeded'],
}

/** The index of the file's column for each field that was found. */
export type ColumnMapping = Partial<Record<CsvColumnName, number>>

export type MatchedColumns = {
  mapping: ColumnMapping
  /** Headings that belong to no field; their cells are not imported. */
  unknown: string[]
}

function isColumnName(value: string | undefined): value is CsvColumnName {
  return CSV_COLUMNS.some((column) => column === value)
}

function guess(heading: string): CsvColumnName | undefined {
  const folded = foldWord(heading)
  return CSV_COLUMNS.find((column) => foldWord(column) === folded || HEADINGS[column].includes(folded))
}

/**
 * Which column of the file holds which field. The contract's own names win over look-alikes, the first of two rivals
 * wins, and what a person chose (`chosen`: heading to field, or `''` for "leave out") wins over both.
 */
export function matchColumns(header: readonly string[], chosen: Readonly<Record<string, string>> = {}): MatchedColumns {
  const mapping: ColumnMapping = {}
  const taken = new Set<number>()
  const take = (index: number, column: CsvColumnName | undefined) => {
    if (!column || mapping[column] !== undefined || taken.has(index)) return
    mapping[column] = index
    taken.add(index)
  }
  const decided = (heading: string) => Object.hasOwn(chosen, heading)
  for (const [i, heading] of header.entries()) {
    const choice = chosen[heading]
    if (decided(heading) && isColumnName(choice)) take(i, choice)
  }
  const exact = (heading: string) => CSV_COLUMNS.find((column) => foldWord(column) === foldWord(heading))
  for (const [i, heading] of header.entries()) if (!decided(heading)) take(i, exact(heading))
  for (const [i, heading] of header.entries()) if (!decided(heading)) take(i, guess(heading))
  return { mapping, unknown: header.filter((_, i) => !taken.has(i)) }
}

/** A row cannot be an entry point without these. */
const REQUIRED: readonly CsvColumnName[] = ['name', 'kind']

export function missingColumns(mapping: ColumnMapping): CsvColumnName[] {
  return REQUIRED.filter((column) => mapping[column] === undefined)
}
