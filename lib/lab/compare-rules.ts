import type { RecordResult } from './vocabulary'

/** One payload in one run, as far as a comparison goes. */
export type ComparedRecord = { id: string; subject: string; title: string; result: RecordResult; sentence: string }

export type Change = 'mended' | 'broken' | 'still-failing' | 'new' | 'gone' | 'other'
export const CHANGE_WORDS: Record<Change, string> = {
  mended: 'failed, and passes now',
  broken: 'passed, and fails now',
  'still-failing': 'fails as before',
  new: 'was not in the other run',
  gone: 'is not in this run any more',
  other: 'came to something else',
}

export type Compared = { title: string; change: Change; before: ComparedRecord | null; after: ComparedRecord | null }

function changeOf(before: ComparedRecord | null, after: ComparedRecord | null): Change | null {
  if (!before) return 'new'
  if (!after) return 'gone'
  if (before.result === 'failed' && after.result === 'failed') return 'still-failing'
  if (before.result === after.result) return null
  if (after.result === 'passed') return 'mended'
  return after.result === 'failed' ? 'broken' : 'other'
}

const ORDER: readonly Change[] = ['broken', 'still-failing', 'mended', 'other', 'new', 'gone']

/** What differs between two runs, the worst first; payloads that came to the same and do not fail are left out. */
export function compareRuns(before: readonly ComparedRecord[], after: readonly ComparedRecord[]): Compared[] {
  const was = new Map(before.map((record) => [record.subject, record]))
  const is = new Map(after.map((record) => [record.subject, record]))
  const subjects = [...new Set([...is.keys(), ...was.keys()])]
  return subjects
    .flatMap((subject): Compared[] => {
      const [old, now] = [was.get(subject) ?? null, is.get(subject) ?? null]
      const change = changeOf(old, now)
      return change ? [{ title: now?.title ?? old?.title ?? '', change, before: old, after: now }] : []
    })
    .sort((a, b) => ORDER.indexOf(a.change) - ORDER.indexOf(b.change))
}
