/**
 * WhatsApp sends a POST that was not answered 200 again, "with decreasing frequency", for seven days. [HOOK] How often is
 * not documented; these steps stand for it.
 */
const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const STEPS = [5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR] as const
const LAST_STEP = 24 * HOUR
const GIVEN_UP_AFTER = 7 * 24 * HOUR

/**
 * Milliseconds until the next try, in WhatsApp's time, or undefined when it gives up.
 * @param tries how often it was tried, at least 1
 * @param since milliseconds since the first try, in WhatsApp's time
 */
export function nextTryIn(tries: number, since: number): number | undefined {
  const step = STEPS[tries - 1] ?? LAST_STEP
  return since + step > GIVEN_UP_AFTER ? undefined : step
}
