import { expect, test } from 'vitest'
import { CountedLately, LARGE } from './counted-lately'

function clock() {
  let at = 0
  const lately = new CountedLately(() => at)
  let asked = 0
  const ask = (n: number, what = 'all', workspaceId = 'ws') =>
    lately.count(workspaceId, what, {
      count: async () => {
        asked += 1
        return n
      },
      sizeOf: (value) => value,
    })
  return { lately, ask, times: () => asked, pass: (ms: number) => (at += ms) }
}

test('a small workspace is counted each time', async () => {
  const { ask, times } = clock()
  expect([await ask(3), await ask(4)]).toEqual([3, 4])
  expect(times()).toBe(2)
})

test('a large one is counted once a minute, by whoever asks first', async () => {
  const { ask, times, pass } = clock()
  expect([await ask(LARGE), await ask(LARGE + 5)]).toEqual([LARGE, LARGE])
  pass(59_999)
  expect(await ask(LARGE + 5)).toBe(LARGE)
  pass(2)
  const both = [ask(LARGE + 5), ask(LARGE + 6)]
  expect(await Promise.all(both)).toEqual([LARGE + 5, LARGE + 5])
  expect(times()).toBe(2)
})

test('another workspace and another question have answers of their own', async () => {
  const { ask, times } = clock()
  await ask(LARGE)
  expect(await ask(LARGE, 'all', 'other')).toBe(LARGE)
  expect(await ask(LARGE + 7, 'exposed')).toBe(LARGE + 7)
  expect(times()).toBe(3)
})

test('a count that fails is not kept', async () => {
  const { lately, ask } = clock()
  await ask(LARGE)
  const failing = () => lately.count('ws', 'x', { count: () => Promise.reject(new Error('away')) })
  await expect(failing()).rejects.toThrow('away')
  expect(await lately.count('ws', 'x', { count: async () => 1 })).toBe(1)
})

test('a workspace that became small again is counted each time', async () => {
  const { ask, pass } = clock()
  await ask(LARGE)
  pass(60_001)
  expect(await ask(9)).toBe(9)
  expect(await ask(10)).toBe(10)
})
