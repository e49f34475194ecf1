import { CAUSE_TITLES, failureText } from '@/lib/identity/failures'
import { messageErrorAdvice } from '@/lib/whatsapp/errors'

/** One failure as a person reads it, with the key that groups it with others of the same cause. */
export type Failure = {
  /** Our own code, for developers. */
  code: string
  /** The code WhatsApp gave, when it gave one. */
  metaCode: number | null
  /** `code`, or `code:metaCode`: what the filter and a replay of a cause carry. */
  cause: string
  sentence: string
  whatToDo: string
  /** The family it belongs to: "WhatsApp could not deliver or show a message". */
  family: string
}

/** Codes of ours that stand for a code of WhatsApp's. @public */
export const WITH_META: readonly string[] = ['message-failed', 'message-has-error', 'number-has-error']

export function metaCodeFrom(args: Record<string, unknown> | null): number | null {
  const code = Number(args?.meta)
  return Number.isSafeInteger(code) && code > 0 ? code : null
}

/**
 * The words for a stored error. Where WhatsApp gave a code, its own meaning is told, because "could not be delivered"
 * helps nobody; null when the event carries no error.
 */
export function failureOf(errorCode: string | null, errorArgs: Record<string, unknown> | null): Failure | null {
  if (errorCode === null) return null
  const text = failureText(errorCode, errorArgs ?? {})
  const family = CAUSE_TITLES[text.cause]
  const metaCode = WITH_META.includes(errorCode) ? metaCodeFrom(errorArgs) : null
  if (metaCode === null) {
    return { code: errorCode, metaCode, cause: errorCode, sentence: text.sentence, whatToDo: text.whatToDo, family }
  }
  const advice = messageErrorAdvice(metaCode)
  const cause = `${errorCode}:${metaCode}`
  return { code: errorCode, metaCode, cause, sentence: advice.sentence, whatToDo: advice.whatToDo, family }
}

/** The arguments a cause stands for; the reverse of `Failure.cause`. */
export function partsOfCause(cause: string): { errorCode: string; args: Record<string, unknown> } {
  const [errorCode = cause, meta] = cause.split(':')
  return { errorCode, args: meta ? { meta: Number(meta) } : {} }
}
