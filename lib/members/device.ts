import { randomBytes, timingSafeEqual } from 'node:crypto'
import { keyedHash } from '@/lib/server/keys'
import { isSecure } from '@/lib/server/session-cookie'

/**
 * A cookie that remembers that an account was signed in to from this browser. It signs nobody in: it only gives the
 * browser a lane of its own in lib/server/throttle.ts, so that guesses by others do not slow its owner down.
 */
export function deviceCookieName(): string {
  return isSecure() ? '__Secure-handrail.device' : 'handrail.device'
}

export function deviceCookieOptions() {
  return { httpOnly: true, sameSite: 'lax', secure: isSecure(), path: '/', maxAge: 400 * 86_400 } as const
}

function seal(device: string, userId: string): string {
  return keyedHash('session', `device:${userId}:${device}`)
}

export function newDeviceCookie(userId: string): string {
  const device = randomBytes(12).toString('base64url')
  return `${device}.${seal(device, userId)}`
}

/** The device's id, when the cookie was made for this account. */
export function knownDevice(cookie: string | undefined, userId: string | undefined): string | null {
  const [device, mac] = cookie?.split('.') ?? []
  if (!device || !mac || !userId) return null
  const expected = Buffer.from(seal(device, userId))
  const given = Buffer.from(mac)
  return given.length === expected.length && timingSafeEqual(given, expected) ? device : null
}
