import { errors } from 'undici'
import { type Failure, fail } from '@/lib/shared/result'
import type { AddressRefusal, AnswerRefusal } from './safe-fetch-address'
import { GuardError } from './safe-fetch-connect'

/** Why an outside address could not be fetched; each has its sentence in lib/shared/sentences-fetch.ts. */
export type FetchFailure =
  | AddressRefusal
  | AnswerRefusal
  | 'fetch-too-many-redirects'
  | 'fetch-redirect-broken'
  | 'fetch-timeout'
  | 'fetch-too-large'
  | 'fetch-unreachable'
  | 'fetch-tls'
  | 'fetch-bad-answer'
  | 'fetch-cancelled'

/** The answer holds more than the caller takes, counted after it was unpacked. */
export class TooLargeError extends Error {
  override name = 'TooLargeError'
}

const NAME_CODES = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'ENODATA', 'EAI_FAIL'])
const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'EPIPE',
  'ETIMEDOUT',
  'ERR_STREAM_PREMATURE_CLOSE',
  'UND_ERR_SOCKET',
])
const TLS_CODE = /^(?:ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_SSL_|HOSTNAME_MISMATCH|EPROTO)/
/** Everything else that undici says about an answer; `INVALID_ARG` would be our own mistake. */
const BAD_ANSWER_CODE = /^(?:HPE_|UND_ERR_(?!INVALID)|Z_|ERR_BROTLI|ERR__ERROR)/

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  // Several addresses were tried; the first failure speaks for them.
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  return 'code' in error ? String(error.code) : ''
}

function isTimeout(error: unknown): boolean {
  return (
    error instanceof errors.ConnectTimeoutError ||
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError ||
    (error instanceof Error && error.name === 'TimeoutError')
  )
}

/** An error of the connection as a failure with a name. A bug of our own is thrown on, never told as a fault of the host. */
export function failureOf(error: unknown, host: string): Failure<FetchFailure> {
  if (error instanceof GuardError) return error.failure as Failure<FetchFailure>
  if (error instanceof TooLargeError) return fail('fetch-too-large', { host })
  if (isTimeout(error)) return fail('fetch-timeout', { host })
  if (error instanceof Error && error.name === 'AbortError') return fail('fetch-cancelled', { host })
  if (error instanceof errors.HTTPParserError) return fail('fetch-bad-answer', { host })
  const code = codeOf(error)
  if (NAME_CODES.has(code)) return fail('fetch-name-unknown', { host })
  if (SOCKET_CODES.has(code)) return fail('fetch-unreachable', { host })
  if (TLS_CODE.test(code)) return fail('fetch-tls', { host })
  if (BAD_ANSWER_CODE.test(code)) return fail('fetch-bad-answer', { host })
  throw error
}
