import { createToken } from '@/lib/members/tokens'
import type { Actor } from '@/lib/server/actor'
import type { TokenInput } from './schema'
import { endOfLife } from './token-lives'

/** An API token as the screen asks for it: a name, what it may do, and how long. The token is handed out this once. */
export function makeToken(actor: Actor, { name, scopes, life }: TokenInput, now = new Date()) {
  return createToken(actor, { name, scopes: [...new Set(scopes)], expiresAt: endOfLife(life, now) })
}
