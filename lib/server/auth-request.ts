import { env } from './env'
import { checkOrigin } from './origin'

/** What a request says about itself, and how far that may be believed. */
type HeaderReader = { get(name: string): string | null }

/**
 * The address the request came from. `x-forwarded-for` counts only behind a proxy that was declared
 * (HANDRAIL_TRUST_PROXY=1), and then its last entry, which that proxy wrote itself; anything before it the visitor could
 * have invented. Otherwise the socket's address, which server.ts puts into `x-handrail-address`.
 */
export function requestAddress(headers: HeaderReader): string {
  if (env().HANDRAIL_TRUST_PROXY) {
    const forwarded = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim()
    if (forwarded) return plainAddress(forwarded)
  }
  return plainAddress(headers.get('x-handrail-address') ?? 'unknown')
}

/** An IPv4 address in its IPv6 spelling is the same machine; one that is too long is not an address. */
function plainAddress(value: string): string {
  return value.replace(/^::ffff:/i, '').slice(0, 64)
}

/**
 * True when a mutating request was sent by one of our own pages. server.ts refuses the others before they get here; this
 * is the same rule once more, so that no action or route depends on what stands in front of it.
 */
export function isOwnOrigin(headers: HeaderReader): boolean {
  const forwarded = env().HANDRAIL_TRUST_PROXY ? headers.get('x-forwarded-host') : null
  const verdict = checkOrigin({
    method: 'POST',
    path: '/',
    host: forwarded ?? headers.get('host') ?? undefined,
    origin: headers.get('origin') ?? undefined,
    secFetchSite: headers.get('sec-fetch-site') ?? undefined,
    contentType: undefined,
    publicUrl: env().NEXTAUTH_URL,
  })
  return verdict.kind === 'pass'
}

/** The browser's own name for itself, cut to what a session list shows. */
export function requestAgent(headers: HeaderReader): string | null {
  return headers.get('user-agent')?.slice(0, 300) ?? null
}

/** A path inside Handrail that is safe to send a browser to; anything else becomes the overview. */
export function ownPath(value: string | null | undefined): string {
  if (!value?.startsWith('/') || value.startsWith('//') || value.includes('\\')) return '/overview'
  try {
    const url = new URL(value, 'http://handrail.invalid')
    if (url.host !== 'handrail.invalid') return '/overview'
    return `${url.pathname}${url.search}`
  } catch {
    return '/overview'
  }
}
