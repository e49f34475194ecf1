'use server'

import { z } from 'zod'
import { changeRecord, enterActual } from '@/lib/lab/change-record'
import { addException, addKnownExceptions, archiveException, changeException } from '@/lib/lab/exceptions'
import { addPlan, archivePlan, changeCase, changePlan } from '@/lib/lab/plans'
import { addToPlan, captureDelivery, removeSaved, saveVariant } from '@/lib/lab/saved-payloads'
import {
  captureSchema,
  changeCaseSchema,
  changeExceptionSchema,
  changePlanSchema,
  changeRecordSchema,
  changeTargetSchema,
  checkPairsSchema,
  enterActualSchema,
  exceptionAtSchema,
  exceptionSchema,
  fireSchema,
  planAtSchema,
  planSchema,
  runAtSchema,
  savedAtSchema,
  savedUseSchema,
  saveVariantSchema,
  startRunSchema,
  targetAtSchema,
  targetSchema,
} from '@/lib/lab/schema'
import { cancelRun, firePayload, resumeRun, startPairs, startRun } from '@/lib/lab/start-run'
import { addTarget, archiveTarget, changeTarget } from '@/lib/lab/targets'
import { memberAction } from '@/lib/server/actions'
import { redraws } from '@/lib/server/redraws'

const redrawn = redraws('/lab', 'layout')
const archived = z.boolean()

export const addTargetAction = memberAction('lab:write')
  .inputSchema(targetSchema)
  .action(({ ctx, parsedInput }) => redrawn(addTarget(ctx.actor, parsedInput)))

export const changeTargetAction = memberAction('lab:write')
  .inputSchema(changeTargetSchema)
  .action(({ ctx, parsedInput }) => redrawn(changeTarget(ctx.actor, parsedInput)))

export const archiveTargetAction = memberAction('lab:write')
  .inputSchema(targetAtSchema.extend({ archived }))
  .action(({ ctx, parsedInput }) => redrawn(archiveTarget(ctx.actor, parsedInput)))

export const addPlanAction = memberAction('lab:write')
  .inputSchema(planSchema)
  .action(({ ctx, parsedInput }) => redrawn(addPlan(ctx.actor, parsedInput)))

export const changePlanAction = memberAction('lab:write')
  .inputSchema(changePlanSchema)
  .action(({ ctx, parsedInput }) => redrawn(changePlan(ctx.actor, parsedInput)))

export const archivePlanAction = memberAction('lab:write')
  .inputSchema(planAtSchema.extend({ archived }))
  .action(({ ctx, parsedInput }) => redrawn(archivePlan(ctx.actor, parsedInput)))

export const changeCaseAction = memberAction('lab:write')
  .inputSchema(changeCaseSchema)
  .action(({ ctx, parsedInput }) => redrawn(changeCase(ctx.actor, parsedInput)))

export const startRunAction = memberAction('lab:write')
  .inputSchema(startRunSchema)
  .action(({ ctx, parsedInput }) => redrawn(startRun(ctx.actor, parsedInput.planId)))

export const firePayloadAction = memberAction('lab:write')
  .inputSchema(fireSchema)
  .action(({ ctx, parsedInput }) => redrawn(firePayload(ctx.actor, parsedInput)))

export const cancelRunAction = memberAction('lab:write')
  .inputSchema(runAtSchema)
  .action(({ ctx, parsedInput }) => redrawn(cancelRun(ctx.actor, parsedInput.id)))

export const resumeRunAction = memberAction('lab:write')
  .inputSchema(runAtSchema)
  .action(({ ctx, parsedInput }) => redrawn(resumeRun(ctx.actor, parsedInput.id)))

/** The owner of a fix says how far it is without further rights; the command looks. */
export const changeRecordAction = memberAction('lab:read')
  .inputSchema(changeRecordSchema)
  .action(({ ctx, parsedInput }) => redrawn(changeRecord(ctx.actor, parsedInput)))

export const enterActualAction = memberAction('lab:write')
  .inputSchema(enterActualSchema)
  .action(({ ctx, parsedInput }) => redrawn(enterActual(ctx.actor, parsedInput)))

export const checkPairsAction = memberAction('lab:write')
  .inputSchema(checkPairsSchema)
  .action(({ ctx, parsedInput }) => redrawn(startPairs(ctx.actor, parsedInput)))

export const addExceptionAction = memberAction('lab:write')
  .inputSchema(exceptionSchema)
  .action(({ ctx, parsedInput }) => redrawn(addException(ctx.actor, parsedInput)))

export const addKnownExceptionsAction = memberAction('lab:write').action(({ ctx }) =>
  redrawn(addKnownExceptions(ctx.actor)),
)

export const changeExceptionAction = memberAction('lab:write')
  .inputSchema(changeExceptionSchema)
  .action(({ ctx, parsedInput }) => redrawn(changeException(ctx.actor, parsedInput)))

export const archiveExceptionAction = memberAction('lab:write')
  .inputSchema(exceptionAtSchema.extend({ archived }))
  .action(({ ctx, parsedInput }) => redrawn(archiveException(ctx.actor, parsedInput)))

export const saveVariantAction = memberAction('lab:write')
  .inputSchema(saveVariantSchema)
  .action(({ ctx, parsedInput }) => redrawn(saveVariant(ctx.actor, parsedInput)))

/** Those who may see bodies bring them in; the command looks. */
export const captureDeliveryAction = memberAction('lab:write')
  .inputSchema(captureSchema)
  .action(({ ctx, parsedInput }) => redrawn(captureDelivery(ctx.actor, parsedInput)))

export const removeSavedAction = memberAction('lab:write')
  .inputSchema(savedAtSchema)
  .action(({ ctx, parsedInput }) => redrawn(removeSaved(ctx.actor, parsedInput)))

export const addToPlanAction = memberAction('lab:write')
  .inputSchema(savedUseSchema)
  .action(({ ctx, parsedInput }) => redrawn(addToPlan(ctx.actor, parsedInput)))
