'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { signInSchema } from '@/lib/members/schema'
import { signIn } from '@/lib/members/sign-in'
import { giveSession, readVisitor } from '@/lib/members/visitor'
import { publicAction } from '@/lib/server/actions'
import { ownPath } from '@/lib/server/auth-request'

/** Opens a session and goes to where the person wanted to be. */
export const signInAction = publicAction()
  .inputSchema(signInSchema.extend({ next: z.string().max(2_000).optional() }))
  .action(async ({ parsedInput }) => {
    const result = await signIn(parsedInput, await readVisitor())
    if (!result.ok) return result
    await giveSession(result.value)
    redirect(ownPath(parsedInput.next))
  })
