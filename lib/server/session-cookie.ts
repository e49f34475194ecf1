import { decode, encode } from 'next-auth/jwt'
import { env } from './env'
import { sessionSecret } from './keys'

/**
 * The cookie of a signed-in browser: a next-auth token, encrypted and authenticated, that carries the id of a Session
 * row and nothing else. Roles and names are read from the database on each request, so the cookie cannot be out of date.
 */
export const SESSION_DAYS = 14

export function isSecure(): boolean {
  return env().NEXTAUTH_URL?.startsWith('https://') ?? false
}

export function sessionCookieName(): string {
  return isSecure() ? '__Secure-handrail.session' : 'handrail.session'
}

export function sessionCookieOptions() {
  return { httpOnly: true, sameSite: 'lax', secure: isSecure(), path: '/', maxAge: SESSION_DAYS * 86_400 } as const
}

export function encodeSession(sessionId: string): Promise<string> {
  return encode({ token: { sid: sessionId }, secret: sessionSecret(), maxAge: SESSION_DAYS * 86_400 })
}

/** The id of the Session row, or null when the cookie is absent, altered or too old. */
export async function decodeSession(cookie: string | undefined): Promise<string | null> {
  if (!cookie || cookie.length > 4_096) return null
  try {
    const token = await decode({ token: cookie, secret: sessionSecret() })
    return typeof token?.sid === 'string' ? token.sid : null
  } catch {
    return null
  }
}
