/** Who signs off a kind of subject, how many of them, for how long a request waits, and whether it must be there. */
export type Policy = {
  roles: readonly string[]
  quorum: number
  expiryDays: number | null
  /** True when the thing may not take effect without a sign-off. */
  required: boolean
  /** 0 while the workspace has not changed what Handrail begins with. */
  version: number
}

/**
 * What holds until a workspace says otherwise: one approver decides within two weeks. Nothing is required until somebody
 * says so; a new workspace begins with a policy of its own that asks for the sign-off of every wave.
 */
export const USUAL_POLICY: Policy = { roles: ['approver'], quorum: 1, expiryDays: 14, required: false, version: 0 }

const DAY_MS = 86_400_000

/** The moment at which a request ends undecided: whole days of 24 hours, so a clock change never moves it. */
export function expiryOf(policy: Pick<Policy, 'expiryDays'>, now: Date): Date | null {
  return policy.expiryDays === null ? null : new Date(now.getTime() + policy.expiryDays * DAY_MS)
}
