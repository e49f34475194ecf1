import { describe, expect, test } from 'vitest'
import { nextRun, scheduleOf } from './schedule-rules'

const NOW = new Date('2026-11-27T02:00:00Z')

describe('a plan that runs by itself', () => {
  test('runs again one interval from now', () => {
    expect(nextRun('never', NOW)).toBeNull()
    expect(nextRun('hourly', NOW)?.toISOString()).toBe('2026-11-27T03:00:00.000Z')
    expect(nextRun('daily', NOW)?.toISOString()).toBe('2026-11-28T02:00:00.000Z')
    expect(nextRun('weekly', NOW)?.toISOString()).toBe('2026-12-04T02:00:00.000Z')
  })

  test('does not, when nothing or something unknown is stored', () => {
    expect([scheduleOf(null), scheduleOf('yearly'), scheduleOf('daily')]).toEqual(['never', 'never', 'daily'])
  })
})
