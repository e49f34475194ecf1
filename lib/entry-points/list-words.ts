/** The words of the list that the browser needs too: no validator, no database. */

/** What can be missing in a row; `move` is how "overdue" is written in an address. */
export const LACKS = ['owner', 'rollback', 'destination', 'date', 'wave', 'move'] as const
export type Lacks = (typeof LACKS)[number]

export const LACKS_WORDS: Record<Lacks, string> = {
  owner: 'without an owner',
  rollback: 'critical without a rollback path',
  destination: 'without a new destination',
  date: 'without an update date',
  wave: 'in no wave',
  move: 'overdue',
}

export const ENTRY_POINT_SORTS = [
  'name',
  'kind',
  'risk',
  'owner',
  'updateDate',
  'wave',
  'result',
  'move',
  'currentDestination',
  'newDestination',
  'createdAt',
  'updatedAt',
] as const
export type EntryPointSort = (typeof ENTRY_POINT_SORTS)[number]
