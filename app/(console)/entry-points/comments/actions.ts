'use server'

import { revalidatePath } from 'next/cache'
import {
  addCommentSchema,
  editCommentSchema,
  removeCommentSchema,
  seeMentionsSchema,
} from '@/lib/entry-points/comment-schema'
import { addComment, editComment, removeComment, seeMentions } from '@/lib/entry-points/write-comment'
import { memberAction } from '@/lib/server/actions'

const PATH = '/entry-points'

export const addCommentAction = memberAction('entry-points:comment')
  .inputSchema(addCommentSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await addComment(ctx.actor, parsedInput)
    if (result.ok) revalidatePath(PATH, 'layout')
    return result
  })

export const editCommentAction = memberAction('entry-points:comment')
  .inputSchema(editCommentSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await editComment(ctx.actor, parsedInput)
    if (result.ok) revalidatePath(PATH, 'layout')
    return result
  })

export const removeCommentAction = memberAction('entry-points:comment')
  .inputSchema(removeCommentSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await removeComment(ctx.actor, parsedInput)
    if (result.ok) revalidatePath(PATH, 'layout')
    return result
  })

export const seeMentionsAction = memberAction('entry-points:read')
  .inputSchema(seeMentionsSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await seeMentions(ctx.actor, parsedInput)
    if (result.ok) revalidatePath(PATH, 'layout')
    return result
  })
