'use server'

import { revalidatePath } from 'next/cache'
import { changeRoles } from '@/lib/members/change-roles'
import { disableMember, enableMember, endMemberSessions } from '@/lib/members/disable-member'
import { inviteMember, revokeInvite } from '@/lib/members/invite-member'
import {
  changeRolesSchema,
  inviteSchema,
  memberIdSchema,
  memberVersionSchema,
  revokeInviteSchema,
} from '@/lib/members/schema'
import { memberAction } from '@/lib/server/actions'

/** Draws the room again with what is there now, whatever the answer was. */
async function refreshed<T>(answer: Promise<T>): Promise<T> {
  const value = await answer
  revalidatePath('/members', 'layout')
  return value
}

export const inviteMemberAction = memberAction('members:write')
  .inputSchema(inviteSchema)
  .action(({ ctx, parsedInput }) => refreshed(inviteMember(ctx.actor, parsedInput)))

export const revokeInviteAction = memberAction('members:write')
  .inputSchema(revokeInviteSchema)
  .action(({ ctx, parsedInput }) => refreshed(revokeInvite(ctx.actor, parsedInput)))

export const changeRolesAction = memberAction('members:write')
  .inputSchema(changeRolesSchema)
  .action(({ ctx, parsedInput }) => refreshed(changeRoles(ctx.actor, parsedInput)))

export const disableMemberAction = memberAction('members:write')
  .inputSchema(memberVersionSchema)
  .action(({ ctx, parsedInput }) => refreshed(disableMember(ctx.actor, parsedInput)))

export const enableMemberAction = memberAction('members:write')
  .inputSchema(memberVersionSchema)
  .action(({ ctx, parsedInput }) => refreshed(enableMember(ctx.actor, parsedInput)))

export const endMemberSessionsAction = memberAction('members:write')
  .inputSchema(memberIdSchema)
  .action(({ ctx, parsedInput }) => refreshed(endMemberSessions(ctx.actor, parsedInput)))
