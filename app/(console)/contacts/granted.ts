import type { Result } from '@/lib/shared/result'
import { sentenceFor } from '@/lib/shared/sentences'

/**
 * The value of a read the page has already asked permission for. A refusal here is a mistake of ours, and an error is
 * never shown as an empty list: the error page says what happened.
 */
export function granted<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(sentenceFor(result.code, result.details))
}
