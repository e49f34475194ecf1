import { z } from 'zod'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { hashPassword } from '@/lib/server/passwords'
import { emailSchema } from '@/lib/shared/email'
import { fail, ok, type Result } from '@/lib/shared/result'
import { insertMember, insertUser, recordMember, unknownRole } from './add-user'
import { passwordSchema, personNameSchema, rolesSchema } from './schema'

/** What `npm run handrail -- user:create` takes; without a name the part before the @ is used. */
export const createUserSchema = z.object({
  email: emailSchema,
  password: passwordSchema,
  roles: rolesSchema,
  name: personNameSchema.optional(),
})

type CreateUserCode = 'not-allowed' | 'unknown-role' | 'grant-above' | 'email-taken' | 'not-found'

/** Makes a user with a password and a membership in the actor's workspace, without an invitation. */
export async function createUser(
  actor: Actor,
  input: z.output<typeof createUserSchema>,
): Promise<Result<{ userId: string; memberId: string }, CreateUserCode>> {
  if (!can(actor, 'members:write')) return fail('not-allowed')
  // A password chosen by one person for another is for the command line; people in the console send invitations.
  if (actor.kind !== 'system') return fail('grant-above')
  const unknown = unknownRole(input.roles)
  if (unknown) return unknown
  if (!(await db.workspace.findUnique({ where: { id: actor.workspaceId } }))) return fail('not-found')
  const passwordHash = await hashPassword(input.password)
  const { email, roles } = input
  return transact(actor, async (tx, record) => {
    if (await tx.user.findUnique({ where: { emailKey: email } })) return fail('email-taken')
    const name = input.name ?? email.slice(0, email.indexOf('@'))
    const userId = await insertUser(tx, { email, name, passwordHash })
    const memberId = await insertMember(tx, { userId, workspaceId: actor.workspaceId, roles })
    record({ action: 'user.created', subject: { kind: 'user', id: userId } })
    recordMember(record, memberId, { roles })
    return ok({ userId, memberId })
  })
}
