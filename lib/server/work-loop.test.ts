import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startWorkLoop, type WorkLoop } from './work-loop'

const OPTIONS = { idleMs: 1_000, breathMs: 2, firstRetryMs: 10, slowestRetryMs: 80, onError: () => undefined }
let loop: WorkLoop | undefined

beforeEach(() => void vi.useFakeTimers())
afterEach(async () => {
  await Promise.all([loop?.stop(), vi.runAllTimersAsync()])
  vi.useRealTimers()
})

it('goes on without waiting while there is more, with a breath in between', async () => {
  let left = 5
  const step = vi.fn(async () => {
    left -= 1
    return { more: left > 0 }
  })
  loop = startWorkLoop({ ...OPTIONS, step })
  await vi.advanceTimersByTimeAsync(20)
  expect(step).toHaveBeenCalledTimes(5)
})

it('looks again after the idle time, and at once when woken', async () => {
  const step = vi.fn(async () => ({ more: false }))
  loop = startWorkLoop({ ...OPTIONS, step })
  await vi.advanceTimersByTimeAsync(999)
  expect(step).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(2)
  expect(step).toHaveBeenCalledTimes(2)
  loop.wake()
  await vi.advanceTimersByTimeAsync(0)
  expect(step).toHaveBeenCalledTimes(3)
})

it('does not sleep through a wake-up that came during a batch', async () => {
  let finish: (outcome: { more: boolean }) => void = () => undefined
  const step = vi.fn(() => new Promise<{ more: boolean }>((resolve) => (finish = resolve)))
  loop = startWorkLoop({ ...OPTIONS, step })
  loop.wake()
  finish({ more: false })
  await vi.advanceTimersByTimeAsync(1)
  expect(step).toHaveBeenCalledTimes(2)
  finish({ more: false })
})

it('tries again after an error, more and more slowly, and is quick again after a success', async () => {
  const onError = vi.fn()
  const step = vi.fn(async () => {
    if (step.mock.calls.length <= 3) throw new Error('database is away')
    return { more: false }
  })
  loop = startWorkLoop({ ...OPTIONS, step, onError })
  await vi.advanceTimersByTimeAsync(10 + 20 + 40 + 1)
  expect(onError).toHaveBeenCalledTimes(3)
  expect(step).toHaveBeenCalledTimes(4)
})

it('lets the running batch finish when it is stopped', async () => {
  let finish: (outcome: { more: boolean }) => void = () => undefined
  const step = vi.fn(() => new Promise<{ more: boolean }>((resolve) => (finish = resolve)))
  loop = startWorkLoop({ ...OPTIONS, step })
  const stopped = vi.fn()
  void loop.stop().then(stopped)
  await vi.advanceTimersByTimeAsync(50)
  expect(stopped).not.toHaveBeenCalled()
  finish({ more: true })
  await vi.advanceTimersByTimeAsync(0)
  expect(stopped).toHaveBeenCalledOnce()
  expect(step).toHaveBeenCalledTimes(1)
})
