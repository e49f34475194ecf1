'use server'

import { revalidatePath } from 'next/cache'
import { memberAction } from '@/lib/server/actions'
import { changeView, removeView } from '@/lib/views/change-view'
import { keepLayout, keepLayoutSchema } from '@/lib/views/layout'
import { saveView } from '@/lib/views/save-view'
import { changeViewSchema, removeViewSchema, saveViewSchema } from '@/lib/views/schema'

/** Saved views belong to every room, so everybody may ask; the command looks at the room itself. */
export const saveViewAction = memberAction('overview:read')
  .inputSchema(saveViewSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await saveView(ctx.actor, parsedInput)
    revalidatePath(`/${parsedInput.room}`)
    return result
  })

export const changeViewAction = memberAction('overview:read')
  .inputSchema(changeViewSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await changeView(ctx.actor, parsedInput)
    revalidatePath('/', 'layout')
    return result
  })

export const removeViewAction = memberAction('overview:read')
  .inputSchema(removeViewSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await removeView(ctx.actor, parsedInput)
    revalidatePath('/', 'layout')
    return result
  })

/** Nothing is drawn again: the browser shows the layout already. */
export const keepLayoutAction = memberAction('overview:read')
  .inputSchema(keepLayoutSchema)
  .action(({ ctx, parsedInput }) => keepLayout(ctx.actor, parsedInput))
