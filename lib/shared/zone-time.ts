import { tzOffset } from '@date-fns/tz'

/**
 * Days and clock times of an IANA zone, daylight saving included. A day is text, `YYYY-MM-DD`: it has no hour and no
 * zone, so counting days never meets a clock change. A moment is a `Date`, always UTC inside.
 */
export type Day = string

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/

/** True for a day that exists, in the years 1000 to 9999. */
export function isDay(text: string): boolean {
  const read = SHAPE.exec(text)
  if (!read || text < '1000-01-01') return false
  const at = new Date(`${text}T00:00:00Z`)
  // The engine reads 30 February as 2 March, and month 13 not at all.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

/** Milliseconds of a day's midnight as if its zone were UTC: only for counting, never for comparing with moments. */
function serial(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`)
}

function fromSerial(milliseconds: number): Day {
  return new Date(milliseconds).toISOString().slice(0, 10)
}

export function addDays(day: Day, count: number): Day {
  return fromSerial(serial(day) + count * DAY_MS)
}

/** How many days `to` is after `from`; negative when it is before. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((serial(to) - serial(from)) / DAY_MS)
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: Day): number {
  return ((new Date(serial(day)).getUTCDay() + 6) % 7) + 1
}

/** Every day from the first to the last, both included. Empty when they are the wrong way round. */
export function daysFrom(first: Day, last: Day): Day[] {
  const count = daysBetween(first, last)
  return Array.from({ length: Math.max(0, count + 1) }, (_, i) => addDays(first, i))
}

/** The wall clock of a zone at a moment, as milliseconds read as if they were UTC. */
function wallClock(at: number, zone: string): number {
  return at + Math.round(tzOffset(zone, new Date(at)) * MINUTE_MS)
}

/**
 * The first moment at which the clocks of a zone show this time. An hour that comes twice gives its first passing; an
 * hour that is left out gives the moment at which the clocks jump over it, moved on by as much as was left out.
 */
function momentOf(wall: number, zone: string): Date {
  // The offset before and the offset after any change nearby: one of the two is in force.
  const before = tzOffset(zone, new Date(wall - DAY_MS)) * MINUTE_MS
  const after = tzOffset(zone, new Date(wall + DAY_MS)) * MINUTE_MS
  const candidates = [wall - Math.round(before), wall - Math.round(after)].sort((a, b) => a - b)
  const exact = candidates.find((candidate) => wallClock(candidate, zone) === wall)
  return new Date(exact ?? wall - Math.round(before))
}

/** The day it is in a zone at a moment. */
export function dayAt(at: Date, zone: string): Day {
  return fromSerial(Math.floor(wallClock(at.getTime(), zone) / DAY_MS) * DAY_MS)
}

/** `HH:MM` on the clocks of a zone at a moment. */
export function clockAt(at: Date, zone: string): string {
  return new Date(wallClock(at.getTime(), zone)).toISOString().slice(11, 16)
}

/** The moment at which the clocks of a zone show `HH:MM` on a day. */
export function momentAt(day: Day, clock: string, zone: string): Date {
  return momentOf(Date.parse(`${day}T${clock}:00Z`), zone)
}

/** The first moment of a day: midnight, or what comes instead where the clocks jump over it. */
export function dayStart(day: Day, zone: string): Date {
  return momentAt(day, '00:00', zone)
}

/** The first moment after a day. */
export function dayEnd(day: Day, zone: string): Date {
  return dayStart(addDays(day, 1), zone)
}

/** The same time on the clock, on another day. */
export function onDay(at: Date, day: Day, zone: string): Date {
  return momentAt(day, clockAt(at, zone), zone)
}
