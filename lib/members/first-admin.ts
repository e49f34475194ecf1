import type { z } from 'zod'
import type { Actor } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db, sqlOf, type Tx } from '@/lib/server/db'
import { hashPassword } from '@/lib/server/passwords'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { insertMember, insertUser, recordMember } from './add-user'
import type { firstAdminSchema } from './schema'

export type FirstAdmin = z.output<typeof firstAdminSchema>

/** True while nobody can sign in: the only time the first-run page answers. */
export async function isUnclaimed(): Promise<boolean> {
  return (await db.user.findFirst({ select: { id: true } })) === null
}

/** Any number: two people who finish the first-run page at the same moment take turns. */
const FIRST_RUN_LOCK = 7_274_242

async function takeTurn(tx: Tx): Promise<void> {
  const sql = sqlOf(tx)
  if (sql.dialect === 'postgresql') await sql.all('SELECT pg_advisory_xact_lock(?)::text', [FIRST_RUN_LOCK])
}

export function slugOf(name: string, id: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
  return `${words || 'workspace'}-${id.slice(-6).toLowerCase()}`
}

/**
 * Makes the first workspace and its admin. Only while no user exists, whoever asks: afterwards people are invited.
 * `origin` is the address of the browser, or `cli` when HANDRAIL_ADMIN_EMAIL and HANDRAIL_ADMIN_PASSWORD are given.
 */
export async function makeFirstAdmin(
  input: FirstAdmin,
  origin: string,
): Promise<Result<{ workspaceId: string; userId: string }, 'set-up-already'>> {
  if (!(await isUnclaimed())) return fail('set-up-already')
  const passwordHash = await hashPassword(input.password)
  const workspaceId = newId('ws')
  const actor: Actor = { kind: 'system', name: 'first-run', workspaceId, origin }
  return transact(actor, async (tx, record) => {
    await takeTurn(tx)
    if (await tx.user.findFirst({ select: { id: true } })) return fail('set-up-already')
    const { workspaceName: name, zone } = input
    await tx.workspace.create({ data: { id: workspaceId, name, zone, slug: slugOf(name, workspaceId) } })
    const userId = await insertUser(tx, { email: input.email, name: input.name, passwordHash })
    const memberId = await insertMember(tx, { userId, workspaceId, roles: ['admin'] })
    record({ action: 'workspace.created', subject: { kind: 'workspace', id: workspaceId }, after: { name, zone } })
    recordMember(record, memberId, { roles: ['admin'] })
    return ok({ workspaceId, userId })
  })
}
