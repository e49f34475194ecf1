import { randomBytes } from 'node:crypto'

/** 32 letters, digits, `-` and `_` (192 bits): pasted into Meta's form once, then known only to Meta and encrypted here. */
export function newVerifyToken(): string {
  return randomBytes(24).toString('base64url')
}
