/** The words of test datasets without how input is checked: the browser loads this file too. */
export const DECISIONS = ['keep', 'delete'] as const
export type Decision = (typeof DECISIONS)[number]
export const DECISION_WORDS: Record<Decision, string> = {
  keep: 'Keep it, and look again on the date',
  delete: 'Delete it by the date',
}

export const DATASET_SHOWS = ['usable', 'undecided', 'overdue', 'deleted'] as const
export type DatasetShow = (typeof DATASET_SHOWS)[number]
export const SHOW_WORDS: Record<DatasetShow, string> = {
  usable: 'datasets the lab may use',
  undecided: 'datasets without a decision',
  overdue: 'datasets past their date',
  deleted: 'deleted datasets',
}
export type DatasetFilter = { q?: string | null; show?: DatasetShow | null }

export const DATASET_SORTS = ['name', 'decisionDate', 'createdAt'] as const
export type DatasetSort = (typeof DATASET_SORTS)[number]
