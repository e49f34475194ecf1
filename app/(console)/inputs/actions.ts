'use server'

import { importSystems, undoSystemsImport } from '@/lib/inputs/import-systems'
import { saveOwnership } from '@/lib/inputs/ownership'
import { saveInput } from '@/lib/inputs/required-inputs'
import {
  changeSystemSchema,
  importSystemsSchema,
  inputSchema,
  partSchema,
  systemAtSchema,
  systemSchema,
  undoImportSchema,
} from '@/lib/inputs/schema'
import { addSystem, archiveSystem, changeSystem } from '@/lib/inputs/systems'
import { memberAction } from '@/lib/server/actions'
import { redraws } from '@/lib/server/redraws'

const redrawn = redraws('/inputs', 'layout')

export const saveInputAction = memberAction('inputs:write')
  .inputSchema(inputSchema)
  .action(({ ctx, parsedInput }) => redrawn(saveInput(ctx.actor, parsedInput)))

export const addSystemAction = memberAction('inputs:write')
  .inputSchema(systemSchema)
  .action(({ ctx, parsedInput }) => redrawn(addSystem(ctx.actor, parsedInput)))

export const changeSystemAction = memberAction('inputs:write')
  .inputSchema(changeSystemSchema)
  .action(({ ctx, parsedInput }) => redrawn(changeSystem(ctx.actor, parsedInput)))

export const archiveSystemAction = memberAction('inputs:write')
  .inputSchema(systemAtSchema)
  .action(({ ctx, parsedInput }) => redrawn(archiveSystem(ctx.actor, parsedInput, true)))

export const restoreSystemAction = memberAction('inputs:write')
  .inputSchema(systemAtSchema)
  .action(({ ctx, parsedInput }) => redrawn(archiveSystem(ctx.actor, parsedInput, false)))

export const importSystemsAction = memberAction('inputs:write')
  .inputSchema(importSystemsSchema)
  .action(({ ctx, parsedInput }) => redrawn(importSystems(ctx.actor, parsedInput)))

export const undoSystemsImportAction = memberAction('inputs:write')
  .inputSchema(undoImportSchema)
  .action(({ ctx, parsedInput }) => redrawn(undoSystemsImport(ctx.actor, parsedInput)))

export const saveOwnershipAction = memberAction('inputs:write')
  .inputSchema(partSchema)
  .action(({ ctx, parsedInput }) => redrawn(saveOwnership(ctx.actor, parsedInput)))
