'use server'

import { revalidatePath } from 'next/cache'
import { askMeta, claimName, releaseName, suggestNames } from '@/lib/handles/ask-meta'
import { addCandidate, chooseCandidate, rejectCandidate, reopenCandidate } from '@/lib/handles/change-candidate'
import { saveDecision, startDecision } from '@/lib/handles/commands'
import { answerPoll, openPoll } from '@/lib/handles/hold-poll'
import { judgeCandidate } from '@/lib/handles/judge-name'
import {
  addCandidateSchema,
  answerPollSchema,
  candidateSchema,
  claimNameSchema,
  judgeNameSchema,
  numberAtSchema,
  openPollSchema,
  rejectCandidateSchema,
  releaseNameSchema,
  saveDecisionSchema,
  startDecisionSchema,
} from '@/lib/handles/schema'
import { memberAction } from '@/lib/server/actions'
import { ok } from '@/lib/shared/result'

const PATH = '/handles'

export const startDecisionAction = memberAction('handles:write')
  .inputSchema(startDecisionSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await startDecision(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const saveDecisionAction = memberAction('handles:write')
  .inputSchema(saveDecisionSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await saveDecision(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const addCandidateAction = memberAction('handles:write')
  .inputSchema(addCandidateSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await addCandidate(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const chooseCandidateAction = memberAction('handles:write')
  .inputSchema(candidateSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await chooseCandidate(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const rejectCandidateAction = memberAction('handles:write')
  .inputSchema(rejectCandidateSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await rejectCandidate(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const reopenCandidateAction = memberAction('handles:write')
  .inputSchema(candidateSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await reopenCandidate(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const openPollAction = memberAction('handles:write')
  .inputSchema(openPollSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await openPoll(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const answerPollAction = memberAction('handles:answer')
  .inputSchema(answerPollSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await answerPoll(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const judgeNameAction = memberAction('handles:read')
  .inputSchema(judgeNameSchema)
  .action(async ({ ctx, parsedInput }) => ok(await judgeCandidate(ctx.actor, parsedInput)))

export const askMetaAction = memberAction('handles:write')
  .inputSchema(numberAtSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await askMeta(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const suggestNamesAction = memberAction('handles:write')
  .inputSchema(numberAtSchema)
  .action(({ ctx, parsedInput }) => suggestNames(ctx.actor, parsedInput))

export const claimNameAction = memberAction('handles:write')
  .inputSchema(claimNameSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await claimName(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const releaseNameAction = memberAction('handles:write')
  .inputSchema(releaseNameSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await releaseName(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })
