import { hash, verify } from '@node-rs/argon2'

/** argon2id (the default of the library) with the OWASP setting of 19 MiB and two passes. The work happens on libuv's threads. */
const SETTINGS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Longer than any passphrase; hashing a megabyte on request would be a gift to an attacker. */
const LONGEST = 1_000

export function hashPassword(password: string): Promise<string> {
  return hash(password, SETTINGS)
}

let decoy: Promise<string> | undefined

/**
 * True when the password belongs to the hash. Without a hash (no such account, or one that signs in elsewhere) the same
 * work is done against a decoy, so the time of the answer does not tell which accounts exist.
 */
export async function verifyPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  if (password.length > LONGEST) return false
  decoy ??= hashPassword('a password that nobody has')
  const matches = await verify(passwordHash ?? (await decoy), password)
  return matches && Boolean(passwordHash)
}
