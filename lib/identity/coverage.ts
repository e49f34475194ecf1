/** How well a person is known on one of our numbers: whether the next message without a phone would find them. */
export type CoverageState = 'mapped' | 'exposed' | 'new'

export type CoverageInput = {
  /** The contact has an active BSUID in the portfolio of the number. */
  hasBsuid: boolean
  /** The contact has a phone, verified or claimed. */
  hasPhone: boolean
}

/**
 * Mapped: the BSUID is known. Exposed: only the phone is; once this person takes a username and 30 days pass, the next
 * message arrives without a phone [BSUID] and a weak set-up makes a duplicate. New: neither is known here.
 */
export function coverageOf({ hasBsuid, hasPhone }: CoverageInput): CoverageState {
  if (hasBsuid) return 'mapped'
  return hasPhone ? 'exposed' : 'new'
}

export type CoverageTotals = Record<CoverageState, number>

export function totalsOf(states: Iterable<CoverageState>): CoverageTotals {
  const totals: CoverageTotals = { mapped: 0, exposed: 0, new: 0 }
  for (const state of states) totals[state] += 1
  return totals
}

export type ForecastRow = {
  /** Share of customers who took a username, 0 to 1. */
  adoption: number
  /** Contacts a set-up that knows only phones would make twice. */
  phoneOnlyDuplicates: number
  /** Contacts that would be made twice with what is known today. */
  duplicatesHere: number
}

export const ADOPTION_STEPS = [0.1, 0.3, 0.5] as const

/**
 * At each adoption rate, how many people write without a phone once, and are made twice: every customer with a phone in a
 * phone-only set-up, only the exposed ones here. Counted from today's contacts, not from an assumed growth.
 */
export function forecast(
  totals: CoverageTotals & { mappedWithPhone: number },
  steps: readonly number[] = ADOPTION_STEPS,
) {
  return steps.map(
    (adoption): ForecastRow => ({
      adoption,
      phoneOnlyDuplicates: Math.round(adoption * (totals.mappedWithPhone + totals.exposed)),
      duplicatesHere: Math.round(adoption * totals.exposed),
    }),
  )
}
