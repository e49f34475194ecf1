import { API_CALLS } from '@/lib/api/registry'
import { permissionLines } from '@/lib/members/role-words'
import { type Actor, can } from '@/lib/server/actor'
import type { Permission } from '@/lib/server/permissions'

type ScopeChoice = {
  scope: Permission
  /** What it allows, after the room's name: "see", "change". */
  verb: string
  /** API calls that ask for it: "GET /contacts". */
  calls: string[]
}
export type ScopeGroup = { room: string; choices: ScopeChoice[] }

function callsFor(scope: Permission): string[] {
  return API_CALLS.filter((call) => call.permission === scope).map((call) => `${call.method} ${call.path}`)
}

/** The scopes a person may give a token, by room: what they hold themselves, in the order of the permission table. */
export function scopeGroups(actor: Actor): ScopeGroup[] {
  const groups = new Map<string, ScopeChoice[]>()
  for (const { permission, room, verb } of permissionLines()) {
    if (!can(actor, permission)) continue
    const choices = groups.get(room) ?? []
    choices.push({ scope: permission, verb, calls: callsFor(permission) })
    groups.set(room, choices)
  }
  return [...groups].map(([room, choices]) => ({ room, choices }))
}

/** Scopes in words, one line a room: "Contacts: see, change". One that this version does not know is shown as it is. */
export function scopeWords(scopes: readonly string[]): string[] {
  if (scopes.includes('*')) return ['Everything, with what is added later']
  const byRoom = new Map<string, string[]>()
  const known = new Set<string>()
  for (const { permission, room, verb } of permissionLines()) {
    if (!scopes.includes(permission)) continue
    known.add(permission)
    byRoom.set(room, [...(byRoom.get(room) ?? []), verb])
  }
  const unknown = scopes.filter((scope) => !known.has(scope))
  return [...[...byRoom].map(([room, verbs]) => `${room}: ${verbs.join(', ')}`), ...unknown]
}
