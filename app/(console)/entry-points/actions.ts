'use server'

import { revalidatePath } from 'next/cache'
import { archiveEntryPoint, restoreEntryPoint } from '@/lib/entry-points/archive-entry-point'
import { bulkEditEntryPoints } from '@/lib/entry-points/bulk-edit'
import { createEntryPoint } from '@/lib/entry-points/create-entry-point'
import { pasteCells, pasteCellsSchema } from '@/lib/entry-points/paste-cells'
import {
  bulkEditSchema,
  createEntryPointSchema,
  undoBatchSchema,
  updateEntryPointSchema,
  versionedEntryPointSchema,
} from '@/lib/entry-points/schema'
import { undoEntryPointBatch } from '@/lib/entry-points/undo-batch'
import { updateEntryPoint } from '@/lib/entry-points/update-entry-point'
import { memberAction } from '@/lib/server/actions'
import { ok } from '@/lib/shared/result'
import { toSheetRow } from './sheet-row'

const PATH = '/entry-points'

export const createEntryPointAction = memberAction('entry-points:write')
  .inputSchema(createEntryPointSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await createEntryPoint(ctx.actor, parsedInput)
    if (result.ok) revalidatePath(PATH, 'layout')
    return result
  })

export const updateEntryPointAction = memberAction('entry-points:write')
  .inputSchema(updateEntryPointSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await updateEntryPoint(ctx.actor, parsedInput)
    // The sheet takes the row from the answer; a page that shows more of it asks for itself.
    return result.ok ? ok(toSheetRow(result.value)) : result
  })

export const archiveEntryPointAction = memberAction('entry-points:write')
  .inputSchema(versionedEntryPointSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await archiveEntryPoint(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const restoreEntryPointAction = memberAction('entry-points:write')
  .inputSchema(versionedEntryPointSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await restoreEntryPoint(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const bulkEditAction = memberAction('entry-points:write')
  .inputSchema(bulkEditSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await bulkEditEntryPoints(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const undoBatchAction = memberAction('entry-points:write')
  .inputSchema(undoBatchSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await undoEntryPointBatch(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const pasteCellsAction = memberAction('entry-points:write')
  .inputSchema(pasteCellsSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await pasteCells(ctx.actor, parsedInput)
    if (result.ok && result.value.batchId) revalidatePath(PATH, 'layout')
    return result
  })
