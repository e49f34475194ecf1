import type { RunCase } from './schema'

/** Where a case was played: a handler, Handrail in a dry run, or Handrail for real. */
export function placeKey(targetId: string | null, real: boolean): string {
  return targetId ?? (real ? 'handrail-real' : 'handrail')
}

export function pairSubject({ first, second }: { first: string; second: string }, place: string): string {
  return `pair:${first}:${second}:${place}`
}

/**
 * What two records of different runs have in common: the case, and where it was played. What failed at one handler is
 * never closed by what passed at another.
 */
export function subjectOf({ caseId, variation, pair }: RunCase, place: string): string {
  if (pair) return pairSubject(pair, place)
  return caseId ? `case:${caseId}:${place}` : `payload:${variation}:${place}`
}
