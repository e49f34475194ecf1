import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { env } from '@/lib/server/env'
import { pagePolicy, securityHeaders } from '@/lib/server/headers'

/**
 * Gives each page its own nonce and policy: Next.js reads the nonce from the policy in the request's headers and puts
 * it on its scripts; the root layout reads `x-nonce`. This is no authorisation: every page, action and route checks the
 * actor itself, and would do so with this file removed.
 */
export function proxy(request: NextRequest): NextResponse {
  const settings = env()
  const options = {
    dev: settings.NODE_ENV !== 'production',
    https: settings.NEXTAUTH_URL?.startsWith('https:') ?? false,
  }
  const nonce = randomBytes(16).toString('base64')
  const policy = pagePolicy(nonce, options)

  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('Content-Security-Policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  for (const [name, value] of securityHeaders(options)) response.headers.set(name, value)
  return response
}

export const config = {
  // The API, built files and pictures are no pages; server.ts gives them their headers, stricter ones than a page's. A
  // body that passes a proxy is held in memory a second time, which large API imports should not be.
  matcher: ['/((?!api/|_next/static/|entry-points/photos/|entry-points/links/code).*)'],
}
