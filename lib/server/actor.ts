import { type Permission, rolesAllow, scopesAllow } from './permissions'

/**
 * Who acts, in which workspace, with what rights. Made from a session, a bearer token, the command line or the worker,
 * and handed to every command and query; the workspace of a query is always the actor's.
 */
export type Actor = {
  workspaceId: string
  /** Address of the request, `cli` or `worker`. */
  origin: string
} & (
  | { kind: 'member'; memberId: string; userId: string; sessionId: string; name: string; roles: string[] }
  | { kind: 'token'; tokenId: string; name: string; scopes: string[] }
  | { kind: 'system'; name: string }
)

export function actorId(actor: Actor): string | null {
  if (actor.kind === 'member') return actor.memberId
  return actor.kind === 'token' ? actor.tokenId : null
}

/** The one predicate behind screens, API and commands. */
export function can(actor: Actor, permission: Permission): boolean {
  if (actor.kind === 'member') return rolesAllow(actor.roles, permission)
  if (actor.kind === 'token') return scopesAllow(actor.scopes, permission)
  return true
}

/** The command line and the worker act for the machine's owner. */
export function systemActor(workspaceId: string, origin: 'cli' | 'worker' | 'demo'): Actor {
  return { kind: 'system', workspaceId, origin, name: origin }
}
