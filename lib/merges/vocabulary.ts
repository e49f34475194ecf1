import type { Pickable, UndoQuestion } from './model'

/** What a list of merges may be narrowed to. Without `show` it has all of them. */
export const MERGE_SHOWS = ['done', 'undone', 'to-decide', 'to-carry-out'] as const
export type MergeShow = (typeof MERGE_SHOWS)[number]
export type MergeFilter = { q?: string | null; show?: MergeShow | null }

export const MERGE_SORTS = ['merged', 'undone'] as const
export type MergeSort = (typeof MERGE_SORTS)[number]

export const SHOW_WORDS: Record<MergeShow, string> = {
  done: 'merges that hold',
  undone: 'merges that were undone',
  'to-decide': 'undone merges with something to decide',
  'to-carry-out': 'merges to carry out in the CRM',
}

export const FIELD_WORDS: Record<Pickable, string> = {
  name: 'Name',
  crmContactId: 'CRM contact id',
  language: 'Language',
  ownerMemberId: 'Owner',
}

export const MERGE_STATES = ['done', 'undone', 'undo_conflict'] as const
export type MergeState = (typeof MERGE_STATES)[number]

const OTHER = 'the contact that came back'

/** What a person is asked after an undone merge, and what both answers mean. */
export function questionWords(question: UndoQuestion): { asks: string; keep: string; change: string } {
  switch (question.kind) {
    case 'field': {
      const field = FIELD_WORDS[question.field]
      return {
        asks: `${field} was changed after the merge, from ${question.before ?? 'nothing'} to ${question.now ?? 'nothing'}.`,
        keep: 'Keep what it says now',
        change: 'Bring the earlier value back',
      }
    }
    case 'crm-id-taken':
      return {
        asks: `The CRM contact id ${question.value} belongs to another contact by now, so it was not given back.`,
        keep: 'Leave it without',
        change: 'Try to give it back',
      }
    case 'identifier-new':
      return {
        asks: 'An identifier was learned while the two were one, and nothing tells whose it is.',
        keep: 'It stays where it is',
        change: `Give it to ${OTHER}`,
      }
    case 'identifier-ended':
      return {
        asks: 'An identifier ended while the two were one, because the other one’s took its place.',
        keep: 'It has ended',
        change: 'It holds again',
      }
    case 'thread-new':
      return {
        asks: 'A conversation was opened while the two were one, and nothing tells whose it is.',
        keep: 'It stays where it is',
        change: `Give it to ${OTHER}`,
      }
  }
}
