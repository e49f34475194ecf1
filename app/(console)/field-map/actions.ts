'use server'

import { addMapSystem, changeMapSystem, removeField, removeMapSystem, saveField } from '@/lib/field-map/change-map'
import { runConversationCheck } from '@/lib/field-map/run-check'
import {
  changeMapSystemSchema,
  fieldSchema,
  mapAtSchema,
  mapSystemSchema,
  runCheckSchema,
} from '@/lib/field-map/schema'
import { memberAction } from '@/lib/server/actions'
import { redraws } from '@/lib/server/redraws'

const redrawn = redraws('/field-map', 'layout')

export const addMapSystemAction = memberAction('field-map:write')
  .inputSchema(mapSystemSchema)
  .action(({ ctx, parsedInput }) => redrawn(addMapSystem(ctx.actor, parsedInput)))

export const changeMapSystemAction = memberAction('field-map:write')
  .inputSchema(changeMapSystemSchema)
  .action(({ ctx, parsedInput }) => redrawn(changeMapSystem(ctx.actor, parsedInput)))

export const removeMapSystemAction = memberAction('field-map:write')
  .inputSchema(mapAtSchema)
  .action(({ ctx, parsedInput }) => redrawn(removeMapSystem(ctx.actor, parsedInput)))

export const saveFieldAction = memberAction('field-map:write')
  .inputSchema(fieldSchema)
  .action(({ ctx, parsedInput }) => redrawn(saveField(ctx.actor, parsedInput)))

export const removeFieldAction = memberAction('field-map:write')
  .inputSchema(mapAtSchema)
  .action(({ ctx, parsedInput }) => redrawn(removeField(ctx.actor, parsedInput)))

export const runCheckAction = memberAction('field-map:write')
  .inputSchema(runCheckSchema)
  .action(({ ctx, parsedInput }) => redrawn(runConversationCheck(ctx.actor, parsedInput)))
