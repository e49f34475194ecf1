import { describe, expect, it } from 'vitest'
import { readDelivery } from '@/lib/whatsapp/payload'
import { verifySignature } from '@/lib/whatsapp/signature'
import { checkStored } from './check'
import { readOptions, type SenderOptions } from './options'
import { Durations } from './percentiles'
import { reportText } from './report'
import { nextTryIn } from './retries'
import { idOf, Sender } from './sender'
import type { Wire } from './wire'

const ARGS = [
  '--url',
  'http://localhost/x',
  '--secret',
  'S',
  '--phone-number-id',
  '106',
  '--display-number',
  '4420',
  '--waba',
  '102',
]

function optionsFor(given: Partial<SenderOptions>): SenderOptions {
  return {
    ...readOptions(ARGS, []),
    rate: 4_000,
    durationMs: 10_000,
    count: 60,
    seed: 3,
    patienceMs: 5_000,
    timeScale: 1e6,
    ...given,
  }
}

/** A receiver in this process: what it answers is the test's, what it was sent is kept. */
function receiver(statusOf: (post: number) => number): Wire & { bodies: Buffer[] } {
  const bodies: Buffer[] = []
  return {
    bodies,
    async post(body, signature) {
      expect(verifySignature('S', body, signature)).toBe(true)
      bodies.push(body)
      const status = statusOf(bodies.length)
      return { status, retryAfter: undefined, milliseconds: 2 }
    },
    close: () => undefined,
  }
}

const idsIn = (bodies: Buffer[]) =>
  bodies.flatMap((body) =>
    readDelivery(body, new Date()).updates.flatMap((update) => {
      const wamid = 'wamid' in update ? update.wamid : undefined
      return idOf({ wamid, status: update.kind === 'status' ? update.status : undefined }) ?? []
    }),
  )

describe('sending', () => {
  it('sends as many as asked, each signed, and knows every id that was acknowledged', async () => {
    const wire = receiver(() => 200)
    const tally = await new Sender(optionsFor({ batch: { from: 1, to: 5 } }), wire).run()
    expect(tally).toMatchObject({ deliveries: 60, posts: 60, acknowledged: 60, retries: 0, gaveUp: 0, left: 0 })
    expect(tally.updates).toBeGreaterThan(60)
    expect(new Set(idsIn(wire.bodies))).toEqual(tally.ids)
    expect(tally.latency.count).toBe(60)
  })

  it('ends at the time when the count is not reached', async () => {
    const tally = await new Sender(
      optionsFor({ rate: 20, durationMs: 300, count: 10_000 }),
      receiver(() => 200),
    ).run()
    expect(tally.deliveries).toBeGreaterThan(2)
    expect(tally.deliveries).toBeLessThanOrEqual(6)
  })

  it('tries again what was refused, with the same bytes, until it is taken', async () => {
    const wire = receiver((post) => (post <= 40 ? 503 : 200))
    const tally = await new Sender(optionsFor({ count: 20 }), wire).run()
    expect(tally).toMatchObject({ deliveries: 20, acknowledged: 20, retries: 40, left: 0, withoutRetryAfter: 40 })
    expect(tally.statuses).toEqual(
      new Map([
        [503, 40],
        [200, 20],
      ]),
    )
    expect(new Set(wire.bodies.map(String)).size).toBe(20)
  })

  it('acknowledges nothing that never got a 200, and gives up after seven of its days', async () => {
    const tally = await new Sender(
      optionsFor({ count: 5, timeScale: 1e6 }),
      receiver(() => 0),
    ).run()
    expect(tally).toMatchObject({ acknowledged: 0, gaveUp: 5, left: 0 })
    expect(tally.ids.size).toBe(0)
  })

  it('sends a share twice, as the same bytes or regrouped, and counts them apart', async () => {
    const wire = receiver(() => 200)
    const tally = await new Sender(optionsFor({ duplicates: 1, batch: { from: 3, to: 3 } }), wire).run()
    expect(tally).toMatchObject({ deliveries: 60, acknowledged: 60, duplicates: 60, posts: 120 })
    expect(new Set(idsIn(wire.bodies))).toEqual(tally.ids)
    expect(idsIn(wire.bodies).length).toBeGreaterThan(tally.ids.size)
  })

  it('lets later deliveries overtake a share of them', async () => {
    const order = async (disorder: number) => {
      const wire = receiver(() => 200)
      await new Sender(optionsFor({ disorder, mix: { emoji: 1 } }), wire).run()
      return idsIn(wire.bodies)
    }
    const inOrder = await order(0)
    const mixed = await order(0.3)
    expect(inOrder).toEqual([...inOrder].sort())
    expect(mixed).not.toEqual([...mixed].sort())
    expect([...mixed].sort()).toHaveLength(60)
  })

  it('says when it could not keep its rate', async () => {
    const slow = receiver(() => 200)
    const { post } = slow
    slow.post = async (body, signature) => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      return post(body, signature)
    }
    const tally = await new Sender(optionsFor({ connections: 1 }), slow).run()
    expect(tally.acknowledged).toBe(60)
    expect(tally.behind).toBeGreaterThan(10)
    expect(reportText(tally, { seconds: 1, seed: 3 })).toContain('waited for a free connection')
    const wide = new Sender(
      optionsFor({ connections: 100 }),
      receiver(() => 200),
    )
    expect((await wide.run()).behind).toBe(0)
  })

  it('says what is left when patience ends', async () => {
    const tally = await new Sender(
      optionsFor({ count: 3, patienceMs: 20, timeScale: 1 }),
      receiver(() => 503),
    ).run()
    expect(tally).toMatchObject({ acknowledged: 0, left: 3, gaveUp: 0 })
  })
})

describe('the tries of WhatsApp', () => {
  it('come ever more rarely and end after seven days', () => {
    let since = 0
    const steps: number[] = []
    for (let tries = 1; ; tries += 1) {
      const step = nextTryIn(tries, since)
      if (step === undefined) break
      steps.push(step)
      since += step
    }
    expect(steps).toEqual([...steps].sort((a, b) => a - b))
    expect(steps[0]).toBe(5_000)
    expect(since).toBeLessThanOrEqual(7 * 86_400_000)
    expect(since).toBeGreaterThan(6 * 86_400_000)
  })
})

describe('checking through the API', () => {
  const event = (wamid: string | null, status?: string) => ({ wamid, ...(status && { status }) })

  it('finds what is missing and what is stored twice, page after page', async () => {
    const pages = [
      { items: [event('a'), event('b', 'sent'), event(null), event('x')], nextCursor: 'next' },
      { items: [event('b', 'sent'), event('b', 'read')], nextCursor: null },
    ]
    const asked: (string | null)[] = []
    const checked = await checkStored(new Set(['a', 'b sent', 'b read', 'c']), async (cursor) => {
      asked.push(cursor)
      return pages[asked.length - 1] ?? { items: [], nextCursor: null }
    })
    expect(checked).toEqual({ stored: 3, missing: ['c'], doubled: ['b sent'], pages: 2 })
    expect(asked).toEqual([null, 'next'])
  })
})

describe('the report', () => {
  it('tells percentiles as the smallest value that is enough', () => {
    const durations = new Durations()
    for (let value = 2_000; value >= 1; value -= 1) durations.add(value)
    expect([0, 0.5, 0.99, 1].map((share) => durations.percentile(share))).toEqual([1, 1_000, 1_980, 2_000])
    expect(new Durations().percentile(0.99)).toBe(0)
  })

  it('names the seed, the answers and the times', async () => {
    const tally = await new Sender(
      optionsFor({ count: 4 }),
      receiver(() => 200),
    ).run()
    const text = reportText(tally, { seconds: 2, seed: 3 })
    expect(text).toContain('(seed 3)')
    expect(text).toContain('200: 4')
    expect(text).toContain('median 2.0 ms')
  })
})
