import { cookies, headers } from 'next/headers'
import { requestAddress, requestAgent } from '@/lib/server/auth-request'
import { decodeSession, encodeSession, sessionCookieName, sessionCookieOptions } from '@/lib/server/session-cookie'
import { deviceCookieName, deviceCookieOptions } from './device'
import type { SignedIn, SignInFrom } from './sign-in'

/** What the present request tells about the browser that wants to sign in. */
export async function readVisitor(): Promise<SignInFrom> {
  const [found, jar] = await Promise.all([headers(), cookies()])
  return {
    address: requestAddress(found),
    agent: requestAgent(found),
    deviceCookie: jar.get(deviceCookieName())?.value,
    previousSessionId: await decodeSession(jar.get(sessionCookieName())?.value),
  }
}

/** Gives the browser its session; only in an action or a route handler. */
export async function giveSession(signedIn: SignedIn): Promise<void> {
  const jar = await cookies()
  jar.set(sessionCookieName(), await encodeSession(signedIn.sessionId), sessionCookieOptions())
  await rememberDevice(signedIn)
}

export async function rememberDevice(signedIn: SignedIn): Promise<void> {
  const jar = await cookies()
  jar.set(deviceCookieName(), signedIn.deviceCookie, deviceCookieOptions())
}

export async function takeSession(): Promise<void> {
  const jar = await cookies()
  jar.set(sessionCookieName(), '', { ...sessionCookieOptions(), maxAge: 0 })
}
