/** How long a token lives, in days; `never` ends only when it is revoked. */
export const TOKEN_LIVES = ['7', '30', '90', '365', 'never'] as const
export type TokenLife = (typeof TOKEN_LIVES)[number]

const DAY_MS = 86_400_000

/** The moment a token made now ends; null for one that lives until it is revoked. */
export function endOfLife(life: TokenLife, now: Date): Date | null {
  return life === 'never' ? null : new Date(now.getTime() + Number(life) * DAY_MS)
}
