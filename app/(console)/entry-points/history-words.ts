import { KIND_WORDS, type Kind, RISK_WORDS, type Risk } from '@/lib/entry-points/kinds'

/** The stored columns a person reads in a history; keys and ids beside them say nothing more. */
export const HISTORY_FIELDS: Readonly<Record<string, string>> = {
  name: 'Name',
  kind: 'Kind',
  location: 'Location',
  audience: 'Audience',
  currentDestination: 'Current destination',
  newDestination: 'New destination',
  risk: 'Risk',
  ownerName: 'Owner',
  updateDate: 'Update date',
  waveId: 'Wave',
  rollbackPath: 'Rollback path',
  rollbackState: 'Rollback',
  leadDays: 'Lead time in days',
  notes: 'Notes',
  testResult: 'Test result',
}

/** A stored value in words; waves are kept by id. */
export function historyValue(column: string, value: string | null, waves: ReadonlyMap<string, string>): string {
  if (value === null || value === '') return 'nothing'
  if (column === 'kind') return KIND_WORDS[value as Kind] ?? value
  if (column === 'risk') return RISK_WORDS[value as Risk] ?? value
  if (column === 'waveId') return waves.get(value) ?? 'a wave that is gone'
  return column === 'testResult' ? value.replaceAll('_', ' ') : value
}
