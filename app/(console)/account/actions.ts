'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { endDelegation, nameDelegate } from '@/lib/approvals/delegate'
import { delegateSchema, endDelegationSchema } from '@/lib/approvals/schema'
import { changeOwnPassword, renameSelf } from '@/lib/members/own-account'
import { changePasswordSchema, endSessionSchema, renameSchema, switchWorkspaceSchema } from '@/lib/members/schema'
import { endOwnSessions, signOut } from '@/lib/members/sessions'
import { switchWorkspace } from '@/lib/members/switch-workspace'
import { giveSession, readVisitor, takeSession } from '@/lib/members/visitor'
import { choiceSchema, saveChoice } from '@/lib/notifications/preferences'
import { memberAction, publicAction } from '@/lib/server/actions'
import { currentActor } from '@/lib/server/session'

/** Works without a session too: a browser whose session was ended elsewhere still gets rid of its cookie. */
export const signOutAction = publicAction().action(async () => {
  const actor = await currentActor()
  if (actor) await signOut(actor)
  await takeSession()
  redirect('/sign-in')
})

/** Every role has its own account; `overview:read` is what all of them share. */
export const renameSelfAction = memberAction('overview:read')
  .inputSchema(renameSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await renameSelf(ctx.actor, parsedInput)
    if (result.ok) revalidatePath('/', 'layout')
    return result
  })

/** Ends every session of the person, and gives this browser a new one. */
export const changePasswordAction = memberAction('overview:read')
  .inputSchema(changePasswordSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await changeOwnPassword(ctx.actor, parsedInput, await readVisitor())
    if (!result.ok) return result
    await giveSession(result.value)
    revalidatePath('/account')
    return { ok: true as const, value: null }
  })

export const endOwnSessionAction = memberAction('overview:read')
  .inputSchema(endSessionSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await endOwnSessions(ctx.actor, parsedInput)
    revalidatePath('/account')
    return result
  })

export const endOtherSessionsAction = memberAction('overview:read').action(async ({ ctx }) => {
  const result = await endOwnSessions(ctx.actor, 'others')
  revalidatePath('/account')
  return result
})

/** Goes to another workspace of the person, with a session of its own. */
export const switchWorkspaceAction = memberAction('overview:read')
  .inputSchema(switchWorkspaceSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await switchWorkspace(ctx.actor, parsedInput, await readVisitor())
    if (!result.ok) return result
    await giveSession(result.value)
    redirect('/overview')
  })

/** Who decides sign-offs in one's place; being signed in is the right for it. */
export const nameDelegateAction = memberAction('overview:read')
  .inputSchema(delegateSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await nameDelegate(ctx.actor, parsedInput)
    revalidatePath('/account')
    return result
  })

export const endDelegationAction = memberAction('overview:read')
  .inputSchema(endDelegationSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await endDelegation(ctx.actor, parsedInput)
    revalidatePath('/account')
    return result
  })

export const saveChoiceAction = memberAction('overview:read')
  .inputSchema(choiceSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await saveChoice(ctx.actor, parsedInput)
    revalidatePath('/account/notifications')
    return result
  })
