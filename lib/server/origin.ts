/**
 * Whether a request that changes something came from Handrail's own pages, decided before any route sees it.
 *
 * Browsers send `Origin` with every POST, PUT, PATCH and DELETE, and a page cannot change it. So a request that relies
 * on the session cookie must carry the address of Handrail itself; a missing or `null` origin (a sandboxed frame, a
 * local file, a stripped header) is refused like a foreign one. API clients are no browsers and the API never reads
 * the cookie: they need no origin, but a foreign one is still refused. Signed webhooks never come here.
 */
export type OriginFacts = {
  method: string
  /** Path without the query. */
  path: string
  /** The `Host` the request was made to. */
  host: string | undefined
  origin: string | undefined
  secFetchSite: string | undefined
  contentType: string | undefined
  /** NEXTAUTH_URL, when set: the address people use, which can differ from `Host` behind a reverse proxy. */
  publicUrl: string | undefined
}

export type OriginVerdict =
  | { kind: 'pass' }
  | { kind: 'refuse'; status: 403; code: 'bad-origin' }
  | { kind: 'refuse'; status: 405; code: 'bad-method' }
  | { kind: 'refuse'; status: 415; code: 'bad-content-type' }

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
const MUTATING = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** What a plain HTML form can send to any site without asking (fetch specification, CORS-safelisted types). */
const FORM_TYPES = new Set(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])

const PASS: OriginVerdict = { kind: 'pass' }
const FOREIGN: OriginVerdict = { kind: 'refuse', status: 403, code: 'bad-origin' }

export function isApiPath(path: string): boolean {
  return path === '/api/v1' || path.startsWith('/api/v1/')
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

/** `host` as a URL of that scheme writes it: lower case, without the scheme's own port. */
function hostFor(scheme: string, host: string): string | undefined {
  return parseUrl(`${scheme}//${host}`)?.host
}

function isOwnOrigin(origin: string, { host, publicUrl }: Pick<OriginFacts, 'host' | 'publicUrl'>): boolean {
  const given = parseUrl(origin)
  if (!given || given.origin === 'null' || given.origin !== origin.toLowerCase()) return false
  const own = publicUrl ? parseUrl(publicUrl) : undefined
  if (own && given.origin === own.origin) return true
  // Someone on the wire can forge the plain-HTTP twin of an HTTPS site; it is not the same origin.
  if (own?.protocol === 'https:' && given.protocol === 'http:' && given.hostname === own.hostname) return false
  return host !== undefined && given.host === hostFor(given.protocol, host)
}

function mediaType(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

export function checkOrigin(facts: OriginFacts): OriginVerdict {
  if (SAFE.has(facts.method)) return PASS
  if (!MUTATING.has(facts.method)) return { kind: 'refuse', status: 405, code: 'bad-method' }
  const api = isApiPath(facts.path)
  if (facts.origin === undefined) {
    // The API never reads the cookie: without a token it answers 401 itself.
    if (!api) return FOREIGN
  } else if (!isOwnOrigin(facts.origin, facts)) {
    return FOREIGN
  }
  if (facts.secFetchSite === 'cross-site') return FOREIGN
  if (api && FORM_TYPES.has(mediaType(facts.contentType))) {
    return { kind: 'refuse', status: 415, code: 'bad-content-type' }
  }
  return PASS
}
