/** An expected failure is a value with a code; bugs throw. The sentence for a code is chosen in `lib/shared/sentences.ts`. */
export type Ok<T> = { ok: true; value: T }
export type Failure<C extends string = string> = { ok: false; code: C; details?: Record<string, unknown> }
export type Result<T, C extends string = string> = Ok<T> | Failure<C>

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value }
}

export function fail<C extends string>(code: C, details?: Record<string, unknown>): Failure<C> {
  return details ? { ok: false, code, details } : { ok: false, code }
}
