import { cookies, headers } from 'next/headers'
import { forbidden, redirect } from 'next/navigation'
import { cache } from 'react'
import { can } from './actor'
import { requestAddress } from './auth-request'
import type { Permission } from './permissions'
import { decodeSession, sessionCookieName } from './session-cookie'
import { actorOfSession, type MemberActor } from './session-row'

export type { MemberActor }

/** Who is asking, or null. Read once per page render; layouts, pages and their parts share the answer. */
export const currentActor = cache(async (): Promise<MemberActor | null> => {
  const jar = await cookies()
  const sessionId = await decodeSession(jar.get(sessionCookieName())?.value)
  return sessionId ? actorOfSession(sessionId, requestAddress(await headers())) : null
})

/** Any signed-in member; otherwise the visitor goes to the sign-in page and comes back here afterwards. */
export async function requireMember(): Promise<MemberActor> {
  const actor = await currentActor()
  if (actor) return actor
  const wanted = (await headers()).get('x-handrail-path')
  redirect(wanted ? `/sign-in?next=${encodeURIComponent(wanted)}` : '/sign-in')
}

/** The first line of every page: a session, and a role that is named for the permission. Otherwise 307 or 403. */
export async function requireActor(permission: Permission): Promise<MemberActor> {
  const actor = await requireMember()
  if (!can(actor, permission)) forbidden()
  return actor
}
