const GROUPS = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 })

/** 1204118 -> "1,204,118". */
export function formatNumber(value: number): string {
  return GROUPS.format(value)
}

/**
 * A count with its noun: (1, "row") -> "1 row", (2, "row") -> "2 rows", (2, "entry", "entries") -> "2 entries".
 */
export function formatCount(count: number, one: string, many: string = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`
}

/** A share as a whole percentage that never rounds something to nothing: 0.002 -> "<1 %", 0.999 -> ">99 %". */
export function formatShare(part: number, whole: number): string {
  if (whole <= 0) return '–'
  const percent = (part / whole) * 100
  if (percent > 0 && percent < 1) return '<1 %'
  if (percent > 99 && percent < 100) return '>99 %'
  return `${Math.round(percent)} %`
}

const UNITS = ['B', 'kB', 'MB', 'GB'] as const

/** A size in decimal units: 2140 -> "2.1 kB". */
export function formatBytes(bytes: number): string {
  let size = bytes
  let unit = 0
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000
    unit += 1
  }
  const digits = unit === 0 || size >= 100 ? 0 : 1
  return `${size.toFixed(digits)} ${UNITS[unit] ?? 'B'}`
}

/** A duration in milliseconds, short: 1.83 -> "1.8 ms", 4200 -> "4.2 s". */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`
  const minutes = Math.floor(milliseconds / 60_000)
  return `${minutes} min ${Math.round((milliseconds % 60_000) / 1000)} s`
}
