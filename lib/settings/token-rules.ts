/** Where a token stands at a moment. */
export type TokenState = 'live' | 'expired' | 'revoked'

type TokenDates = { revokedAt: Date | null; expiresAt: Date | null }

export function tokenState({ revokedAt, expiresAt }: TokenDates, now: Date): TokenState {
  if (revokedAt) return 'revoked'
  return expiresAt && expiresAt <= now ? 'expired' : 'live'
}

const SOON_MS = 7 * 86_400_000

/** True for a live token that ends within a week: somebody should replace it before a nightly job fails. */
export function endsSoon({ revokedAt, expiresAt }: TokenDates, now: Date): boolean {
  if (tokenState({ revokedAt, expiresAt }, now) !== 'live' || !expiresAt) return false
  return expiresAt.getTime() - now.getTime() < SOON_MS
}
