import { fail, ok, type Result } from '@/lib/shared/result'

/** A calendar day in the workspace's zone, `YYYY-MM-DD`. */
type Day = string

export type ReadDay = {
  day: Day
  /** Set when the text was not already `YYYY-MM-DD`, so that a person can see how it was understood. */
  reading: string | null
}

export type DayProblem = 'impossible' | 'ambiguous' | 'serial' | 'unreadable' | 'far'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH_WORDS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function made(year: number, month: number, day: number, reading: string | null): Result<ReadDay, DayProblem> {
  const at = new Date(Date.UTC(year, month - 1, day))
  const exists = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day
  if (!exists) return fail('impossible')
  if (year < 2000 || year > 2100) return fail('far')
  return ok({ day: at.toISOString().slice(0, 10), reading })
}

function inWords(year: number, month: number, day: number): string {
  return `${day} ${MONTH_WORDS[month - 1] ?? '?'} ${year}`
}

/** `24/11/2026` is read when only one order of day and month is possible. */
function readNumeric(first: number, second: number, year: number): Result<ReadDay, DayProblem> {
  if (first > 12 && second > 12) return fail('impossible')
  if (first <= 12 && second <= 12 && first !== second) return fail('ambiguous')
  const [day, month] = first > 12 || first === second ? [first, second] : [second, first]
  return made(year, month, day, inWords(year, month, day))
}

function readNamed(text: string): Result<ReadDay, DayProblem> {
  const dayFirst = /^(?:[a-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?,? (\d{4})$/.exec(text)
  const monthFirst = /^(?:[a-z]{3,9},? )?([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/.exec(text)
  const [dayText, monthText, yearText] = dayFirst
    ? [dayFirst[1], dayFirst[2], dayFirst[3]]
    : [monthFirst?.[2], monthFirst?.[1], monthFirst?.[3]]
  const month = MONTHS.indexOf((monthText ?? '').slice(0, 3)) + 1
  if (!dayText || !yearText || month === 0) return fail('unreadable')
  return made(Number(yearText), month, Number(dayText), inWords(Number(yearText), month, Number(dayText)))
}

/**
 * Reads a date as sheets hold it: `2026-11-24` (with or without a time), `24/11/2026` and `24.11.2026` when only one
 * order is possible, `24 Nov 2026`, `November 24, 2026`. Refuses what does not exist, what could be two days, and the
 * bare day numbers that spreadsheets show when a column lost its format.
 */
export function readDay(input: string): Result<ReadDay, DayProblem> {
  const text = input.trim().toLowerCase().replace(/\s+/g, ' ')
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[t ]\d{2}:\d{2}.*)?$/.exec(text)
  if (iso) return made(Number(iso[1]), Number(iso[2]), Number(iso[3]), null)
  const yearFirst = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/.exec(text)
  if (yearFirst) {
    const [year, month, day] = [Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3])]
    return made(year, month, day, inWords(year, month, day))
  }
  const numeric = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text)
  if (numeric) return readNumeric(Number(numeric[1]), Number(numeric[2]), Number(numeric[3]))
  if (/^\d{5}(?:\.\d+)?$/.test(text)) return fail('serial')
  return readNamed(text)
}

const PROBLEM_SENTENCES: Record<DayProblem, (text: string) => string> = {
  impossible: (text) => `“${text}” is not a day that exists. Write it as 2026-11-24.`,
  ambiguous: (text) => `“${text}” could be two different days. Write it as 2026-11-24.`,
  serial: (text) => `“${text}” is a spreadsheet's day number. Format the column as a date, or write it as 2026-11-24.`,
  unreadable: (text) => `“${text}” is not a date Handrail can read. Write it as 2026-11-24.`,
  far: (text) => `“${text}” is outside the years 2000 to 2100. Write it as 2026-11-24.`,
}

export function dayProblemSentence(problem: DayProblem, text: string): string {
  return PROBLEM_SENTENCES[problem](text)
}
