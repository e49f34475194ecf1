import { clockAt, dayAt } from '@/lib/shared/zone-time'

/** The digest of a day leaves at this time on the clocks of the workspace. */
export const DIGEST_AT = '08:00'

const MINUTE_MS = 60_000
const LONGEST_WAIT_MS = 6 * 60 * MINUTE_MS
/** A mail server that refuses an address for good is asked this often; one that is down is asked for ever. */
const MOST_REFUSALS = 3

/** The day whose digest is due now, as YYYY-MM-DD in the zone; null before its hour. */
export function digestDay(now: Date, zone: string): string | null {
  return clockAt(now, zone) >= DIGEST_AT ? dayAt(now, zone) : null
}

/** When a message is tried again: after 1, 2, 4, … minutes, at most after six hours. */
export function nextTry(tries: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(2 ** Math.max(0, tries - 1) * MINUTE_MS, LONGEST_WAIT_MS))
}

export type MailFailure = {
  /** The other side did not answer at all: nothing is wrong with this message. */
  unreachable: boolean
  /** For people; without addresses, because it is shown and logged. */
  sentence: string
  /** Refused for good (RFC 5321 4.2.1, a 5yz reply). */
  permanent: boolean
}

/** What went wrong with a message, from what Nodemailer throws. */
export function mailFailure(error: unknown): MailFailure {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown }
  if (code === 'EAUTH') {
    return {
      unreachable: true,
      permanent: false,
      sentence: 'The mail server refused the name or password of SMTP_URL.',
    }
  }
  if (typeof responseCode === 'number') {
    const permanent = responseCode >= 500
    const words = permanent ? 'refused this message for good' : 'asked to try again later'
    return { unreachable: false, permanent, sentence: `The mail server ${words} (${responseCode}).` }
  }
  const reason = typeof code === 'string' ? ` (${code})` : ''
  return { unreachable: true, permanent: false, sentence: `The mail server did not answer${reason}.` }
}

/** What becomes of a message after a failed try. */
export function afterFailure(
  failure: MailFailure,
  tries: number,
  now: Date,
): { state: 'waiting' | 'failed'; at: Date } {
  const state = failure.permanent && tries >= MOST_REFUSALS ? 'failed' : 'waiting'
  return { state, at: nextTry(tries, now) }
}
