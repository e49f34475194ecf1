import { parseAsStringLiteral } from 'nuqs/server'
import { defineList, parseAsSearch } from '@/components/table/list-descriptor'
import { DATASET_SHOWS, DATASET_SORTS } from '@/lib/data-protection/vocabulary'

/** Test datasets, for the page, the table and the export. */
export const datasetList = defineList({
  path: '/data-protection',
  sorts: DATASET_SORTS,
  initial: { sort: 'name', dir: 'asc' },
  filters: { q: parseAsSearch, show: parseAsStringLiteral(DATASET_SHOWS) },
})

export type DatasetListState = ReturnType<typeof datasetList.parse>
