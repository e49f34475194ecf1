import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible'
import { fail, ok, type Result } from '@/lib/shared/result'
import { type Tx, writeTransaction } from './db'
import { keyedHash } from './keys'

/**
 * Guessing passwords is slowed down in lanes; a try must be admitted by each lane it belongs to. A lane lets a number of
 * failures through, then one try per interval: a guesser gets nowhere, and the owner of an account that is under attack
 * waits a minute at most instead of being locked out.
 *
 * A browser that signed in to the account before (it carries a device cookie) has a lane of its own, so that guesses of
 * others never slow it down. Counters are in the database and so shared by all processes; a lane that is full is also
 * remembered in memory, so that a flood costs no writes.
 */
type Lane = { name: string; tries: number; perSeconds: number; thenEverySeconds: number }

const WINDOW = 15 * 60
const LANES = {
  /** One account from one address. */
  pair: { name: 'pair', tries: 10, perSeconds: WINDOW, thenEverySeconds: 60 },
  /** Everything from one address: an office shares one, so it is wider. */
  address: { name: 'addr', tries: 60, perSeconds: WINDOW, thenEverySeconds: 10 },
  /** One account from anywhere: guesses spread over many addresses. */
  account: { name: 'acct', tries: 30, perSeconds: WINDOW, thenEverySeconds: 60 },
  /** A browser that has signed in to this account before. */
  device: { name: 'dev', tries: 10, perSeconds: WINDOW, thenEverySeconds: 60 },
} as const satisfies Record<string, Lane>

/** What RateLimiterPrisma needs of a Prisma client, each call through the one writing connection. */
const store = {
  rateLimit: {
    upsert: (query: Parameters<Tx['rateLimit']['upsert']>[0]) => writeTransaction((tx) => tx.rateLimit.upsert(query)),
    deleteMany: (query: Parameters<Tx['rateLimit']['deleteMany']>[0]) =>
      writeTransaction((tx) => tx.rateLimit.deleteMany(query)),
    findFirst: (query: Parameters<Tx['rateLimit']['findFirst']>[0]) =>
      writeTransaction((tx) => tx.rateLimit.findFirst(query)),
  },
}

/** Spent counters are removed by lib/server/jobs-cleanup.ts. */
const KEPT = { storeClient: store, tableName: 'rateLimit', clearExpiredByTimeout: false }

function limiter(keyPrefix: string, points: number, duration: number): RateLimiterPrisma {
  return new RateLimiterPrisma({ ...KEPT, keyPrefix, points, duration })
}

type Limiters = { burst: RateLimiterPrisma; slow: RateLimiterPrisma }
const made = new Map<string, Limiters>()

function limitersOf(lane: Lane): Limiters {
  const known = made.get(lane.name)
  if (known) return known
  const burst = limiter(lane.name, lane.tries, lane.perSeconds)
  const fresh = { burst, slow: limiter(`${lane.name}-slow`, 1, lane.thenEverySeconds) }
  made.set(lane.name, fresh)
  return fresh
}

/** 0 when admitted, else the milliseconds to wait. */
async function waitOf(limit: RateLimiterPrisma, key: string): Promise<number> {
  try {
    await limit.consume(key)
    return 0
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(refused.msBeforeNext, 1)
    throw refused
  }
}

type Place = { lane: Lane; key: string }

/** Lanes that were full when last asked, until when. Refusing from here costs a flood no writes. */
const fullUntil = new Map<string, number>()
const REMEMBERED = 20_000

function rememberFull(name: string, wait: number, now: number): void {
  if (fullUntil.size >= REMEMBERED) {
    for (const [known, until] of fullUntil) if (until <= now) fullUntil.delete(known)
  }
  if (fullUntil.size < REMEMBERED) fullUntil.set(name, now + wait)
}

async function laneWait({ lane, key }: Place): Promise<number> {
  const { burst, slow } = limitersOf(lane)
  if ((await waitOf(burst, key)) === 0) return 0
  const wait = await waitOf(slow, key)
  // The slow try that was just admitted is the only one of its interval.
  rememberFull(`${lane.name}:${key}`, wait || lane.thenEverySeconds * 1000, Date.now())
  return wait
}

function rememberedWait({ lane, key }: Place): number {
  return Math.max((fullUntil.get(`${lane.name}:${key}`) ?? 0) - Date.now(), 0)
}

export type Try = {
  /** What was typed as the account, known or not. */
  account: string
  address: string
  /** Id of a device cookie that is valid for this account. */
  device?: string | null
  /** True when this account signed in from this address before: guesses from elsewhere, or at others, do not slow it down. */
  familiar?: boolean
}
export type Admitted = { succeeded: () => Promise<void> }

/** The account is kept as a keyed hash: the table of counters says nothing about who signs in here. */
function lanesOf({ account, address, device, familiar }: Try): Place[] {
  const who = keyedHash('session', `throttle:${account}`).slice(0, 32)
  if (device) return [{ lane: LANES.device, key: `${who}:${device}` }]
  const pair = { lane: LANES.pair, key: `${who}:${address}` }
  if (familiar) return [pair]
  return [pair, { lane: LANES.address, key: address }, { lane: LANES.account, key: who }]
}

/**
 * Asks to try a password. Count first, then check: many tries at once are counted like tries one after the other.
 * Refused with the seconds to wait; call `succeeded` when the password was right, so that it does not count.
 */
export async function admitTry(attempt: Try): Promise<Result<Admitted, 'too-many'>> {
  const lanes = lanesOf(attempt)
  const remembered = Math.max(...lanes.map(rememberedWait))
  if (remembered > 0) return tooMany(remembered)
  for (const place of lanes) {
    const wait = await laneWait(place)
    if (wait > 0) return tooMany(wait)
  }
  return ok({ succeeded: () => refund(lanes) })
}

function tooMany(wait: number) {
  return fail('too-many', { seconds: Math.ceil(wait / 1000) })
}

/** The lanes of this one person are emptied; the shared ones only take back this try. */
async function refund(lanes: Place[]): Promise<void> {
  for (const { lane, key } of lanes) {
    const { burst, slow } = limitersOf(lane)
    if (lane.name === LANES.address.name || lane.name === LANES.account.name) await burst.reward(key)
    else await burst.delete(key)
    await slow.delete(key)
    fullUntil.delete(`${lane.name}:${key}`)
  }
}
