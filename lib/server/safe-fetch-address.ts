import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { fail, ok, type Result } from '@/lib/shared/result'
import { cutText } from '@/lib/shared/text'

/** Which addresses Handrail may fetch at all. Pure: what a name resolves to is looked at when the connection is made. */
export type AddressRefusal =
  | 'fetch-not-an-address'
  | 'fetch-scheme'
  | 'fetch-userinfo'
  | 'fetch-port'
  | 'fetch-not-public'

/** `host:port` pairs that are exempt (HANDRAIL_FETCH_ALLOW), lower case. */
export type FetchAllowance = ReadonlySet<string>

export function readAllowance(pairs: readonly string[]): FetchAllowance {
  return new Set(pairs.map((pair) => pair.toLowerCase()))
}

const DEFAULT_PORT: Record<string, number> = { 'http:': 80, 'https:': 443 }
const USUAL_PORTS: ReadonlySet<number> = new Set([80, 443])

/** Of all of IPv6 only this block is handed out; what lies outside is special, mapped or not in use. [IANA IPv6 space] */
const GLOBAL_IPV6 = ipaddr.IPv6.parse('2000::')

/** Azure's host answers here with credentials of the machine. It lies in a public range, so no list of ranges has it. */
const CLOUD_HOSTS = new Set(['168.63.129.16'])

/** True for an address on the public internet. Everything else is refused: private, local, shared, mapped, translated. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  // Unwraps IPv4 that is written as IPv6 (`::ffff:127.0.0.1`).
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  if (parsed instanceof ipaddr.IPv6) return parsed.match(GLOBAL_IPV6, 3)
  return !CLOUD_HOSTS.has(parsed.toString())
}

/** A host as URLs and sockets write it: IPv6 without brackets, a name without the final dot. */
export function bareHost(hostname: string): string {
  return hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()
}

export function isExempt(allow: FetchAllowance, hostname: string, port: number): boolean {
  return allow.has(`${bareHost(hostname)}:${port}`)
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}

/**
 * An address that may be fetched, as far as it can be told without asking the network. The URL parser has already turned
 * every spelling of an IPv4 address (decimal, octal, hex, short) into four plain numbers.
 */
export function readOutsideUrl(
  text: string,
  allow: FetchAllowance,
  ports: ReadonlySet<number> = USUAL_PORTS,
): Result<URL, AddressRefusal> {
  const url = parse(text.trim())
  if (!url) return fail('fetch-not-an-address', { address: cutText(text, 200) })
  const usual = DEFAULT_PORT[url.protocol]
  if (usual === undefined) return fail('fetch-scheme', { scheme: url.protocol.slice(0, -1) })
  if (url.username !== '' || url.password !== '') return fail('fetch-userinfo')
  if (url.hostname === '') return fail('fetch-not-an-address', { address: cutText(text, 200) })
  const port = url.port === '' ? usual : Number(url.port)
  if (isExempt(allow, url.hostname, port)) return ok(url)
  if (!ports.has(port)) return fail('fetch-port', { port })
  const host = bareHost(url.hostname)
  if (isIP(host) !== 0 && !isPublicAddress(host)) return fail('fetch-not-public', { host })
  return ok(url)
}

export type AnswerRefusal = 'fetch-name-unknown' | 'fetch-not-public' | 'fetch-mixed'

/**
 * What a name resolved to. One private address among public ones refuses them all: which of them would be connected to
 * is not for whoever runs that name server to decide.
 */
export function checkAnswers(host: string, addresses: readonly string[]): Result<readonly string[], AnswerRefusal> {
  if (addresses.length === 0) return fail('fetch-name-unknown', { host })
  const open = addresses.filter(isPublicAddress).length
  if (open === addresses.length) return ok(addresses)
  return fail(open === 0 ? 'fetch-not-public' : 'fetch-mixed', { host })
}
