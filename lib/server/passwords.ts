import { hash, verify } from '@node-rs/argon2'
import { z } from 'zod'

/** argon2id (the default of the library) with the OWASP setting of 19 MiB and two passes. The work happens on libuv's threads. */
const SETTINGS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const PASSWORD_MIN = 12
/** Longer than any passphrase; hashing a megabyte on request would be a gift to an attacker. */
const PASSWORD_MAX = 200

export const passwordSchema = z
  .string({ message: `Enter a password of at least ${PASSWORD_MIN} characters.` })
  .min(PASSWORD_MIN, `Use at least ${PASSWORD_MIN} characters; a few words in a row are easiest to remember.`)
  .max(PASSWORD_MAX, `Use at most ${PASSWORD_MAX} characters.`)
  .refine((value) => new Set(value.toLowerCase()).size >= 5, 'Use more than four different characters.')

export function hashPassword(password: string): Promise<string> {
  return hash(password, SETTINGS)
}

let decoy: Promise<string> | undefined

/**
 * True when the password belongs to the hash. Without a hash (no such account, or one that signs in elsewhere) the same
 * work is done against a decoy, so the time of the answer does not tell which accounts exist.
 */
export async function verifyPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  if (password.length > PASSWORD_MAX) return false
  decoy ??= hashPassword('a password that nobody has')
  const matches = await verify(passwordHash ?? (await decoy), password)
  return matches && Boolean(passwordHash)
}
