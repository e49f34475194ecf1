import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Schedules, startSchedules } from './jobs'

let schedules: Schedules | undefined

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T10:00:30Z') })
})
afterEach(async () => {
  await schedules?.stop()
  vi.useRealTimers()
})

it('runs by the clock in UTC, and at the start when asked', async () => {
  const hourly = vi.fn(async () => undefined)
  const atStart = vi.fn(async () => undefined)
  schedules = startSchedules(
    [
      { name: 'hourly', when: '7 * * * *', run: hourly },
      { name: 'at start', when: '7 * * * *', atStart: true, run: atStart },
    ],
    () => undefined,
  )
  await vi.advanceTimersByTimeAsync(1_000)
  expect(hourly).not.toHaveBeenCalled()
  expect(atStart).toHaveBeenCalledOnce()
  await vi.advanceTimersByTimeAsync(7 * 60_000)
  expect(hourly).toHaveBeenCalledExactlyOnceWith(expect.any(Date))
})

it('goes on after an error, and tells which schedule failed', async () => {
  const onError = vi.fn()
  const failing = vi.fn(async () => {
    throw new Error('no')
  })
  const healthy = vi.fn(async () => undefined)
  schedules = startSchedules(
    [
      { name: 'failing', when: '* * * * *', run: failing },
      { name: 'healthy', when: '* * * * *', run: healthy },
    ],
    onError,
  )
  await vi.advanceTimersByTimeAsync(3 * 60_000)
  expect(failing).toHaveBeenCalledTimes(3)
  expect(healthy).toHaveBeenCalledTimes(3)
  expect(onError).toHaveBeenCalledWith(expect.any(Error), 'failing')
})

it('does not start a schedule that is still running', async () => {
  let finish: () => void = () => undefined
  const slow = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)))
  schedules = startSchedules([{ name: 'slow', when: '* * * * *', run: slow }], () => undefined)
  await vi.advanceTimersByTimeAsync(4 * 60_000)
  expect(slow).toHaveBeenCalledOnce()
  finish()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(slow).toHaveBeenCalledTimes(2)
  finish()
})
