import { z } from 'zod'

/**
 * An e-mail address somebody signs in with: one address, in ASCII. Accepting one script only is what makes look-alikes
 * impossible: `аdmin@` with a Cyrillic letter, the Kelvin sign or full-width letters are refused instead of compared, and
 * `a@example.com,b@example.com`, display names and quoted parts are no address at all.
 */
const ONE_ADDRESS =
  /^[a-z0-9_+'-]+(?:\.[a-z0-9_+'-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/

const WORDS = 'Enter one e-mail address such as name@example.com, in plain letters a to z.'

/** Lower case only after the ASCII check: some letters of other scripts become ASCII when lowered. */
export const emailSchema = z
  .string({ message: WORDS })
  .trim()
  .max(254, WORDS)
  .regex(/^[\x21-\x7e]+$/, WORDS)
  .toLowerCase()
  .regex(ONE_ADDRESS, WORDS)

/** The compared form of an address, or null when it is not one. Two accounts never share a key. */
export function emailKey(value: unknown): string | null {
  const parsed = emailSchema.safeParse(value)
  return parsed.success ? parsed.data : null
}
