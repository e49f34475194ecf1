import type { Result } from './result'

/** A failure with the sentence a person reads; `fields` names the inputs that were not understood. */
export type ActionFailure = {
  ok: false
  code: string
  sentence: string
  details?: Record<string, unknown>
  fields?: Record<string, string[]>
}
export type ActionAnswer<T> = { ok: true; value: T } | ActionFailure

type SafeActionResult<T> = {
  /** A refusal comes with its sentence: `memberAction` adds it, so that no page has to load all sentences. */
  data?: Result<T>
  serverError?: ActionFailure
  validationErrors?: { formErrors: string[]; fieldErrors: Record<string, string[] | undefined> }
}

/**
 * What a screen makes of the answer of a server action: the value, or one failure, whether the command refused, the
 * action did, or the input was not understood.
 */
export function answerOf<T>(result: SafeActionResult<T> | undefined): ActionAnswer<T> {
  const data = result?.data
  if (data) return data.ok ? data : { sentence: `This could not be done (${data.code}).`, ...data }
  if (result?.serverError) return result.serverError
  if (!result?.validationErrors) {
    return { ok: false, code: 'no-answer', sentence: 'Handrail did not answer. Nothing was changed; try again.' }
  }
  const { formErrors, fieldErrors } = result.validationErrors
  const fields = Object.fromEntries(Object.entries(fieldErrors).map(([name, errors]) => [name, errors ?? []]))
  const sentence = formErrors[0] ?? 'Some fields cannot be used as they are. Nothing was changed.'
  return { ok: false, code: 'bad-input', sentence, fields }
}
