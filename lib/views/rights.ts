import { type Actor, can } from '@/lib/server/actor'
import { isPermission } from '@/lib/server/permissions'

/** A room exists when somebody may read it. */
export function mayKeepView(actor: Actor, room: string): boolean {
  const read = `${room}:read`
  return actor.kind === 'member' && isPermission(read) && can(actor, read)
}

/** Sharing puts a tab on everybody's list: it takes a role that works in the room. */
export function mayShareView(actor: Actor, room: string): boolean {
  const write = `${room}:write`
  if (isPermission(write)) return can(actor, write)
  return mayKeepView(actor, room) && can(actor, 'members:read')
}
