import { lookup as systemLookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector, type Dispatcher } from 'undici'
import type { Failure } from '@/lib/shared/result'
import { bareHost, checkAnswers, type FetchAllowance, isExempt, isPublicAddress } from './safe-fetch-address'

/** Carries a refusal of the guard out of the socket machinery. */
export class GuardError extends Error {
  override name = 'GuardError'
  constructor(readonly failure: Failure) {
    super(failure.code)
  }
}

/** All addresses of a name. */
export type Resolve = (host: string) => Promise<string[]>

async function resolveBySystem(host: string): Promise<string[]> {
  const found = await systemLookup(host, { all: true, order: 'verbatim' })
  return found.map((one) => one.address)
}

export const FETCH_CONNECT_MS = 5_000
export const FETCH_HEADERS_MS = 10_000
const BODY_IDLE_MS = 10_000
/** A name keeps the addresses that were checked for this long, whatever its server says meanwhile. */
const PINNED_MS = 30_000
const MOST_PINNED = 2_000

type Pinned = { until: number; addresses: Promise<readonly string[]> }

/** Resolves a name once, checks every address, and hands out only those for a while. */
function pinningResolver(resolve: Resolve): (host: string) => Promise<readonly string[]> {
  const pinned = new Map<string, Pinned>()
  const fresh = async (host: string) => {
    const checked = checkAnswers(host, await resolve(host))
    if (!checked.ok) throw new GuardError(checked)
    return checked.value
  }
  return (host) => {
    const now = Date.now()
    const known = pinned.get(host)
    if (known && known.until > now) return known.addresses
    if (pinned.size >= MOST_PINNED) pinned.clear()
    const addresses = fresh(host)
    pinned.set(host, { until: now + PINNED_MS, addresses })
    // A refusal is asked again the next time: the name may have been put right.
    addresses.catch(() => pinned.delete(host))
    return addresses
  }
}

function lookupThrough(addressesOf: (host: string) => Promise<readonly string[]>): LookupFunction {
  return (hostname, options, callback) => {
    addressesOf(bareHost(hostname)).then(
      (addresses) => {
        const found = addresses.map((address) => ({ address, family: isIP(address) }))
        const [first] = found
        if (options.all) callback(null, found)
        else callback(null, first?.address ?? '', first?.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    )
  }
}

export type OutsideDispatcherOptions = { allow: FetchAllowance; resolve?: Resolve | undefined; connectMs?: number }

/**
 * Connections to the outside. The guard sits in the connector itself, so that nothing that uses this dispatcher can get
 * around it: the looked-up addresses are the ones that are checked and the ones that are connected to. A literal address
 * never reaches the lookup, so it is checked before it.
 */
export function outsideDispatcher({
  allow,
  resolve = resolveBySystem,
  connectMs,
}: OutsideDispatcherOptions): Dispatcher {
  const timeout = connectMs ?? FETCH_CONNECT_MS
  const guarded = buildConnector({ timeout, lookup: lookupThrough(pinningResolver(resolve)) })
  const exempt = buildConnector({ timeout, lookup: lookupThrough(resolve) })
  const connect: buildConnector.connector = (options, callback) => {
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80)
    if (isExempt(allow, options.hostname, port)) return exempt(options, callback)
    const host = bareHost(options.hostname)
    if (isIP(host) !== 0 && !isPublicAddress(host)) {
      const failure: Failure = { ok: false, code: 'fetch-not-public', details: { host } }
      return callback(new GuardError(failure), null)
    }
    guarded(options, callback)
  }
  return new Agent({
    connect,
    headersTimeout: FETCH_HEADERS_MS,
    bodyTimeout: BODY_IDLE_MS,
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 10_000,
    pipelining: 1,
  })
}
