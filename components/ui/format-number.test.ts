import { describe, expect, it } from 'vitest'
import { formatBytes, formatCount, formatDuration, formatNumber, formatShare } from './format-number'

describe('numbers', () => {
  it('separates thousands and counts with the right noun', () => {
    expect(formatNumber(1_204_118)).toBe('1,204,118')
    expect(formatCount(1, 'entry', 'entries')).toBe('1 entry')
    expect(formatCount(1096, 'duplicate')).toBe('1,096 duplicates')
  })

  it('never rounds something to nothing or almost all to all', () => {
    expect(formatShare(2, 1000)).toBe('<1 %')
    expect(formatShare(999, 1000)).toBe('>99 %')
    expect(formatShare(0, 1000)).toBe('0 %')
    expect(formatShare(0, 0)).toBe('–')
  })

  it('writes sizes and durations with a unit', () => {
    expect(formatBytes(2140)).toBe('2.1 kB')
    expect(formatBytes(999)).toBe('999 B')
    expect(formatDuration(1.83)).toBe('1.8 ms')
    expect(formatDuration(64_000)).toBe('1 min 4 s')
  })
})
