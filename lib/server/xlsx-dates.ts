/** How a spreadsheet keeps days: as a number with a format. Pure. */

/** Built-in formats that show a day. [ECMA-376 18.8.30] Those of times alone (18 to 21, 45 to 47) show a number of hours. */
const BUILT_IN = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58])

/** True when a number in this format is shown as a day: the code names a day or a year outside of quoted text. */
export function isDayFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN.has(id)
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
  return /[dy]/i.test(bare) && !/general/i.test(bare)
}

const DAY = 86_400_000
/** Day 0 of the two calendars. Excel counts a 29 February 1900 that never was, so the first one starts a day early. */
const EPOCH_1900 = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)
const LAST = 2_958_465

/** `2026-11-24`, or `2026-11-24 14:30` when there is a time; null for a number that is no day. */
export function dayOfSerial(serial: number, from1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 1 || serial > LAST) return null
  const at = new Date((from1904 ? EPOCH_1904 : EPOCH_1900) + Math.round(serial * 1_440) * (DAY / 1_440))
  const text = at.toISOString()
  return text.slice(11, 16) === '00:00' ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 16)}`
}

/** The number a spreadsheet keeps for a day `YYYY-MM-DD`. */
export function serialOfDay(day: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - EPOCH_1900) / DAY)
}
