'use server'

import { revalidatePath } from 'next/cache'
import { setCalendarOwner } from '@/lib/calendar/calendar-owner'
import { carry } from '@/lib/calendar/carry'
import { createWave } from '@/lib/calendar/create-wave'
import { editWave, removeWave, reorderWave } from '@/lib/calendar/edit-wave'
import { createFeed, revokeFeed } from '@/lib/calendar/feeds'
import { createFreeze, editFreeze, removeFreeze } from '@/lib/calendar/freeze-windows'
import { setLeadTime } from '@/lib/calendar/lead-time'
import { moveWave, overrideRelease } from '@/lib/calendar/move-wave'
import { recordStep } from '@/lib/calendar/record-step'
import {
  carrySchema,
  createFeedSchema,
  createWaveSchema,
  editFreezeSchema,
  editWaveSchema,
  feedIdSchema,
  freezeSchema,
  leadTimeSchema,
  moveWaveSchema,
  overrideReleaseSchema,
  reorderWaveSchema,
  setOwnerSchema,
  stepSchema,
  versionedSchema,
} from '@/lib/calendar/schema'
import { memberAction } from '@/lib/server/actions'

/** The calendar, the sheet and the overview all show what these change. */
function refresh<T>(result: T): T {
  revalidatePath('/', 'layout')
  return result
}

export const createWaveAction = memberAction('calendar:write')
  .inputSchema(createWaveSchema)
  .action(async ({ ctx, parsedInput }) => refresh(await createWave(ctx.actor, parsedInput)))

export const editWaveAction = memberAction('calendar:write')
  .inputSchema(editWaveSchema)
  .action(async ({ ctx, parsedInput }) => refresh(await editWave(ctx.actor, parsedInput)))

export const reorderWaveAction = memberAction('calendar:write')
  .inputSchema(reorderWaveSchema)
  .action(async ({ ctx, parsedInput }) => refresh(await reorderWave(ctx.actor, parsedInput)))

export const removeWaveAction = memberAction('calendar:write')
  .inputSchema(versionedSchema)
  .action(async ({ ctx, parsedInput }) => refresh(await removeWave(ctx.actor, parsedInput)))

export const moveWaveAction = memberAction('calendar:write')
  .inputSchema(moveWaveSchema)
  .action(async ({ ctx, parsedInput }) => refresh(await moveWave(ctx.actor, parsedInput)))

export const overrideReleaseAction = memberAction('approvals:decide')
  .inputSchema(overrideReleaseSchema)
  .action(async ({ ctx, parsedInput }) => refresh(await overrideRelease(ctx.actor, parsedInput)))

export const recordStepAction = memberAction('entry-points:move')
  .inputSchema(stepSchema)
  .action(async ({ ctx, parsedInput }) => refresh(await recordStep(ctx.actor, parsedInput)))

export const carryAction = memberAction('entry-points:write')
  .inputSchema(carrySchema)
  .action(async ({ ctx, parsedInput }) => refresh(await carry(ctx.actor, parsedInput)))

export const setLeadTimeAction = memberAction('entry-points:write')
  .inputSchema(leadTimeSchema)
  .action(async ({ ctx, parsedInput }) => refresh(await setLeadTime(ctx.actor, parsedInput)))

export const createFreezeAction = memberAction('calendar:write')
  .inputSchema(freezeSchema)
  .action(async ({ ctx, parsedInput }) => refresh(await createFreeze(ctx.actor, parsedInput)))

export const editFreezeAction = memberAction('calendar:write')
  .inputSchema(editFreezeSchema)
  .action(async ({ ctx, parsedInput }) => refresh(await editFreeze(ctx.actor, parsedInput)))

export const removeFreezeAction = memberAction('calendar:write')
  .inputSchema(versionedSchema)
  .action(async ({ ctx, parsedInput }) => refresh(await removeFreeze(ctx.actor, parsedInput)))

export const setCalendarOwnerAction = memberAction('calendar:write')
  .inputSchema(setOwnerSchema)
  .action(async ({ ctx, parsedInput }) => refresh(await setCalendarOwner(ctx.actor, parsedInput)))

export const createFeedAction = memberAction('calendar:read')
  .inputSchema(createFeedSchema)
  .action(async ({ ctx, parsedInput }) => refresh(await createFeed(ctx.actor, parsedInput)))

export const revokeFeedAction = memberAction('calendar:read')
  .inputSchema(feedIdSchema)
  .action(async ({ ctx, parsedInput }) => refresh(await revokeFeed(ctx.actor, parsedInput)))
