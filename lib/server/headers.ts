/**
 * The headers every answer carries, and the Content-Security-Policy of pages. Pure: proxy.ts and server.ts say which
 * kind of deployment this is. The nonce of a page belongs to one request and is the only thing that lets a script run.
 */
export type HeaderOptions = { dev: boolean; https: boolean }

/** Camera: QR codes are read in the browser. Everything else that a page could ask for is switched off. */
const PERMISSIONS_POLICY = [
  'camera=(self)',
  'microphone=()',
  'geolocation=()',
  'payment=()',
  'usb=()',
  'serial=()',
  'bluetooth=()',
  'browsing-topics=()',
].join(', ')

/** One year, as the preload list asks for; without sub-domains, because Handrail cannot speak for its neighbours. */
const HSTS = 'max-age=31536000'

export function securityHeaders({ https }: Pick<HeaderOptions, 'https'>): [name: string, value: string][] {
  const headers: [string, string][] = [
    ['X-Content-Type-Options', 'nosniff'],
    ['X-Frame-Options', 'DENY'],
    ['Referrer-Policy', 'same-origin'],
    ['Permissions-Policy', PERMISSIONS_POLICY],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
  ]
  if (https) headers.push(['Strict-Transport-Security', HSTS])
  return headers
}

/** For answers that are no page (downloads, the API, health): nothing in them may run or load. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

/**
 * Nothing is allowed but what is named. Scripts run by nonce only and may load further ones ('strict-dynamic', which
 * is how Next.js loads its chunks); style attributes are allowed because layout libraries place elements with them,
 * style elements are not. In development Turbopack evaluates code, injects styles and talks over a web socket.
 */
export function pagePolicy(nonce: string, { dev, https }: HeaderOptions): string {
  const directives = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    dev ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${dev ? ' ws: wss:' : ''}`,
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ]
  if (https) directives.push('upgrade-insecure-requests')
  return directives.join('; ')
}
