import { expect, it } from 'vitest'
import { createFetchGate } from './safe-fetch-gate'

function held() {
  let release: () => void = () => undefined
  const promise = new Promise<void>((resolve) => {
    release = resolve
  })
  return { promise, release }
}

it.each([
  { hosts: 7, most: 5, mostOfOne: 1 },
  { hosts: 2, most: 4, mostOfOne: 2 },
  { hosts: 1, most: 2, mostOfOne: 2 },
])('lets $most at once through to $hosts hosts', async ({ hosts, most, mostOfOne }) => {
  const gate = createFetchGate({ perHost: 2, total: 5 })
  const running = new Map<string, number>()
  const seen = { most: 0, mostOfOne: 0 }
  const work = (host: string) =>
    gate.run(host, async () => {
      running.set(host, (running.get(host) ?? 0) + 1)
      seen.mostOfOne = Math.max(seen.mostOfOne, running.get(host) ?? 0)
      seen.most = Math.max(
        seen.most,
        [...running.values()].reduce((sum, one) => sum + one, 0),
      )
      await new Promise((resolve) => setImmediate(resolve))
      running.set(host, (running.get(host) ?? 1) - 1)
    })
  await Promise.all(Array.from({ length: 400 }, (_, n) => work(`host${n % hosts}`)))
  expect(seen).toEqual({ most, mostOfOne })
})

it('a failure frees its place', async () => {
  const gate = createFetchGate({ perHost: 1, total: 1 })
  await expect(gate.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await gate.run('a', async () => 'yes')).toBe('yes')
})

it('who gives up while waiting leaves the queue', async () => {
  const gate = createFetchGate({ perHost: 1, total: 1 })
  const first = held()
  const running = gate.run('a', () => first.promise)
  const stop = new AbortController()
  const waiting = gate.run('a', async () => 'never', stop.signal)
  const last = gate.run('a', async () => 'served')
  stop.abort(new Error('gave up'))
  await expect(waiting).rejects.toThrow('gave up')
  first.release()
  await running
  expect(await last).toBe('served')
})
