import { createHmac, timingSafeEqual } from 'node:crypto'

/** `sha256=` and 64 lower-case hex digits, nothing before and nothing after. `$` alone would let a line break pass. */
const HEADER = /^sha256=[0-9a-f]{64}$/
const HEADER_LENGTH = 'sha256='.length + 64

/**
 * The value of `X-Hub-Signature-256` for a body: `sha256=` and the lower-case hex HMAC-SHA256 of the raw bytes, keyed
 * with the app secret. Sign what is sent, byte for byte: a re-serialised body has another signature. [HOOK]
 */
export function signBody(secret: string, rawBody: Buffer): string {
  return `sha256=${createHmac('sha256', secret).update(rawBody).digest('hex')}`
}

/**
 * Whether a signature header belongs to these bytes. False for a missing or repeated header, another algorithm,
 * upper-case hex, a short value or trailing characters; true only for exactly what `signBody` writes. Compared in
 * constant time, so the answer's duration says nothing about how many characters were right. An empty secret signs
 * nothing, therefore it verifies nothing. [HOOK]
 */
export function verifySignature(secret: string, rawBody: Buffer, headerValue: string | undefined): boolean {
  if (secret === '' || typeof headerValue !== 'string') return false
  if (headerValue.length !== HEADER_LENGTH || !HEADER.test(headerValue)) return false
  return timingSafeEqual(Buffer.from(signBody(secret, rawBody), 'latin1'), Buffer.from(headerValue, 'latin1'))
}
