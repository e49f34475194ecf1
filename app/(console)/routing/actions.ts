'use server'

import { runBench } from '@/lib/routing/bench'
import { archiveWorkflow, createWorkflow, unarchiveWorkflow, updateWorkflow } from '@/lib/routing/commands'
import { previewRules } from '@/lib/routing/preview-rule-set'
import { restoreRules, saveRules } from '@/lib/routing/save-rule-set'
import {
  archiveWorkflowSchema,
  benchSchema,
  restoreRulesSchema,
  saveRulesSchema,
  updateWorkflowSchema,
  workflowSchema,
} from '@/lib/routing/workflow-schema'
import { memberAction } from '@/lib/server/actions'
import { redraws } from '@/lib/server/redraws'

const PATH = '/routing'

const redrawn = redraws(PATH, 'layout')

export const createWorkflowAction = memberAction('routing:write')
  .inputSchema(workflowSchema)
  .action(({ ctx, parsedInput }) => redrawn(createWorkflow(ctx.actor, parsedInput)))

export const updateWorkflowAction = memberAction('routing:write')
  .inputSchema(updateWorkflowSchema)
  .action(({ ctx, parsedInput }) => redrawn(updateWorkflow(ctx.actor, parsedInput)))

export const archiveWorkflowAction = memberAction('routing:write')
  .inputSchema(archiveWorkflowSchema)
  .action(({ ctx, parsedInput }) => redrawn(archiveWorkflow(ctx.actor, parsedInput)))

export const unarchiveWorkflowAction = memberAction('routing:write')
  .inputSchema(archiveWorkflowSchema)
  .action(({ ctx, parsedInput }) => redrawn(unarchiveWorkflow(ctx.actor, parsedInput)))

export const previewRulesAction = memberAction('routing:write')
  .inputSchema(saveRulesSchema.pick({ rules: true, defaultWorkflowId: true }))
  .action(({ ctx, parsedInput }) => previewRules(ctx.actor, parsedInput))

export const saveRulesAction = memberAction('routing:write')
  .inputSchema(saveRulesSchema)
  .action(({ ctx, parsedInput }) => redrawn(saveRules(ctx.actor, parsedInput)))

export const restoreRulesAction = memberAction('routing:write')
  .inputSchema(restoreRulesSchema)
  .action(({ ctx, parsedInput }) => redrawn(restoreRules(ctx.actor, parsedInput)))

export const runBenchAction = memberAction('routing:read')
  .inputSchema(benchSchema)
  .action(({ ctx, parsedInput }) => runBench(ctx.actor, parsedInput))
