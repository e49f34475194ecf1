'use server'

import { revalidatePath } from 'next/cache'
import { cancelImport } from '@/lib/contacts/cancel-import'
import { checkImport } from '@/lib/contacts/check-import'
import { editContact, setLabels } from '@/lib/contacts/edit-contact'
import { revealContact } from '@/lib/contacts/reveal'
import { startImport } from '@/lib/contacts/run-import'
import {
  batchIdSchema,
  checkImportSchema,
  contactIdSchema,
  editContactSchema,
  setLabelsSchema,
  uploadSchema,
} from '@/lib/contacts/schema'
import { stageImport } from '@/lib/contacts/stage-import'
import { undoImport } from '@/lib/contacts/undo-import'
import { erasePerson } from '@/lib/erasure/erase'
import { eraseSchema } from '@/lib/erasure/schema'
import { memberAction } from '@/lib/server/actions'

const PATH = '/contacts'

export const erasePersonAction = memberAction('contacts:erase')
  .inputSchema(eraseSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await erasePerson(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const editContactAction = memberAction('contacts:write')
  .inputSchema(editContactSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await editContact(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const setLabelsAction = memberAction('contacts:write')
  .inputSchema(setLabelsSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await setLabels(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const revealContactAction = memberAction('identity:reveal')
  .inputSchema(contactIdSchema)
  .action(({ ctx, parsedInput }) => revealContact(ctx.actor, parsedInput))

export const stageImportAction = memberAction('contacts:write')
  .inputSchema(uploadSchema)
  .action(async ({ ctx, parsedInput: { file } }) => {
    const bytes = new Uint8Array(await file.arrayBuffer())
    return stageImport(ctx.actor, { fileName: file.name, bytes })
  })

export const checkImportAction = memberAction('contacts:write')
  .inputSchema(checkImportSchema)
  .action(({ ctx, parsedInput }) => checkImport(ctx.actor, parsedInput))

export const startImportAction = memberAction('contacts:write')
  .inputSchema(batchIdSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await startImport(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const cancelImportAction = memberAction('contacts:write')
  .inputSchema(batchIdSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await cancelImport(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const undoImportAction = memberAction('contacts:write')
  .inputSchema(batchIdSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await undoImport(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })
