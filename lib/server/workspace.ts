import { cache } from 'react'
import type { Actor } from './actor'
import { db } from './db'

const byId = cache((id: string) => db.workspace.findUniqueOrThrow({ where: { id } }))

export type CurrentWorkspace = Awaited<ReturnType<typeof byId>>

/** The actor's own workspace: its name, zone, default country and settings. Read once per page render. */
export function currentWorkspace(actor: Pick<Actor, 'workspaceId'>): Promise<CurrentWorkspace> {
  return byId(actor.workspaceId)
}
