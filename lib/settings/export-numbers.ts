import type { Actor } from '@/lib/server/actor'
import { type CsvColumn, toCsv } from '@/lib/shared/csv'
import { listNumbers, type NumberFilter, type NumberPage, type NumberRow } from './list-numbers'

/** More numbers than any business has; a file of them fits in memory. */
const MOST_ROWS = 10_000

const COLUMNS: CsvColumn<NumberRow>[] = [
  { header: 'label', value: (row) => row.label },
  { header: 'display_number', value: (row) => row.displayNumber },
  { header: 'phone_number_id', value: (row) => row.phoneNumberId },
  { header: 'waba_id', value: (row) => row.wabaId },
  { header: 'portfolio', value: (row) => row.portfolio },
  { header: 'connection', value: (row) => row.connection },
]

/** The numbers a filter matches, as CSV. They are the business's own and public: nothing is masked or recorded. */
export async function exportNumbers(
  actor: Actor,
  filter: NumberFilter,
  order: Pick<NumberPage, 'sort' | 'dir'>,
): Promise<string> {
  const { rows } = await listNumbers(actor, filter, { ...order, skip: 0, take: MOST_ROWS })
  return toCsv(COLUMNS, rows)
}
