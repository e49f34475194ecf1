'use server'

import { redirect } from 'next/navigation'
import { acceptInvite, joinByInvite } from '@/lib/members/accept-invite'
import { acceptInviteSchema, joinInviteSchema } from '@/lib/members/schema'
import { giveSession, readVisitor } from '@/lib/members/visitor'
import { publicAction } from '@/lib/server/actions'

/** Somebody new: an account, a membership and a session. The token in the link is the right to it. */
export const acceptInviteAction = publicAction()
  .inputSchema(acceptInviteSchema)
  .action(async ({ parsedInput }) => {
    const result = await acceptInvite(parsedInput, await readVisitor())
    if (!result.ok) return result
    await giveSession(result.value)
    redirect('/overview')
  })

/** Somebody who has an account already: their password, and a membership here. */
export const joinByInviteAction = publicAction()
  .inputSchema(joinInviteSchema)
  .action(async ({ parsedInput }) => {
    const result = await joinByInvite(parsedInput, await readVisitor())
    if (!result.ok) return result
    await giveSession(result.value)
    redirect('/overview')
  })
