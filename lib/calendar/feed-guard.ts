import { RateLimiterMemory } from 'rate-limiter-flexible'

/**
 * Wrong calendar addresses are counted by where they come from. A token has 256 bits, so nobody guesses one; this keeps
 * a program that tries from costing anything, and makes itself seen in the answers. An address that opened a feed is
 * never slowed down: many people of one office read their calendars from one address.
 */
const WRONG = { points: 30, duration: 15 * 60 }
const wrong = new RateLimiterMemory({ keyPrefix: 'feed', ...WRONG })

/** Seconds to wait, or 0. */
export async function feedWait(address: string): Promise<number> {
  const counted = await wrong.get(address)
  if (!counted || counted.consumedPoints < WRONG.points) return 0
  return Math.max(1, Math.ceil(counted.msBeforeNext / 1000))
}

export async function countWrongFeed(address: string): Promise<void> {
  await wrong.penalty(address)
}
