'use server'

import { revalidatePath } from 'next/cache'
import { handOver } from '@/lib/inputs/hand-over'
import { handOverSchema } from '@/lib/inputs/schema'
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

/** Draws the room again after a change. After a refusal it stays, with the dialog that tells of it. */
async function refreshed<T extends { ok: boolean }>(answer: Promise<T>): Promise<T> {
  const value = await answer
  if (value.ok) revalidatePath('/members', 'layout')
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

export const handOverAction = memberAction('members:write')
  .inputSchema(handOverSchema)
  .action(({ ctx, parsedInput }) => refreshed(handOver(ctx.actor, parsedInput)))
