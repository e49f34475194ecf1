import { newId } from '@/lib/shared/ids'
import { ok, type Result } from '@/lib/shared/result'
import { systemActor } from '../server/actor'
import { transact } from '../server/audit'
import { type WorkspaceInput, workspaceSchema } from './schema'

function slugOf(name: string, id: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return `${words.slice(0, 40) || 'workspace'}-${id.slice(-6).toLowerCase()}`
}

/** Makes an empty workspace. Done from the command line, the first-run page and the demo; there is no actor yet. */
export async function createWorkspace(
  input: WorkspaceInput & { isDemo?: boolean; isTest?: boolean },
  origin: 'cli' | 'demo' = 'cli',
): Promise<Result<{ id: string }>> {
  const { name, zone } = workspaceSchema.parse(input)
  const id = newId('ws')
  return transact(systemActor(id, origin), async (tx, record) => {
    const after = { name, zone, isDemo: input.isDemo ?? false, isTest: input.isTest ?? false }
    await tx.workspace.create({ data: { id, slug: slugOf(name, id), ...after } })
    record({ action: 'workspace.created', subject: { kind: 'workspace', id }, after })
    return ok({ id })
  })
}
