import { createHash } from 'node:crypto'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { actorFromBearer } from '@/lib/members/tokens'
import { fail, ok, type Result } from '@/lib/shared/result'
import type { Actor } from './actor'
import { requestAddress } from './auth-request'

/**
 * A token has far more randomness than anyone can guess, so guesses are slowed down to protect the server, not the
 * token: after many wrong ones an address is refused without a look at the database, except for tokens that have worked
 * here lately. Counted per process, because it is this process that would do the work.
 */
const WRONG_TOKENS = { points: 60, duration: 15 * 60 }
const THEN_ONE_PER = { points: 1, duration: 2 }

const wrong = new RateLimiterMemory({ keyPrefix: 'bearer', ...WRONG_TOKENS })
const slow = new RateLimiterMemory({ keyPrefix: 'bearer-slow', ...THEN_ONE_PER })

const MOST_KNOWN = 1_000
const known = new Set<string>()

function remember(digest: string): void {
  if (known.size >= MOST_KNOWN) known.clear()
  known.add(digest)
}

async function waitSeconds(address: string): Promise<number> {
  const counted = await wrong.get(address)
  if (!counted || counted.consumedPoints < WRONG_TOKENS.points) return 0
  const turn = await slow.consume(address).catch(() => null)
  return turn ? 0 : THEN_ONE_PER.duration
}

/** The actor of the request's bearer token. Cookies are never looked at here, so there is nothing to forge across sites. */
export async function admitBearer(request: Request): Promise<Result<Actor, 'not-signed-in' | 'too-many'>> {
  const header = request.headers.get('authorization')
  if (!header) return fail('not-signed-in')
  const address = requestAddress(request.headers)
  const digest = createHash('sha256').update(header).digest('base64')
  const seconds = known.has(digest) ? 0 : await waitSeconds(address)
  if (seconds > 0) return fail('too-many', { seconds })
  const actor = await actorFromBearer(header, address)
  if (actor) {
    remember(digest)
    return ok(actor)
  }
  known.delete(digest)
  await wrong.penalty(address)
  return fail('not-signed-in')
}
