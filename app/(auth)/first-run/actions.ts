'use server'

import { redirect } from 'next/navigation'
import { makeFirstAdmin } from '@/lib/members/first-admin'
import { firstAdminSchema } from '@/lib/members/schema'
import { startSession } from '@/lib/members/sign-in'
import { giveSession, readVisitor } from '@/lib/members/visitor'
import { publicAction } from '@/lib/server/actions'

/** Makes the workspace and its admin, signs them in, and goes to the overview. */
export const makeFirstAdminAction = publicAction()
  .inputSchema(firstAdminSchema)
  .action(async ({ ctx, parsedInput }) => {
    const made = await makeFirstAdmin(parsedInput, ctx.origin)
    if (!made.ok) return made
    const started = await startSession(made.value.userId, await readVisitor())
    if (!started.ok) return started
    await giveSession(started.value)
    redirect('/overview')
  })
