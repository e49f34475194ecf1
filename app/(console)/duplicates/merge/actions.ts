'use server'

import { revalidatePath } from 'next/cache'
import { answerUndoQuestion } from '@/lib/merges/answer-undo'
import { noteCarriedOut } from '@/lib/merges/carry-out'
import { mergeContacts } from '@/lib/merges/merge-contacts'
import { carryOutSchema, mergeIdSchema, mergeSchema, undoQuestionSchema } from '@/lib/merges/schema'
import { undoMerge } from '@/lib/merges/undo-merge'
import { memberAction } from '@/lib/server/actions'

const PATH = '/duplicates'

export const mergeAction = memberAction('duplicates:write')
  .inputSchema(mergeSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await mergeContacts(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const undoMergeAction = memberAction('duplicates:write')
  .inputSchema(mergeIdSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await undoMerge(ctx.actor, parsedInput.id)
    revalidatePath(PATH, 'layout')
    return result
  })

export const answerUndoAction = memberAction('duplicates:write')
  .inputSchema(undoQuestionSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await answerUndoQuestion(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const carryOutAction = memberAction('duplicates:write')
  .inputSchema(carryOutSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await noteCarriedOut(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })
