import { type ActionAnswer, answerOf } from '@/lib/shared/action-answer'

/** Asks a server action. A server that does not answer is one more failure with a sentence, never an unhandled error. */
export async function ask<T>(action: () => Promise<Parameters<typeof answerOf<T>>[0]>): Promise<ActionAnswer<T>> {
  try {
    return answerOf<T>(await action())
  } catch {
    return {
      ok: false,
      code: 'no-answer',
      sentence: 'Handrail did not answer. What you entered is still here; check your connection and try again.',
    }
  }
}
