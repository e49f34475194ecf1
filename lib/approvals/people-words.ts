import type { Actor } from '@/lib/server/actor'

/** Who did it, in a sentence that is kept: a person, a token or the machine. */
export function nameOf(actor: Actor): string {
  if (actor.kind === 'member') return actor.name
  return actor.kind === 'token' ? `The token “${actor.name}”` : 'Handrail'
}
