import { type Actor, systemActor } from '../server/actor'
import { db } from '../server/db'
import { type Given, UsageError } from './command'

/** By id, or by name when only one workspace has it; without the option the only workspace there is. */
export async function workspaceOf(given: Given): Promise<Actor> {
  if (!given.has('workspace')) return onlyWorkspace()
  const wanted = given.option('workspace')
  const found = await db.workspace.findMany({ where: { OR: [{ id: wanted }, { slug: wanted }, { name: wanted }] } })
  const [workspace, second] = found
  if (!workspace)
    throw new UsageError(`There is no workspace "${wanted}". workspace:create makes one and prints its id.`)
  if (second) throw new UsageError(`Several workspaces are called "${wanted}". Use the id of the one you mean.`)
  return systemActor(workspace.id, 'cli')
}

async function onlyWorkspace(): Promise<Actor> {
  const [workspace, second] = await db.workspace.findMany({ take: 2, select: { id: true } })
  if (!workspace) throw new UsageError('There is no workspace yet. workspace:create makes one and prints its id.')
  if (second) throw new UsageError('There are several workspaces. Say which one with --workspace.')
  return systemActor(workspace.id, 'cli')
}
