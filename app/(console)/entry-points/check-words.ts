import type { RecheckHours } from '@/lib/entry-points/check-hours'
import type { RunResult, RunScope } from '@/lib/entry-points/check-queries'

/** How results of checks are shown: the shape, and the word beside it. */
type Shape = 'passed' | 'open' | 'blocked' | 'stale' | 'waiting' | 'unverifiable'
type Shown = { shape: Shape; words: string }

export const RESULT_WORDS: Record<RunResult, Shown> = {
  waiting: { shape: 'waiting', words: 'waiting' },
  right: { shape: 'passed', words: 'right' },
  wrong: { shape: 'blocked', words: 'wrong' },
  unverifiable: { shape: 'unverifiable', words: 'could not verify' },
  skipped: { shape: 'open', words: 'left' },
  failed: { shape: 'stale', words: 'failed' },
}

const SCOPES: Record<RunScope['kind'], string> = {
  sheet: 'The whole sheet',
  filter: 'What a filter showed',
  rows: 'Chosen rows',
  wave: 'A wave',
}

/** "Wave 2, by schedule". */
export function scopeWords({ kind, waveNumber, scheduled }: RunScope): string {
  const what = waveNumber === undefined ? SCOPES[kind] : `Wave ${waveNumber}`
  return scheduled ? `${what}, by schedule` : what
}

const OFTEN: Record<RecheckHours, string> = { 0: 'not at all', 6: 'every 6 hours', 24: 'every day', 168: 'every week' }

export function recheckWords(hours: RecheckHours): string {
  return OFTEN[hours]
}
