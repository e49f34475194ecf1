'use server'

import { revalidatePath } from 'next/cache'
import { markAllRead } from '@/lib/notifications/queries'
import { memberAction } from '@/lib/server/actions'

export const markAllReadAction = memberAction('overview:read').action(async ({ ctx }) => {
  const result = await markAllRead(ctx.actor)
  revalidatePath('/', 'layout')
  return result
})
