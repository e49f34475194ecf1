import { z } from 'zod'
import { emailSchema } from '@/lib/shared/email'

/** Shapes of what crosses the edge of the members room. */
const id = z.string().min(1).max(60)
const version = z.coerce.number().int().positive()

export const personNameSchema = z
  .string({ message: 'Enter a name.' })
  .trim()
  .min(1, 'Enter a name.')
  .max(120, 'Use at most 120 characters.')

/** Names of roles; whether they exist and may be granted is decided by the command. */
export const rolesSchema = z
  .array(z.string().max(40))
  .min(1, 'Choose at least one role.')
  .max(20)
  .transform((roles) => [...new Set(roles)])

/** A new password. Length is what counts; nothing is asked of capitals or digits. */
export const passwordSchema = z
  .string({ message: 'Enter a password of at least 12 characters.' })
  .min(12, 'Use at least 12 characters; a few words in a row are easiest to remember.')
  .max(200, 'Use at most 200 characters.')
  .refine((value) => new Set(value.toLowerCase()).size >= 5, 'Use more than four different characters.')

export const signInSchema = z.object({
  email: z.string({ message: 'Enter your e-mail address.' }).trim().min(1, 'Enter your e-mail address.').max(254),
  password: z.string({ message: 'Enter your password.' }).min(1, 'Enter your password.').max(1_000),
})

export const firstAdminSchema = z.object({
  workspaceName: z
    .string({ message: 'Enter the name of your business.' })
    .trim()
    .min(1, 'Enter the name of your business.')
    .max(120, 'Use at most 120 characters.'),
  zone: z.string().refine(isZone, 'Choose a time zone from the list.'),
  name: personNameSchema,
  email: emailSchema,
  password: passwordSchema,
})

export const inviteSchema = z.object({ email: emailSchema, roles: rolesSchema })
export const revokeInviteSchema = z.object({ inviteId: id })
export const acceptInviteSchema = z.object({
  token: z.string().min(20).max(200),
  name: personNameSchema,
  password: passwordSchema,
})
export const joinInviteSchema = z.object({ token: z.string().min(20).max(200), password: z.string().min(1).max(1_000) })

export const changeRolesSchema = z.object({ memberId: id, version, roles: rolesSchema })
export const memberVersionSchema = z.object({ memberId: id, version })
export const memberIdSchema = z.object({ memberId: id })

export const changePasswordSchema = z.object({ current: z.string().min(1).max(1_000), next: passwordSchema })
export const renameSchema = z.object({ name: personNameSchema })
export const endSessionSchema = z.object({ sessionId: id })
export const switchWorkspaceSchema = z.object({ workspaceId: id })

export function isZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}
