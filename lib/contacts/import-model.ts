import type { CsvEncoding } from '@/lib/shared/csv-decode'
import type { Counts } from './model'
import type { ImportMapping } from './schema'

/** An import is a batch: uploaded and mapped (`staged`), then written in parts, each with its rows and its audit event. */
export const IMPORT_KIND = 'contacts-import'
export const SYNC_KIND = 'contacts-sync'

export const IMPORT_STATES = ['staged', 'running', 'done', 'failed', 'undoing', 'undone', 'cancelled'] as const
export type ImportState = (typeof IMPORT_STATES)[number]

export function asImportState(state: string): ImportState {
  return IMPORT_STATES.find((known) => known === state) ?? 'failed'
}

/** `Batch.mapping` of an import: what the file looks like, how it is read, and what undoing it did. */
export type ImportPlan = {
  header: string[]
  encoding: CsvEncoding
  delimiter: string
  mapping: ImportMapping
  undo?: UndoCounts
  /** The row an undo has come down to. */
  undoneTo?: number
}

/** Contacts, counted by what undoing did to them. */
export type UndoCounts = { removed: number; restored: number; kept: number }
export const NO_UNDO: UndoCounts = { removed: 0, restored: 0, kept: 0 }

export function totalOf(counts: Counts): number {
  return counts.created + counts.updated + counts.skipped + counts.failed
}
