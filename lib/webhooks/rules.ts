import { createHmac, timingSafeEqual } from 'node:crypto'

/** How an outgoing webhook is signed, and when it is tried again. Pure. */

/**
 * `t=<unix seconds>,v1=<hex>`: HMAC-SHA-256 of `<t>.<body>` with the signing secret. The time is inside the signature, so
 * that a receiver can refuse what is old.
 */
export function signatureOf(secret: string, body: string, at: Date): string {
  const t = Math.floor(at.getTime() / 1_000)
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`
}

/** What a receiver does: the signature is right, and no older than `maxAgeSeconds`. */
export function isSignedBy(
  secret: string,
  { header, body, now, maxAgeSeconds = 300 }: { header: string; body: string; now: Date; maxAgeSeconds?: number },
): boolean {
  const found = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header)
  if (!found) return false
  const at = new Date(Number(found[1]) * 1_000)
  if (Math.abs(now.getTime() - at.getTime()) > maxAgeSeconds * 1_000) return false
  return timingSafeEqual(Buffer.from(signatureOf(secret, body, at)), Buffer.from(header))
}

const FIRST_MS = 15_000
const LONGEST_MS = 6 * 60 * 60_000
/** 15 s, 30 s, 1 min, … then every six hours: about three days in all. */
export const MOST_TRIES = 22

export type AfterTry = { state: 'waiting' | 'failed'; at: Date }

/** What becomes of a message after its n-th failed try. An address that is gone for good (410) is not asked again. */
export function afterTry(tries: number, { status, now }: { status: number | null; now: Date }): AfterTry {
  const wait = Math.min(FIRST_MS * 2 ** Math.max(0, tries - 1), LONGEST_MS)
  const state = status === 410 || tries >= MOST_TRIES ? 'failed' : 'waiting'
  return { state, at: new Date(now.getTime() + wait) }
}

/** What the address answered, for people. */
export function answerWords(status: number): string {
  if (status === 410) return 'The address says that it is gone for good (410).'
  if (status === 401 || status === 403) return `The address refused the message (${status}).`
  if (status === 404) return 'There is nothing at this address (404).'
  if (status >= 300 && status < 400) return `The address redirects (${status}). Write down where it leads instead.`
  return status >= 500 ? `The address failed (${status}).` : `The address did not take the message (${status}).`
}
