import type { Verdict } from './check-verdict-rules'
import type { TestResult } from './kinds'

/** Where a row's present result comes from. */
export type ResultSource = 'fetch' | 'attestation'

/**
 * What a fetched verdict makes of a row's result; null leaves it as it is. A site that does not let a program look proves
 * nothing, so it never takes away what a person attested; what an earlier fetch saw is old news by then.
 */
export function resultAfterFetch(
  verdict: Verdict,
  before: { result: TestResult; source: ResultSource | undefined },
): TestResult | null {
  if (verdict !== 'unverifiable') return verdict
  const attested = before.result === 'attested' || (before.result === 'right' && before.source === 'attestation')
  return attested ? null : 'unverifiable'
}

/** True when a row that was in order is found wrong: somebody changed it, or put the old thing back. */
export function isDrift(before: TestResult | undefined, result: string): boolean {
  return result === 'wrong' && (before === 'right' || before === 'attested')
}
